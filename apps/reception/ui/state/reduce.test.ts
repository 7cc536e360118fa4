import { problem } from "@madoguchi/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import {
  after,
  empty,
  face,
  laid,
  pinAsked,
  readers,
  reading,
  tries,
  typed,
} from "./desk.fixture.ts";
import { reduce } from "./reduce.ts";
import { chosenReader, openingDesk } from "./screen.ts";
import type { DeskEvent, ReadingStep } from "./screen.ts";

const step = (name: ReadingStep): DeskEvent => ({ type: "step", attempt: 2, step: name });
const answered: DeskEvent = { type: "answered", attempt: 2, answer: validAnswer };
const declined = (result: (DeskEvent & { type: "card-declined" })["result"]): DeskEvent => ({
  type: "card-declined",
  attempt: 2,
  result,
});

test("from an empty reader to an answer and to the next card", () => {
  expect(after(empty).screen).toEqual({ kind: "waiting", notice: null });
  expect(after(empty, laid).screen).toEqual({ kind: "card-present" });
  expect(after(...pinAsked).screen).toEqual({ kind: "enter-pin", triesLeft: 3, wrong: false });
  expect(after(...reading, step("signing")).screen).toMatchObject({ step: "signing" });
  expect(after(...reading, answered).screen.kind).toBe("result");
  const next: DeskEvent = { type: "next-patient" };
  expect(after(...reading, answered, next).screen.kind).toBe("take-card");
  expect(after(...reading, answered, next, empty).screen).toEqual(after(empty).screen);
  expect(after(...reading, answered, empty, next).screen).toEqual(after(empty).screen);
});

test("a card that came after the answer is the next patient's and need not be taken away", () => {
  const desk = after(...reading, answered, empty, laid, { type: "next-patient" });
  expect(desk.screen.kind).toBe("card-present");
});

describe("the PIN", () => {
  test("a wrong one is asked for again with what is left", () => {
    const desk = after(...reading, declined({ kind: "wrong-pin", triesLeft: 2 }));
    expect(desk.screen).toEqual({ kind: "enter-pin", triesLeft: 2, wrong: true });
  });

  test("the last try must be confirmed, wherever it is met", () => {
    const wrong = after(...reading, declined({ kind: "wrong-pin", triesLeft: 1 }));
    expect(wrong.screen).toEqual({ kind: "confirm-last-try", wrong: true });
    const met = after(empty, laid, tries(1));
    expect(met.screen).toEqual({ kind: "confirm-last-try", wrong: false });
    const raced = after(...reading, declined({ kind: "last-try", triesLeft: 1 }));
    expect(raced.screen.kind).toBe("confirm-last-try");
    expect(reduce(met, { type: "pin-entered" })).toBe(met);
    expect(reduce(met, { type: "last-try-confirmed" }).screen).toEqual({
      kind: "enter-pin",
      triesLeft: 1,
      wrong: false,
    });
  });

  test("the third wrong one locks", () => {
    const desk = after(...reading, declined({ kind: "wrong-pin", triesLeft: 0 }));
    expect(desk.screen).toMatchObject({ kind: "trouble", reason: { kind: "locked" } });
  });
});

describe("a card taken away", () => {
  const removed = { kind: "waiting", notice: { kind: "link", code: "removed" } };

  test.each([
    ["the counter is read", [empty, laid]],
    ["the PIN is asked for", pinAsked],
    ["the last try is confirmed", [empty, laid, tries(1)]],
    ["it is read", [...reading, step("reading")]],
    ["it signs", [...reading, step("signing")]],
  ])("while %s: back to waiting with one notice", (_while, events) => {
    expect(after(...events, empty).screen).toEqual(removed);
  });

  test("while it has the PIN: the notice says that a try may be gone", () => {
    const taken = after(...reading, step("verifying"), empty);
    expect(taken.screen).toEqual({ kind: "waiting", notice: { kind: "verify-interrupted" } });
  });

  test("is told once, whether the reader or the broken link is heard first", () => {
    const broken: DeskEvent = {
      type: "failed",
      attempt: 2,
      reason: { kind: "link", code: "removed" },
    };
    for (const at of ["reading", "verifying", "signing"] as const) {
      const readerFirst = after(...reading, step(at), empty, broken);
      const linkFirst = after(...reading, step(at), broken, empty);
      expect(readerFirst.screen).toEqual(linkFirst.screen);
    }
  });

  test("is of no matter once the center is asked, or the answer stands", () => {
    expect(after(...reading, step("asking"), empty, answered).screen.kind).toBe("result");
    expect(after(...reading, answered, empty).screen.kind).toBe("result");
  });

  test("an answer that comes when the next card lies there is for nobody there, and is not shown", () => {
    const late = after(...reading, step("asking"), empty, laid, answered);
    expect(late).toMatchObject({ attempt: 3, screen: { kind: "card-present" } });
  });

  test("the agent that goes away takes the card with it", () => {
    const gone = after(...pinAsked, { type: "link-failed", code: "service-down" });
    expect(gone).toMatchObject({ link: "service-down", readers: [], screen: removed });
  });
});

