/** The card pulled out at every single command of a check, over a real pcscd, before the card has it and after. */
import { checkPin, LinkError, VerifyInterruptedError } from "@madoguchi/card";
import type { CardSlot } from "@madoguchi/test";
import { CardPulled, defaultPin, VirtualCard, type CardImage } from "@madoguchi/virtual-card";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPcscPort } from "./port.ts";
import { openTestReaders, readerShows, type TestReaders } from "./readers.fixture.ts";

/** SELECT application, certificate and its READ BINARYs, SELECT PIN, counter, VERIFY; with a right PIN SELECT key and signature. */
const COMMANDS = 12;
const VERIFY_AT = 10;

const challenge = new TextEncoder().encode("a context made by the center");
const port = createPcscPort();
let readers: TestReaders;
let stopWatching: () => void;

beforeAll(async () => {
  readers = await openTestReaders();
  stopWatching = port.watch(() => {});
});

afterAll(async () => {
  stopWatching();
  await readers[Symbol.asyncDispose]();
});

type Pull = {
  readonly at: number;
  /** The card does what it is asked to, and is gone before it can say so. */
  readonly answerLost: boolean;
  readonly pin: string;
};

/** A card that is pulled out at its n-th command. */
function pulledCard(image: CardImage, { at, answerLost }: Pull) {
  const card = VirtualCard.fromImage(image);
  let received = 0;
  const process = async (apdu: Uint8Array) => {
    const last = ++received === at;
    if (last && !answerLost) throw new CardPulled("before the command");
    const answer = await card.process(apdu);
    if (last) throw new CardPulled("before the answer");
    return answer;
  };
  const playable = {
    atr: card.atr,
    process,
    powerOn: () => card.powerOn(),
    powerOff: () => card.powerOff(),
  };
  return {
    playable,
    triesLeft: () => card.image.pins["jpki-auth"].triesLeft,
    received: () => received,
  };
}

/** What the check says and what the card knows. */
async function pull(slot: CardSlot, how: Pull) {
  const card = pulledCard(readers.image, how);
  const session = await slot.put(card.playable);
  await readerShows(port, slot.reader, true);
  const pin = new TextEncoder().encode(how.pin);
  const end = await checkPin(port, slot.reader, { challenge, pin }).catch((error) => error);
  await session.closed;
  await readerShows(port, slot.reader, false);
  return { at: how.at, end, triesLeft: card.triesLeft(), received: card.received() };
}

/** Both readers take turns at the same time: most of the time goes by until pcscd sees a card come or go. */
async function pullAll(pulls: readonly Pull[]) {
  const lanes = readers.slots.map(async (slot, lane) => {
    const results = [];
    for (const how of pulls.filter((_, index) => index % readers.slots.length === lane))
      results.push(await pull(slot, how));
    return results;
  });
  return (await Promise.all(lanes)).flat();
}

const everywhere = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test("pulled before any command: a clean `removed`, a warning when it was the PIN, and no try gone", async () => {
  const pulls = everywhere(COMMANDS).map((at) => ({ at, answerLost: false, pin: defaultPin }));
  const results = await pullAll(pulls);
  expect(results).toHaveLength(COMMANDS);
  for (const { at, end, triesLeft, received } of results) {
    expect(received).toBe(at);
    expect(end).toBeInstanceOf(at === VERIFY_AT ? VerifyInterruptedError : LinkError);
    expect(end).toMatchObject({ code: "removed" });
    expect(triesLeft).toBe(3);
  }
});

test("pulled after any command of a wrong PIN's check: the try that is gone is the one that was warned of", async () => {
  const pulls = everywhere(VERIFY_AT).map((at) => ({ at, answerLost: true, pin: "0000" }));
  for (const { at, end, triesLeft, received } of await pullAll(pulls)) {
    expect(received).toBe(at);
    expect(end).toMatchObject({ code: "removed" });
    expect(end instanceof VerifyInterruptedError).toBe(at === VERIFY_AT);
    expect(triesLeft).toBe(at === VERIFY_AT ? 2 : 3);
  }
});

test("both readers serve the next card as if nothing had been", async () => {
  for (const slot of readers.slots) {
    const session = await slot.put(VirtualCard.fromImage(readers.image));
    await readerShows(port, slot.reader, true);
    const pin = new TextEncoder().encode(defaultPin);
    expect(await checkPin(port, slot.reader, { challenge, pin })).toMatchObject({ kind: "signed" });
    await session.close();
  }
});
