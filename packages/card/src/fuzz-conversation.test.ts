/** Whole checks against cards that answer anything: a documented outcome or a LinkError, an end, and never two VERIFYs. */
import { describe, expect, test } from "vitest";
import { INS } from "./apdu.ts";
import { FuzzCard } from "./fuzz-card.ts";
import { chooseSeed, Random, seedName } from "./fuzz-random.ts";
import { toHex } from "./hex.ts";
import { checkPin } from "./session.ts";
import { checkVisually } from "./visual-session.ts";
import { LinkError } from "./transport.ts";

const seed = chooseSeed(process.env);
const challenge = new TextEncoder().encode("a context made by the center");

/** Three files of at most 512 blocks, each of which may go on 32 times. */
const MOST_COMMANDS = 3 * 512 * 33;

const refusals = ["not-my-number-card", "unexpected"];
const pinOutcomes = ["signed", "wrong-pin", "locked", "last-try", "left-verified", ...refusals];
const ownVisual = ["read", "wrong-number", "malformed-record"];
const visualOutcomes = [...ownVisual, "locked", "last-try", "left-verified", ...refusals];

type Check = (card: FuzzCard, digits: Uint8Array, insist: boolean) => Promise<{ kind: string }>;

const pinCheck: Check = (card, pin, insistOnLastTry) =>
  checkPin(card, "fuzz", { challenge, pin, insistOnLastTry });
const visualCheck: Check = (card, numberB, insistOnLastTry) =>
  checkVisually(card, "fuzz", { challenge, numberB, insistOnLastTry });

const isVerify = (apdu: Uint8Array) => apdu[1] === INS.verify && apdu.length > 4;

function expectSafe(card: FuzzCard, digits: Uint8Array): void {
  const wire = card.wires.flat();
  if (wire.length > MOST_COMMANDS) throw new Error(`${wire.length} commands`);
  if (wire.filter(isVerify).length > 1) throw new Error("VERIFY was sent twice");
  for (const each of card.wires) {
    const at = each.findIndex(isVerify);
    // A card may hand over the counter's answer in parts.
    const before = each.slice(0, Math.max(at, 0)).findLast((apdu) => apdu[1] !== INS.getResponse);
    const asked = at === -1 ? "00200080" : toHex(before ?? digits);
    if (asked !== "00200080") throw new Error(`VERIFY after ${asked}`);
  }
  if (digits.some((byte) => byte !== 0)) throw new Error("the digits were not wiped");
  if (card.closings.length !== card.wires.length || card.closings.includes("leave"))
    throw new Error(`closed ${card.closings.join()}`);
}

/** How often the checks came to each outcome. With the 800,000 inputs of the other file, two times these answers make a million. */
async function fuzz(
  conversations: number,
  digits: string,
  check: Check,
): Promise<ReadonlyMap<string, number>> {
  const random = new Random(seed);
  const outcomes = new Map<string, number>();
  let answers = 0;
  for (let round = 0; round < conversations; round++) {
    const card = new FuzzCard(random);
    const typed = new TextEncoder().encode(digits);
    try {
      const outcome = await check(card, typed, random.chance(2)).then(
        ({ kind }) => kind,
        (error: unknown) => {
          if (error instanceof LinkError) return error.name;
          throw error;
        },
      );
      expectSafe(card, typed);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    } catch (cause) {
      throw new Error(`conversation ${round}`, { cause });
    }
    answers += card.answers;
  }

  expect(answers).toBeGreaterThan(100_000);
  return outcomes;
}

describe(`${seedName(seed)}`, () => {
  test("PIN checks end in every documented way and in no other", async () => {
    const outcomes = await fuzz(26_000, "8305", pinCheck);
    const ends = [...pinOutcomes, "LinkError", "VerifyInterruptedError"];
    expect([...outcomes.keys()].toSorted()).toEqual(ends.toSorted());
  });

  test("目視 checks end in every documented way and in no other", async () => {
    const outcomes = await fuzz(14_000, "55021720352285", visualCheck);
    const ends = [...visualOutcomes, "LinkError", "VerifyInterruptedError"];
    expect([...outcomes.keys()].toSorted()).toEqual(ends.toSorted());
  });
});
