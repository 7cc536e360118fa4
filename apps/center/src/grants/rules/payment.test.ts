import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { canBatch, transferDayProblem } from "./payment.ts";
import { canRevoke, interestYen } from "./revocation.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

test.each([
  ["2026-11-22", "あすより後"],
  ["2026-11-21", "あすより後"],
  ["2026-11-28", "銀行の休みの日"],
  ["2026-11-23", "銀行の休みの日"],
  ["2026-12-31", "銀行の休みの日"],
  ["2027-01-04", null],
  ["2026-11-24", null],
  ["2027-02-23", "3か月より先"],
])("a transfer on %s: %s", (text, problem) => {
  const found = transferDayProblem(day(text), day("2026-11-22"));
  if (problem === null) expect(found).toBeNull();
  else expect(found).toContain(problem);
});

test("a batch is let out by another than its maker, once, and settled once", () => {
  const made = { state: "made", madeBy: "a" } as const;
  expect(canBatch.approve({ id: "a" }, made)).toBe("made-by-you");
  expect(canBatch.approve({ id: "b" }, made)).toBe(true);
  expect(canBatch.approve({ id: "b" }, { ...made, state: "approved" })).toBe("not-in-this-state");
  expect(canBatch.withdraw({ state: "approved" })).toBe("not-in-this-state");
  expect(canBatch.settle({ state: "made" })).toBe("not-in-this-state");
  expect(canBatch.settle({ state: "settled" })).toBe("not-in-this-state");
  expect(canBatch.settle({ state: "approved" })).toBe(true);
});

test("a decision is taken back by two people, and not while the bank has its transfer", () => {
  expect(canRevoke.propose(null, null)).toBe("not-decided");
  expect(canRevoke.propose({ state: "batched" }, null)).toBe("transfer-under-way");
  expect(canRevoke.propose({ state: "paid" }, null)).toBe(true);
  const proposed = { proposedBy: "a", confirmedAt: null, dueOn: null, receivedOn: null };
  expect(canRevoke.propose({ state: "paid" }, proposed)).toBe("revoked-already");
  expect(canRevoke.confirm({ id: "a" }, proposed)).toBe("proposed-by-you");
  expect(canRevoke.confirm({ id: "b" }, proposed)).toBe(true);
  expect(canRevoke.receive(proposed)).toBe("nothing-demanded");
});

test.each([
  [31_000, 1095, "2026-12-07", "2026-12-07", 0],
  [31_000, 1095, "2026-12-07", "2026-12-08", 9],
  [31_000, 1095, "2026-12-07", "2027-12-07", 3394],
  [31_000, null, "2026-12-07", "2027-12-07", 0],
])("interest on %i yen at %s from %s to %s: %i yen", (yen, rate, from, to, interest) => {
  expect(interestYen(yen, rate, day(from), day(to))).toBe(interest);
});
