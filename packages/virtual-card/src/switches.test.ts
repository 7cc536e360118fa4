import { describe, expect, test, vi } from "vitest";
import { CardPulled } from "./card.ts";
import { select, talkTo, triesLeft, verifyPin } from "./fixture.ts";
import { sampleCard } from "./sample.ts";
import { contactlessTiming, timeOf } from "./timing.ts";
import type { TokenKind } from "./token-info.ts";

const enterPin = "0020009804" + "31323334";

test.each<[TokenKind, string]>([
  ["card", "JPKIAPICCTOKEN2"],
  ["jukiCard", "JPKIAPICCTOKEN"],
  ["androidPhone", "JPKIAPGPSETOKEN"],
  ["iPhone", "JPKIAPIOSTOKEN"],
])("tokenKind %s: label %s", async (tokenKind, label) => {
  const { talk } = await talkTo({ tokenKind });
  await talk(select.jpki);
  const info = Buffer.from(await talk("00b0860020"), "hex")
    .subarray(0, 32)
    .toString();
  expect(info).toBe(label.padEnd(32));
});

test("a phone shows its certificate only after the PIN", async () => {
  const { talk } = await talkTo({ tokenKind: "androidPhone" });
  await talk(select.jpki);
  expect(await talk("00b08a0001")).toBe("6982");
  await talk(enterPin);
  expect(await talk("00b08a0001")).toBe("309000");
});

test("a phone has nothing but JPKI; a 住基カード no authentication certificate either", async () => {
  for (const tokenKind of ["androidPhone", "iPhone", "jukiCard"] as const) {
    const { talk } = await talkTo({ tokenKind });
    expect(await talk(select.kenkaku)).toBe("6a82");
    expect(await talk(select.kenhojo)).toBe("6a82");
    expect(await talk(select.jpki)).toBe("9000");
    const file = await talk(select.file("000a"));
    expect([tokenKind, file]).toEqual([tokenKind, tokenKind === "jukiCard" ? "6a82" : "9000"]);
  }
});

test("jpkiApplication off: a card of another kind", async () => {
  const { talk } = await talkTo({ jpkiApplication: false });
  expect(await talk(select.jpki)).toBe("6a82");
  expect(await talk(select.file("000a"))).toBe("6a82");
});

test("atr", async () => {
  const { card } = await talkTo({ atr: Uint8Array.of(0x3b, 0x00) });
  expect(card.atr).toEqual(Uint8Array.of(0x3b, 0x00));
});

test("selectClearsPin", async () => {
  const { talk } = await talkTo({ selectClearsPin: true });
  await talk(select.jpki);
  await talk(enterPin);
  await talk(select.jpki);
  expect(await talk("802a0097010100")).toBe("6982");
});

test("verifiedQuery: a verified PIN hides its counter", async () => {
  const { talk } = await talkTo({ verifiedQuery: "ok" });
  await talk(select.jpki);
  expect(await talk("00200098")).toBe("63c3");
  await talk(enterPin);
  expect(await talk("00200098")).toBe("9000");
});

test("blockedStatus and pinLocked", async () => {
  const { talk } = await talkTo({ blockedStatus: 0x6983, pinLocked: true });
  await talk(select.jpki);
  await talk(select.file("0018"));
  expect(await talk(triesLeft)).toBe("63c0");
  expect(await talk(verifyPin("1234"))).toBe("6983");
});

test("refuseFirst: once after every power-on", async () => {
  const { card, talk } = await talkTo({ refuseFirst: true });
  expect(await talk(select.jpki)).toBe("6f00");
  expect(await talk(select.jpki)).toBe("9000");
  card.powerOff();
  card.powerOn();
  expect(await talk(select.jpki)).toBe("6f00");
});

test("signCertificate off: as a child's card", async () => {
  const { talk } = await talkTo({ signCertificate: false });
  await talk(select.jpki);
  expect(await talk(select.file("0001"))).toBe("6a82");
  expect(await talk("00b0880003")).toBe("008f009000");
});

