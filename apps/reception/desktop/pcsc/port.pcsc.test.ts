/** Against a real pcscd: reader 1 of vsmartcard-vpcd, with a virtual card on it. */
import { verify, X509Certificate } from "node:crypto";
import { checkPin, checkVisually, JpkiCard, withCard } from "@madoguchi/card";
import type { CardSlot } from "@madoguchi/test";
import { defaultPin, surfaceRoot, VirtualCard } from "@madoguchi/virtual-card";
import { hanako, numberBOf } from "@madoguchi/virtual-card/sample";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createPcscPort } from "./port.ts";
import { openTestReaders, readerShows, type TestReaders } from "./readers.fixture.ts";

const port = createPcscPort();
const challenge = new TextEncoder().encode("a context made by the center");
let readers: TestReaders;
let slot: CardSlot;
let reader: string;
let card: VirtualCard;
let lying: Awaited<ReturnType<CardSlot["put"]>> | undefined;

beforeAll(async () => {
  readers = await openTestReaders();
  [, slot] = readers.slots;
  ({ reader } = slot);
  card = VirtualCard.fromImage(readers.image);
});

afterEach(() => takeAway());

afterAll(() => readers[Symbol.asyncDispose]());

async function putDown(): Promise<void> {
  lying = await slot.put(card);
  await readerShows(port, reader, true);
}

async function takeAway(): Promise<void> {
  await lying?.close();
  lying = undefined;
  await readerShows(port, reader, false);
}

test("lists the readers and tells of a card that comes and goes", async () => {
  const empty = { id: reader, name: reader, kind: "pcsc", cardPresent: false };
  expect(await port.list()).toContainEqual(expect.objectContaining(empty));
  await putDown();
  expect(await port.list()).toContainEqual(
    expect.objectContaining({ ...empty, cardPresent: true }),
  );
  await takeAway();
  expect(await port.list()).toContainEqual(expect.objectContaining(empty));
});

test("carries a whole PIN check, and the signature holds", async () => {
  await putDown();
  const pin = new TextEncoder().encode(defaultPin);
  const result = await checkPin(port, reader, { challenge, pin });
  if (result.kind !== "signed") throw new Error(result.kind);
  const { publicKey } = new X509Certificate(result.certificate);
  expect(verify("sha256", challenge, publicKey, result.signature)).toBe(true);
  expect(card.forbiddenSelects).toEqual([]);
});

test("carries a whole 目視 check, photo and presence", async () => {
  await putDown();
  const roots = [surfaceRoot(readers.pki.surface)];
  const result = await checkVisually(port, reader, {
    challenge,
    numberB: numberBOf(card.image),
    roots,
  });
  expect(result).toMatchObject({
    kind: "read",
    verdict: "verified",
    birthDate: hanako.birthDate,
    presence: { kind: "present" },
  });
  expect(card.forbiddenSelects).toEqual([]);
});

test("leaves the card without power, so that the next one to open it finds no PIN verified", async () => {
  await putDown();
  await checkPin(port, reader, { challenge, pin: new TextEncoder().encode(defaultPin) });
  const sign = Uint8Array.from([0x80, 0x2a, 0x00, 0x80, 0x01, 0x00, 0x00]);
  const answer = await withCard(port, reader, async (link) => {
    await new JpkiCard(link).certificate();
    await link.transmit(Uint8Array.from([0x00, 0xa4, 0x02, 0x0c, 0x02, 0x00, 0x17]));
    return link.transmit(sign);
  });
  expect([...answer]).toEqual([0x69, 0x82]);
});

test("wrong PINs count down on the card and a right one fills the counter again", async () => {
  await putDown();
  const check = (pin: string) =>
    checkPin(port, reader, { challenge, pin: new TextEncoder().encode(pin) });
  expect(await check("0000")).toEqual({ kind: "wrong-pin", triesLeft: 2 });
  expect(await withCard(port, reader, (link) => new JpkiCard(link).triesLeft())).toEqual({
    kind: "tries-left",
    triesLeft: 2,
  });
  expect(await check(defaultPin)).toMatchObject({ kind: "signed" });
  expect(await withCard(port, reader, (link) => new JpkiCard(link).triesLeft())).toEqual({
    kind: "tries-left",
    triesLeft: 3,
  });
});

test("an exclusive link shuts others out until it is closed", async () => {
  await putDown();
  const first = await port.open(reader, { exclusive: true });
  await expect(port.open(reader, { exclusive: true })).rejects.toMatchObject({ code: "busy" });
  await first.close("unpower");
  expect(await first.removed).toBe("closed");
  await expect(first.transmit(Uint8Array.of(0, 0x84, 0, 0, 1))).rejects.toMatchObject({
    code: "removed",
  });
  const second = await port.open(reader, { exclusive: true });
  await second.close("unpower");
});

test("a card pulled out ends the link with `removed`, also when nothing was under way", async () => {
  await putDown();
  const link = await port.open(reader, { exclusive: true });
  await lying?.close();
  expect(await link.removed).toBe("removed");
  await expect(link.transmit(Uint8Array.of(0, 0x84, 0, 0, 1))).rejects.toMatchObject({
    code: "removed",
  });
  await link.close("unpower");
});

test("no card and no such reader are told apart", async () => {
  await expect(port.open(reader, { exclusive: true })).rejects.toMatchObject({ code: "no-card" });
  await expect(port.open("no such reader", { exclusive: true })).rejects.toMatchObject({
    code: "no-reader",
  });
});
