import { expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { after, empty, face, laid, pinAsked, reading, tries, typed } from "./desk.fixture.ts";
import { reduce } from "./reduce.ts";
import type { DeskEvent } from "./screen.ts";

const numbers = (triesLeft: number, attempt = 2): DeskEvent => ({
  type: "number-counter-read",
  attempt,
  counter: { kind: "tries-left", triesLeft },
});
const chosen = [...pinAsked, { type: "visual-chosen" } as const];
const entering = [...chosen, numbers(10)];
const sent = [...entering, { type: "numbers-entered", typed } as const];
const compared = [...sent, { type: "face-read", attempt: 3, face } as const];
const removed = { kind: "waiting", notice: { kind: "link", code: "removed" } };

test("from the PIN to the photo and to the answer", () => {
  expect(after(...chosen).screen).toEqual({ kind: "visual-present" });
  expect(after(...entering).screen).toMatchObject({ kind: "enter-numbers", triesLeft: 10 });
  expect(after(...sent).screen).toMatchObject({ kind: "reading", purpose: "visualCheck", typed });
  expect(after(...compared).screen).toEqual({ kind: "compare-photo", face, insertion: 1 });
  const asked = after(...compared, { type: "photo-matched" });
  expect(asked.screen).toMatchObject({ kind: "reading", step: "asking", typed: null });
  const answer: DeskEvent = { type: "answered", attempt: 4, answer: validAnswer };
  expect(reduce(asked, answer).screen.kind).toBe("result");
});

test("can be chosen for a locked PIN and before its last try, but not while a card is asked", () => {
  const locked: DeskEvent = { type: "counter-read", attempt: 1, counter: { kind: "locked" } };
  const choose: DeskEvent = { type: "visual-chosen" };
  expect(after(empty, laid, locked, choose).screen.kind).toBe("visual-present");
  expect(after(empty, laid, tries(1), choose).screen.kind).toBe("visual-present");
  const busy = after(...reading);
  expect(reduce(busy, choose)).toBe(busy);
});

test("a card may be in the hand while its numbers are typed, and must lie there when they are sent", () => {
  const inHand = after(...entering, empty);
  expect(inHand.screen.kind).toBe("enter-numbers");
  const enter: DeskEvent = { type: "numbers-entered", typed };
  expect(reduce(inHand, enter)).toBe(inHand);
  expect(reduce(reduce(inHand, laid), enter).screen.kind).toBe("reading");
});

test.each([
  ["connecting", { kind: "link", code: "removed" }],
  ["reading", { kind: "link", code: "removed" }],
  ["verifying", { kind: "number-interrupted" }],
  ["photo", { kind: "link", code: "removed" }],
  ["signing", { kind: "link", code: "removed" }],
] as const)("a card taken while %s leads back to waiting, with one notice", (at, notice) => {
  const taken = after(...sent, { type: "step", attempt: 3, step: at }, empty);
  expect(taken.screen).toEqual({ kind: "waiting", notice });
});

test("a card taken while its counter is read leads back to waiting", () => {
  expect(after(...chosen, empty).screen).toEqual(removed);
});

test("a photo needs its card no more, and the next patient's card does not wait for it", () => {
  expect(after(...compared, empty).screen.kind).toBe("compare-photo");
  const next = after(...compared, empty, laid, { type: "next-patient" });
  expect(next.screen.kind).toBe("card-present");
  const same = after(...compared, { type: "next-patient" });
  expect(same.screen.kind).toBe("take-card");
});

test("the last try must be confirmed, what was typed stays, and then the number is locked", () => {
  const declined = (triesLeft: number, attempt = 3): DeskEvent => ({
    type: "face-declined",
    attempt,
    result: { kind: "wrong-number", triesLeft },
  });
  const last = after(...sent, declined(1));
  expect(last.screen).toEqual({ kind: "confirm-last-number", triesLeft: 1, wrong: true, typed });
  const confirmed = reduce(last, { type: "last-number-confirmed" });
  expect(confirmed.screen).toMatchObject({ kind: "enter-numbers", triesLeft: 1, typed });
  const again = reduce(confirmed, { type: "numbers-entered", typed });
  const locked = reduce(again, declined(0, 4));
  expect(locked.screen).toMatchObject({ kind: "trouble", reason: { kind: "number-locked" } });
  expect(reduce(locked, { type: "pin-chosen" }).screen.kind).toBe("card-present");
  expect(reduce(locked, { type: "try-again" }).screen.kind).toBe("visual-present");
});

test("who is not the holder is not asked about", () => {
  const differs = after(...compared, { type: "photo-differs" });
  expect(differs.screen).toMatchObject({ kind: "trouble", reason: { kind: "not-the-holder" } });
  expect(reduce(differs, { type: "photo-matched" })).toBe(differs);
});