describe("pastEnd", () => {
  test.each([
    ["6B00", "8f009000", "6b00"],
    ["6282", "8f006282", "6282"],
    ["empty", "8f009000", "9000"],
  ] as const)("%s", async (pastEnd, across, beyond) => {
    const { talk } = await talkTo({ pastEnd });
    await talk(select.jpki);
    expect(await talk("00b0880105")).toBe(across);
    expect(await talk("00b0880305")).toBe(beyond);
  });
});

test("shortRead: fewer bytes than asked for, with or without a word about it", async () => {
  const { talk } = await talkTo({ shortRead: { bytes: 2, status: "9000" } });
  await talk(select.jpki);
  expect(await talk("00b0880003")).toBe("8f8f9000");
  expect(await talk("00b0880202")).toBe("009000");
  const { talk: telling } = await talkTo({ shortRead: { bytes: 2, status: "6282" } });
  await telling(select.jpki);
  expect(await telling("00b0880003")).toBe("8f8f6282");
  expect(await telling("00b0880002")).toBe("8f8f9000");
});

test("extendedLength: a whole certificate in one answer, or 6700", async () => {
  const { image } = await sampleCard();
  const issuer = Buffer.from(image.auth.issuer, "base64").toString("hex");
  const { talk } = await talkTo({ extendedLength: true });
  await talk("00a4040c00000ad392f000260100000001");
  await talk(select.file("000b"));
  expect(await talk("00b00000000800")).toBe(`${issuer}9000`);
  expect(await talk("00b00000000000")).toBe(`${issuer}9000`);

  const { talk: short } = await talkTo({ extendedLength: false });
  await short(select.jpki);
  await short(select.file("000b"));
  expect(await short("00b00000000800")).toBe("6700");
});

test("pullAt: the card leaves instead of answering that command, and works when it is put back", async () => {
  const { talk } = await talkTo({ pullAt: 2 });
  await talk(select.jpki);
  await expect(talk(enterPin)).rejects.toThrow(CardPulled);
  expect(await talk(select.jpki)).toBe("9000");
  expect(await talk("00200098"), "the PIN that was not answered was not tried").toBe("63c3");
});

test("loseAnswerAt: the card does what it was told, and nobody hears", async () => {
  const { talk } = await talkTo({ loseAnswerAt: 2 });
  await talk(select.jpki);
  await expect(talk("0020009804" + "30303030")).rejects.toThrow(CardPulled);
  await talk(select.jpki);
  expect(await talk("00200098")).toBe("63c2");
});

test("delay as of a real card: a signature takes longest, an answer its bytes", () => {
  const time = (command: string, answerLength: number) =>
    timeOf(contactlessTiming, Buffer.from(command, "hex"), new Uint8Array(answerLength));
  const [counter, selected, read, verified, signed] = [
    time("00200080", 2),
    time(select.jpki, 2),
    time("00b0000000", 258),
    time(enterPin, 2),
    time(`802a008033${"00".repeat(51)}00`, 258),
  ];
  expect([counter, selected, read, verified, signed]).toEqual(
    [counter, selected, read, verified, signed].toSorted((a, b) => a - b),
  );
  expect(time("802a008001aa00", 2), "a refusal is quick").toBeLessThan(selected * 2);
  expect(timeOf(7, new Uint8Array(5), new Uint8Array(2))).toBe(7);
});

test("delay: every answer takes its time", async () => {
  const { talk } = await talkTo({ delay: 500 });
  vi.useFakeTimers();
  try {
    const answers: string[] = [];
    void talk(select.jpki).then((answer) => answers.push(answer));
    await vi.advanceTimersByTimeAsync(499);
    expect(answers).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers).toEqual(["9000"]);
  } finally {
    vi.useRealTimers();
  }
});

test("wire: every command and answer, never a PIN", async () => {
  const lines: string[] = [];
  const { talk } = await talkTo({ wire: (line) => lines.push(line) });
  await talk(select.jpki);
  await talk(enterPin);
  await talk("0024019804" + "35363738");
  await talk("802a0097010100");
  expect(lines).toHaveLength(8);
  expect(lines.slice(0, 4)).toEqual([
    `> ${select.jpki}`,
    "< [0] 9000",
    "> 00200098 ****",
    "< [0] 9000",
  ]);
  expect(lines.join("\n")).not.toMatch(/31323334|35363738/);
});