test("what earlier work reports changes nothing", () => {
  const desk = after(...reading, empty, laid);
  const late: DeskEvent[] = [
    answered,
    step("signing"),
    declined({ kind: "locked" }),
    { type: "failed", attempt: 2, reason: { kind: "offline" } },
    tries(1, 1),
  ];
  for (const event of late) expect(reduce(desk, event)).toBe(desk);
});

test("a failure is shown until somebody decides, and the same card can be tried again", () => {
  const failed = after(...reading, { type: "failed", attempt: 2, reason: { kind: "offline" } });
  expect(failed.screen).toMatchObject({ kind: "trouble", reason: { kind: "offline" } });
  expect(reduce(failed, { type: "try-again" })).toMatchObject({
    attempt: 3,
    screen: { kind: "card-present" },
  });
  expect(reduce(failed, { type: "next-patient" }).screen.kind).toBe("take-card");
});

test("a terminal that the center refuses says so before a patient comes, not in the middle of one", () => {
  const refused: DeskEvent = {
    type: "refused",
    reason: { kind: "problem", problem: problem("terminal-unknown") },
  };
  expect(after(empty, refused).screen.kind).toBe("trouble");
  const busy = after(...reading);
  expect(reduce(busy, refused)).toBe(busy);
});

test("of several readers the chosen one counts, else the one with a card", () => {
  expect(chosenReader(after(readers(false, true)))?.name).toBe("リーダー2");
  const preferring = (name: string) =>
    [readers(false, true)].reduce(reduce, openingDesk(name)).screen.kind;
  expect(preferring("リーダー1")).toBe("waiting");
  expect(preferring("リーダー2")).toBe("card-present");
  const moved = after(readers(true, true), { type: "reader-chosen", name: "リーダー2" });
  expect(moved).toMatchObject({ insertion: 2, attempt: 2, screen: { kind: "card-present" } });
});

test("no order of events shows an answer without a reading, or asks for a PIN without a card", () => {
  const anyEvent = fc.constantFrom<DeskEvent>(
    empty,
    laid,
    { type: "link-failed", code: "service-down" },
    tries(3),
    tries(1),
    { type: "last-try-confirmed" },
    { type: "pin-entered" },
    step("verifying"),
    step("asking"),
    declined({ kind: "wrong-pin", triesLeft: 2 }),
    declined({ kind: "locked" }),
    answered,
    { type: "failed", attempt: 2, reason: { kind: "offline" } },
    { type: "try-again" },
    { type: "next-patient" },
    { type: "visual-chosen" },
    { type: "pin-chosen" },
    { type: "number-counter-read", attempt: 2, counter: { kind: "tries-left", triesLeft: 10 } },
    { type: "numbers-entered", typed },
    { type: "face-read", attempt: 3, face },
    { type: "photo-matched" },
    { type: "photo-differs" },
    { type: "answered", attempt: 4, answer: validAnswer },
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      let desk = openingDesk(null);
      for (const event of events) {
        const before = desk;
        desk = reduce(desk, event);
        const present = chosenReader(desk)?.cardPresent === true;
        const needsCard = [
          "card-present",
          "visual-present",
          "enter-pin",
          "confirm-last-try",
          "take-card",
        ];
        if (needsCard.includes(desk.screen.kind)) expect(present).toBe(true);
        if (desk.screen.kind === "result" && before.screen.kind !== "result") {
          expect(before.screen.kind).toBe("reading");
        }
        if (desk.screen.kind === "reading" && desk.screen.purpose === "visualCheck") {
          const from = desk.screen.step === "asking" ? "compare-photo" : "enter-numbers";
          if (before.screen.kind !== "reading") expect(before.screen.kind).toBe(from);
        }
      }
    }),
  );
});
