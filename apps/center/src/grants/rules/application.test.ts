import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { guideProgramme } from "../programmes.ts";
import { plainLine } from "../line.fixture.ts";
import { can, completesApproval, transitions } from "./application.ts";
import type {
  DraftContent,
  GrantEvent,
  GrantState,
  Standing,
  SubmitRefusal,
} from "./application.ts";
import { countdown, fiscalYear, lastRetentionDay } from "./programme.ts";

const programme = { id: "p", ...guideProgramme };
const inTime = Temporal.Instant.from("2026-01-31T14:59:59.999999999Z");
const late = Temporal.Instant.from("2026-01-31T15:00:00Z");
const draft: Standing = { state: "draft", programme, correctionDeadline: null, exhausted: false };
const content: DraftContent = {
  lines: [plainLine],
  missingPapers: [],
  account: {
    bankName: "架空銀行",
    bankCode: "0001",
    branchName: "霞が関",
    branchCode: "001",
    depositKind: "ordinary",
    accountNumber: "0000001",
    accountHolder: "カクウ",
  },
};

describe("states", () => {
  test("only these events lead anywhere", () => {
    const walks = Object.entries(transitions).flatMap(([from, events]) =>
      Object.entries(events).map(([event, to]) => `${from} ${event} ${to}`),
    );
    expect(walks).toEqual([
      "draft submit submitted",
      "submitted return returned",
      "submitted approve approved",
      "submitted refuse refused",
      "returned submit submitted",
      "returned refuse refused",
    ]);
  });

  test("what is decided stays decided", () => {
    const final: GrantState[] = ["approved", "refused"];
    const events: GrantEvent[] = ["submit", "return", "approve", "refuse"];
    for (const state of final) {
      expect(events.filter((event) => transitions[state][event])).toEqual([]);
      expect(can.edit({ ...draft, state }, inTime)).toBe("not-editable");
      expect(can.approve({ id: "a" }, { state }, [])).toBe("not-submitted");
    }
  });
});

describe("deadlines", () => {
  test("the last nanosecond of the day is in time, the next is not", () => {
    expect(can.submit(draft, content, true, inTime)).toBe(true);
    expect(can.submit(draft, content, true, late)).toBe("too-late");
    expect(can.edit(draft, programme.intakeFrom.subtract({ nanoseconds: 1 }))).toBe("not-yet");
  });

  test("a correction has a deadline of its own, also after the intake has closed", () => {
    const returned: Standing = {
      state: "returned",
      programme,
      correctionDeadline: Temporal.Instant.from("2026-02-20T15:00:00Z"),
      exhausted: true,
    };
    expect(can.submit(returned, content, true, late)).toBe(true);
    const after = Temporal.Instant.from("2026-02-20T15:00:00Z");
    expect(can.submit(returned, content, true, after)).toBe("correction-too-late");
    expect(can.refuse(returned, late)).toBe("correction-still-possible");
    expect(can.refuse(returned, after)).toBe(true);
  });

  test("the countdown ends with the last day", () => {
    expect(countdown(Temporal.Instant.from("2025-11-22T00:00:00Z"), late)).toBe("あと70日");
    expect(countdown(inTime, late)).toBe("今日まで");
    expect(countdown(late, late)).toBe("");
  });
});

const lines = content.lines ?? [];
const tooLittle = lines.map((line) => ({ ...line, amountYen: 1333 }));
const lacking = { kind: "receipt", name: "領収書", facilityKinds: [], when: "always" } as const;
const lacks: readonly [SubmitRefusal, DraftContent, boolean][] = [
  ["not-introduced", content, false],
  ["costs-missing", { ...content, lines: null }, true],
  ["nothing-to-pay", { ...content, lines: tooLittle }, true],
  ["papers-missing", { ...content, missingPapers: [lacking] }, true],
  ["account-missing", { ...content, account: null }, true],
];

test.each(lacks)("a submission is refused with %s", (reason, lacking, introduced) => {
  expect(can.submit(draft, lacking, introduced, inTime)).toBe(reason);
});

test("without money left, a programme closes or lets wait, as it says", () => {
  const left = { ...draft, exhausted: true };
  expect(can.submit(left, content, true, inTime)).toBe("budget-exhausted");
  const waiting = { ...programme, whenExhausted: "queue" } as const;
  expect(can.submit({ ...left, programme: waiting }, content, true, inTime)).toBe(true);
});

test("whether one may apply again", () => {
  const once = (state: GrantState) => ({ state, once: true });
  expect(can.start([])).toBe(true);
  expect(can.start([once("refused")])).toBe(true);
  expect(can.start([once("refused"), once("approved")])).toBe(false);
  expect(can.start([{ state: "approved", once: false }])).toBe(true);
  expect(can.start([{ state: "returned", once: false }])).toBe(false);
});

test("two approvals must come from two people", () => {
  const two = { ...programme, approvalsRequired: 2 };
  const submitted = { state: "submitted" } as const;
  expect(can.approve({ id: "a" }, submitted, [])).toBe(true);
  expect(can.approve({ id: "a" }, submitted, ["a"])).toBe("already-approved-by-you");
  expect(can.approve({ id: "b" }, submitted, ["a"])).toBe(true);
  expect(completesApproval(two, ["a", "a"])).toBe(false);
  expect(completesApproval(two, ["a", "b"])).toBe(true);
});

test("fiscal years begin in April, and papers are kept to the end of one", () => {
  expect(fiscalYear(Temporal.PlainDate.from("2026-03-31"))).toBe(2025);
  expect(fiscalYear(Temporal.PlainDate.from("2026-04-01"))).toBe(2026);
  expect(lastRetentionDay(programme, Temporal.PlainDate.from("2026-11-22")).toString()).toBe(
    "2032-03-31",
  );
});
