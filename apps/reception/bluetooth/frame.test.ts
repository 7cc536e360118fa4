import { fromHex, toHex } from "@madoguchi/card";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutIntoPackets, encodeFrame, FrameReader } from "./frame.ts";

const block = fc.uint8Array({ maxLength: 300 });

/** The bytes in pieces of these lengths, over and over. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

test("the first request of the authentication, byte by byte", () => {
  const request = encodeFrame(fromHex("6b0005000000cbe000004500"));
  expect(toHex(request)).toBe("05000c6b0005000000cbe0000045000c0a");
});

test("packets are of at most 20 bytes and lose nothing", () => {
  fc.assert(
    fc.property(block, (bytes) => {
      const packets = cutIntoPackets(bytes);
      expect(packets.every(({ length }) => length > 0 && length <= 20)).toBe(true);
      expect(toHex(Uint8Array.from(packets.flatMap((packet) => [...packet])))).toBe(toHex(bytes));
    }),
  );
});

test("blocks come out whole and in order, however notifications are cut and joined", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 5 }), lengths, (blocks, pieces) => {
      const stream = Uint8Array.from(blocks.flatMap((each) => [...encodeFrame(each)]));
      const reader = new FrameReader();
      const read = cut(stream, pieces).flatMap((piece) => reader.push(piece));
      expect(read.map(toHex)).toEqual(blocks.map(toHex));
    }),
  );
});

test("one changed bit never brings out another block", () => {
  fc.assert(
    fc.property(block, fc.nat(), fc.integer({ min: 0, max: 7 }), (bytes, at, bit) => {
      const frame = encodeFrame(bytes);
      const place = at % frame.length;
      frame[place] = (frame[place] ?? 0) ^ (1 << bit);
      const reader = new FrameReader();
      let read: Uint8Array[] = [];
      try {
        read = reader.push(frame);
      } catch (error) {
        expect(error).toMatchObject({ name: "LinkError", code: "protocol" });
      }
      expect(read).toEqual([]);
    }),
  );
});

test("a frame that announces more than any answer has is a fault at once", () => {
  expect(() => new FrameReader().push(fromHex("05ffff"))).toThrow("longer");
});
