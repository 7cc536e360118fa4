import { problem } from "@madoguchi/contract";
import type { CallResult, Challenge, ChallengePurpose } from "@madoguchi/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { challengeFor, terminal } from "../people.fixture.ts";
import { challengesAhead } from "./challenge-ahead.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const identity = { terminalId: terminal.terminalId, privateKey: Object(null) };

/** A center that answers with these, one after the other, and counts. */
function center(...answers: CallResult<Challenge>[]) {
  const purposes: ChallengePurpose[] = [];

  return {
    purposes,
    challenge: async (_identity: unknown, purpose: ChallengePurpose = "pinCheck") => {
      purposes.push(purpose);
      const answer = answers[purposes.length - 1];
      if (!answer) throw new TypeError("asked too often");
      return answer;
    },
  };
}

const given = (purpose: ChallengePurpose = "pinCheck"): CallResult<Challenge> => ({
  ok: true,
  value: challengeFor(terminal, purpose),
});

test("what was asked for ahead is taken once, and the center is asked no more for it", async () => {
  const [first, second] = [given(), given()];
  const { purposes, challenge } = center(first, second);
  const ahead = challengesAhead({ challenge });
  ahead.prepare(identity, "pinCheck");
  ahead.prepare(identity, "pinCheck");
  expect(await ahead.challenge(identity, "pinCheck")).toBe(first);
  expect(purposes).toHaveLength(1);
  expect(await ahead.challenge(identity, "pinCheck")).toBe(second);
});

test("one that is a minute old is left, for the card and the way to the center need the rest", async () => {
  const [old, fresh] = [given(), given()];
  const { challenge } = center(old, fresh);
  const ahead = challengesAhead({ challenge });
  ahead.prepare(identity, "pinCheck");
  vi.advanceTimersByTime(60_000);
  expect(await ahead.challenge(identity, "pinCheck")).toBe(fresh);
});

test("one for another purpose is left", async () => {
  const { purposes, challenge } = center(given(), given("firstUse"));
  const ahead = challengesAhead({ challenge });
  ahead.prepare(identity, "pinCheck");
  await ahead.challenge(identity, "firstUse");
  expect(purposes).toEqual(["pinCheck", "firstUse"]);
});

test("after a broken line the center is asked again, and what it says then counts", async () => {
  const refused: CallResult<Challenge> = {
    ok: false,
    kind: "problem",
    problem: problem("account-stopped"),
  };
  const { challenge } = center({ ok: false, kind: "offline" }, refused);
  const ahead = challengesAhead({ challenge });
  ahead.prepare(identity, "pinCheck");
  expect(await ahead.challenge(identity, "pinCheck")).toBe(refused);
});
