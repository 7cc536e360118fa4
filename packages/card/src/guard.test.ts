import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeCard } from "./fake-card.ts";
import { ForbiddenCommandError, guard } from "./guard.ts";
import { fromHex, toHex } from "./hex.ts";
import { nextCard } from "./profile.ts";

const jpki = "00a4040c0ad392f000260100000001";
const kenhojo = "00a4040c0ad3921000310001010408";
const kenkaku = "00a4040c0ad3921000310001010402";
const juki = "00a4040c0ad3921000310001010401";
const next = `00a4040c0a${toHex(nextCard.jpki.aid)}`;
const common = "00a4040c0ad3921000310001010100";

async function play(commands: readonly string[]) {
  const card = new FakeCard();
  card.applications = [jpki, kenhojo, kenkaku, common, next].map((hex) => hex.slice(10));
  const transport = guard(await card.open("fake"));
  for (const hex of commands) await transport.transmit(fromHex(hex));
  return card;
}

describe("keeps from the card", () => {
  test.each([
    ["個人番号 in 入力補助", [kenhojo, "00a4020c020001"]],
    ["個人番号 in 入力補助 by short identifier", [kenhojo, "00b0810010"]],
    ["個人番号 in 入力補助 as a record", [kenhojo, "00b2010c00"]],
    ["照合番号A of 入力補助", [kenhojo, "00a4020c020014"]],
    ["照合番号A of 入力補助 by short identifier", [kenhojo, "002000940c313233343536373839303132"]],
    ["個人番号 in 券面事項確認", [kenkaku, "00a4020c020005"]],
    ["個人番号 in 券面事項確認 by short identifier", [kenkaku, "00b0850000"]],
    ["照合番号A of 券面事項確認", [kenkaku, "00a4020c020013"]],
    ["a file before any application is known", ["00a4020c020001"]],
    ["a PIN before any application is known", ["002000800431323334"]],
    ["a file after an application that is not there", [jpki, "00a4040c03a00000", "00a4020c020001"]],
    [
      "a file after an abbreviated application name",
      ["00a4040c09d39210003100010104", "00a4020c020001"],
    ],
    ["SELECT by path", [kenhojo, "00a4080c020001"]],
    ["SELECT of a parent", [kenhojo, "00a4030c"]],
    ["SELECT in a secure-messaging class", [kenhojo, "0ca4020c020001"]],
    ["READ BINARY with an odd instruction", [kenhojo, "00b1000104540201000a"]],
    ["an extended-length SELECT of 個人番号", [kenhojo, "00a4020c0000020001"]],
    ["an extended-length read of 個人番号", [kenhojo, "00b08100000400"]],
    [
      "a file of the next card's 券面等, which nobody knows",
      [`${next.slice(0, -2)}ff`, "00a4020c020002"],
    ],
    ["a PIN change", [jpki, "002401800434333231"]],
    ["any file of 住基AP, which holds 住民票コード", [juki, "00a4020c020001"]],
  ])("%s", async (_, commands) => {
    const last = fromHex(commands.at(-1) ?? "");
    const card = new FakeCard();
    card.applications = [jpki, kenhojo, kenkaku, juki].map((hex) => hex.slice(10));
    const transport = guard(await card.open("fake"));
    for (const hex of commands.slice(0, -1)) await transport.transmit(fromHex(hex));
    await expect(transport.transmit(last)).rejects.toThrow(ForbiddenCommandError);
    expect(card.wire.map(toHex)).toEqual(commands.slice(0, -1));
  });
});

test("keeps out what is sent while a later SELECT of an application is still unanswered", async () => {
  const inner = await new FakeCard().open("fake");
  const answers = [Promise.withResolvers<Uint8Array>(), Promise.withResolvers<Uint8Array>()];
  let sent = 0;
  const transmit = async () => answers[sent++]?.promise ?? fromHex("9000");
  const transport = guard({ ...inner, transmit });
  const first = transport.transmit(fromHex(jpki));
  void transport.transmit(fromHex(kenhojo));
  answers[0]?.resolve(fromHex("9000"));
  await first;
  await expect(transport.transmit(fromHex("00a4020c020001"))).rejects.toThrow(
    ForbiddenCommandError,
  );
  expect(sent).toBe(2);
});

describe("lets through", () => {
  test.each([
    [
      "the certificates of JPKI, whose file numbers are the same",
      [jpki, "00a4020c020001", "00b0000000"],
    ],
    ["基本4情報", [kenhojo, "00a4020c020002", "00a4020c020011"]],
    [
      "生年月日 and the face photo by 照合番号B",
      [kenkaku, "00a4020c020001", "00a4020c020002", "00a4020c020012"],
    ],
    ["the card's serial number", [common, "00b2010c00"]],
    ["the certificate of the next card", [next, "00a4020c02000a", "00b0000000"]],
    ["an extended-length SELECT of JPKI", ["00a4040c00000ad392f000260100000001"]],
    ["JPKI again after 入力補助", [kenhojo, jpki, "00a4020c020001"]],
  ])("%s", async (_, commands) => {
    expect((await play(commands)).wire.map(toHex)).toEqual(commands);
  });
});

test("no sequence of commands reaches 個人番号", async () => {
  const command = fc.constantFrom(
    jpki,
    kenhojo,
    kenkaku,
    common,
    "00a4020c020001",
    "00a4020c020005",
    "00a4020c020002",
    "00b0810000",
    "00b0850000",
    "00b0000000",
    "00a4000c023f00",
    "00a4040c05d392100031",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 12 }), async (commands) => {
      const card = new FakeCard();
      card.applications = [jpki, kenhojo, kenkaku, common].map((hex) => hex.slice(10));
      const transport = guard(await card.open("fake"));
      for (const hex of commands) await transport.transmit(fromHex(hex)).catch(() => {});
      let application = "";
      for (const hex of card.wire.map(toHex)) {
        if (hex.startsWith("00a404")) application = hex;
        if (application === kenhojo) expect(["00a4020c020001", "00b0810000"]).not.toContain(hex);
        if (application === kenkaku) expect(["00a4020c020005", "00b0850000"]).not.toContain(hex);
      }
    }),
  );
});
