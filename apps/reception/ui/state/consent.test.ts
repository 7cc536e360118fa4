import { expect, test } from "vitest";
import { askingAnswer, consentAnswerOf, validAnswer } from "../answers.fixture.ts";
import { after, empty, laid, reading } from "./desk.fixture.ts";
import { reduce } from "./reduce.ts";
import type { DeskEvent } from "./screen.ts";

const answered: DeskEvent = { type: "answered", attempt: 2, answer: askingAnswer };
const both = consentAnswerOf({ limitCertificate: "given", specificDiseases: "given" });
const changed = (attempt: number): DeskEvent => ({
  type: "consent-changed",
  attempt,
  changed: both,
});

test("who has agreed to everything is not asked, and neither is anybody by a center that does not ask", () => {
  const full = { ...askingAnswer, ...both };
  for (const answer of [full, validAnswer]) {
    expect(after(...reading, { ...answered, answer }).screen.kind).toBe("result");
  }
  const half = consentAnswerOf({ limitCertificate: "given", specificDiseases: "declined" });
  expect(after(...reading, { ...answered, answer: { ...askingAnswer, ...half } }).screen.kind).toBe(
    "ask-consent",
  );
});

test("asked, chosen, sent, and shown with what came of it; the card may go meanwhile", () => {
  const asked = after(...reading, answered, empty);
  expect(asked.screen.kind).toBe("ask-consent");
  const sending = reduce(asked, { type: "consent-chosen" });
  expect(sending.screen.kind).toBe("sending-consent");
  expect(reduce(sending, changed(1)), "of earlier work").toBe(sending);
  expect(reduce(sending, changed(3)).screen).toEqual({
    kind: "result",
    answer: { ...askingAnswer, ...both },
    insertion: 1,
  });
});

test("who does not choose gets the answer as it is, and may still be asked from there", () => {
  const left = after(...reading, answered, { type: "consent-left" });
  expect(left.screen).toMatchObject({ kind: "result", answer: askingAnswer });
  const again = reduce(left, { type: "consent-asked" });
  expect(again.screen.kind).toBe("ask-consent");
  expect(reduce(again, { type: "next-patient" }).screen.kind).toBe("take-card");
});

test("the next patient's card does not answer for the one before", () => {
  const next = after(...reading, answered, empty, laid);
  expect(next.screen.kind).toBe("ask-consent");
  const gone = reduce(next, { type: "next-patient" });
  expect(gone.screen.kind).toBe("card-present");
  expect(reduce(gone, { type: "consent-chosen" })).toBe(gone);
});

test("an answer whose consents were lost is asked about again", () => {
  const lost = after(
    ...reading,
    answered,
    { type: "consent-chosen" },
    { type: "failed", attempt: 3, reason: { kind: "offline" } },
  );
  expect(lost.screen).toMatchObject({ kind: "result", consentLost: true });
  expect(reduce(lost, { type: "consent-asked" }).screen).toEqual({
    kind: "ask-consent",
    answer: askingAnswer,
    insertion: 1,
  });
});
