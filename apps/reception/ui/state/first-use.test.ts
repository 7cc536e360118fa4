import { problem } from "@madoguchi/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { answerOf, validAnswer } from "../answers.fixture.ts";
import { after, empty, laid, reading, tries } from "./desk.fixture.ts";
import { reduce } from "./reduce.ts";
import type { Desk, DeskEvent } from "./screen.ts";

const typed = {
  insurerNumber: "01130012",
  symbol: "12345678",
  number: "901",
  branch: "00",
  birthDate: "1980-02-17",
  kana: "",
};
const claim = { stated: { ...typed, kana: null }, typed };
const unlinked: DeskEvent = { type: "answered", attempt: 2, answer: answerOf("unlinked") };
const agreed = [
  ...reading,
  unlinked,
  { type: "first-use-chosen" },
  { type: "first-use-agreed" },
] as const satisfies readonly DeskEvent[];
const entered = [...agreed, { type: "coverage-stated", claim } as const];
const signing = [...entered, tries(3, 3), { type: "pin-entered" } as const];
const refused: DeskEvent = {
  type: "failed",
  attempt: 4,
  reason: { kind: "problem", problem: problem("first-use-refused") },
};

test("from an answer that says unlinked to the PIN, and no other answer leads there", () => {
  expect(after(...reading, unlinked, { type: "first-use-chosen" }).screen.kind).toBe(
    "agree-first-use",
  );
  expect(after(...agreed).screen).toMatchObject({ kind: "state-coverage", typed: null });
  expect(after(...entered)).toMatchObject({ screen: { kind: "card-present" }, claim });
  expect(after(...signing)).toMatchObject({ screen: { kind: "reading" }, claim });
  const valid = after(...reading, { ...unlinked, answer: validAnswer });
  expect(reduce(valid, { type: "first-use-chosen" })).toBe(valid);
});

test("nothing is claimed before somebody agreed", () => {
  const before = after(...reading, unlinked, { type: "first-use-chosen" });
  expect(reduce(before, { type: "coverage-stated", claim })).toBe(before);
});

test("what was typed comes back to be mended", () => {
  const trouble = after(...signing, refused);
  expect(trouble.screen.kind).toBe("trouble");
  expect(reduce(trouble, { type: "statement-corrected" }).screen).toMatchObject({
    kind: "state-coverage",
    typed,
  });
  const inHand = reduce(trouble, empty);
  expect(reduce(inHand, { type: "statement-corrected" }).screen.kind).toBe("state-coverage");
});

test("the card may be in the hand while somebody types, and must lie there to be asked", () => {
  const inHand = after(...agreed, empty);
  expect(reduce(inHand, { type: "coverage-stated", claim })).toBe(inHand);
  const back = reduce(inHand, laid);
  expect(reduce(back, { type: "coverage-stated", claim })).toMatchObject({
    screen: { kind: "card-present" },
    claim,
  });
});

test("an answer, the next patient, another way and another card end the claim", () => {
  const answered: DeskEvent = { type: "answered", attempt: 4, answer: validAnswer };
  expect(after(...signing, answered).claim).toBeNull();
  expect(after(...entered, tries(3, 3), { type: "next-patient" }).claim).toBeNull();
  expect(after(...entered, tries(3, 3), { type: "visual-chosen" }).claim).toBeNull();
  expect(after(...entered, tries(3, 3), empty, laid).claim).toBeNull();
  const otherCard = after(...signing, refused, empty, laid, { type: "try-again" });
  expect(otherCard).toMatchObject({ screen: { kind: "card-present" }, claim: null });
});

const events = fc.constantFrom<DeskEvent>(
  empty,
  laid,
  { type: "first-use-chosen" },
  { type: "first-use-agreed" },
  { type: "coverage-stated", claim },
  { type: "statement-corrected" },
  { type: "pin-entered" },
  { type: "visual-chosen" },
  { type: "pin-chosen" },
  { type: "try-again" },
  { type: "next-patient" },
  { type: "consent-asked" },
);

test("whatever happens, a PIN never signs for a card that was not there when it was claimed", () => {
  const asked = (desk: Desk): DeskEvent[] => [
    tries(3, desk.attempt),
    { type: "answered", attempt: desk.attempt, answer: answerOf("unlinked") },
    { ...refused, attempt: desk.attempt },
  ];
  const steps = fc.array(fc.tuple(events, fc.nat({ max: 3 })), { maxLength: 30 });
  fc.assert(
    fc.property(steps, (story) => {
      let desk = after(...agreed);
      for (const [event, work] of story) {
        const next = asked(desk)[work] ?? event;
        desk = reduce(desk, next);
        const { kind } = desk.screen;
        if (desk.claim !== null && (kind === "enter-pin" || kind === "reading")) {
          expect(desk.claim.insertion).toBe(desk.insertion);
        }
        if (kind === "waiting" || kind === "result") expect(desk.claim).toBeNull();
      }
    }),
  );
});
