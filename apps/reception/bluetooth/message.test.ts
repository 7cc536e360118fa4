import { fromHex, LinkError, toHex } from "@madoguchi/card";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer, readCardNotice } from "./answer.ts";
import { commandType, decodeMessage, encodeMessage } from "./message.ts";

const byte = fc.integer({ min: 0, max: 255 });

test("power on and polling, as the manual prints them", () => {
  const message = { sequence: 1, parameter: 0, data: new Uint8Array() };
  expect(toHex(encodeMessage({ ...message, type: commandType.powerOn }))).toBe("62000000010063");
  const data = fromHex("e000004001");
  const polling = encodeMessage({ type: commandType.escape, sequence: 0, parameter: 0, data });
  expect(toHex(polling)).toBe("6b0005000000cfe000004001");
});

test("an answer as a reader was seen to give it: the command's number again, FF behind", () => {
  const answer = decodeMessage(fromHex("83000500020226e100004001ffffffff"));
  expect(answer).toMatchObject({ type: 0x83, sequence: 2, parameter: 2 });
  expect(toHex(answer.data)).toBe("e100004001");
});

test("what is written is read again", () => {
  const data = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(byte, byte, byte, data, (type, sequence, parameter, content) => {
      const message = { type, sequence, parameter, data: content };
      expect(decodeMessage(encodeMessage(message))).toEqual(message);
    }),
  );
});

test("any other bytes are a fault of the protocol and nothing else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        const message = decodeMessage(bytes);
        expect(toHex(encodeMessage(message)).slice(0, 6)).toBe(toHex(bytes.subarray(0, 3)));
      } catch (error) {
        expect(error).toBeInstanceOf(LinkError);
      }
    }),
  );
});

test.each([
  ["a card's answer", "80", 0x00, { kind: "done" }],
  ["more time wanted", "80", 0x80, { kind: "wait" }],
  ["a card that does not answer", "80", 0x40, { kind: "failed", error: { code: "timeout" } }],
  ["a card that lost its power", "80", 0x41, { kind: "failed", error: { code: "removed" } }],
  ["no card", "80", 0x42, { kind: "failed", cardPresent: false, error: { code: "removed" } }],
  ["no card, as a status", "81", 0x42, { kind: "failed", error: { code: "removed" } }],
  ["a timeout in the reader", "51", 0x02, { kind: "failed", error: { code: "timeout" } }],
  ["a damaged command", "51", 0x01, { kind: "failed", error: { code: "protocol" } }],
  ["a session forgotten", "51", 0x04, { kind: "broken" }],
  ["an answer to something else", "83", 0x00, { kind: "broken" }],
  ["a reader that falls asleep", "52", 0x00, undefined],
])("%s", (_name, type, parameter, expected) => {
  const message = {
    type: Number.parseInt(type, 16),
    sequence: 7,
    parameter,
    data: new Uint8Array(),
  };
  const answer = readAnswer(commandType.transfer, 7, message);
  if (expected === undefined) expect(answer).toBeUndefined();
  else expect(answer).toMatchObject(expected);
});

test("an answer with another command's number breaks the connection", () => {
  const message = { type: 0x80, sequence: 6, parameter: 0, data: new Uint8Array() };
  expect(readAnswer(commandType.transfer, 7, message)).toMatchObject({ kind: "broken" });
});

test.each([
  [0x03, { present: true }],
  [0x02, { present: false }],
  [0x00, undefined],
])("card notice %i", (parameter, expected) => {
  const message = { type: 0x50, sequence: 0, parameter, data: new Uint8Array() };
  expect(readCardNotice(message)).toEqual(expected);
});
