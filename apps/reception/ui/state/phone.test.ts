import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validAnswer } from "../answers.fixture.ts";
import { face, laid, typed } from "./desk.fixture.ts";
import { reduce } from "./reduce.ts";
import { openingDesk } from "./screen.ts";
import type { Desk, DeskEvent, ReadingStep, Screen } from "./screen.ts";

/** A phone's own NFC, which shows a card only while its link is open. */
const phone = (cardPresent: boolean): DeskEvent => ({
  type: "readers",
  readers: [
    {
      id: "phone",
      name: "このスマートフォンのNFC",
      kind: "nfc-ios",
      contactless: true,
      cardPresent,
    },
  ],
});
const ready = phone(false);
const after = (...events: DeskEvent[]): Desk => events.reduce(reduce, openingDesk(null, "phone"));
const step = (name: ReadingStep, attempt = 1): DeskEvent => ({
  type: "step",
  attempt,
  step: name,
});
const declined = (result: (DeskEvent & { type: "card-declined" })["result"]): DeskEvent => ({
  type: "card-declined",
  attempt: 1,
  result,
});
const lost = (attempt = 1): DeskEvent => ({
  type: "failed",
  attempt,
  reason: { kind: "link", code: "removed" },
});

const byPin: DeskEvent = { type: "pin-chosen" };
const byFace: DeskEvent = { type: "visual-chosen" };
const next: DeskEvent = { type: "next-patient" };
const waiting = { kind: "waiting", notice: null };
const untold = { triesLeft: null, wrong: false };

const sent = [ready, byPin, { type: "pin-entered" } as const];
const opening = [...sent, step("opening")];
const numbers = [ready, byFace, { type: "visual-fetched", attempt: 1 } as const];
const faceSent = [...numbers, { type: "numbers-entered", typed } as const];

test("the digits, then the card, then the answer, and somebody starts again", () => {
  expect(after(ready).screen).toEqual(waiting);
  expect(after(ready, byPin).screen).toEqual({ kind: "enter-pin", ...untold });
  expect(after(...opening).screen).toMatchObject({ step: "opening", triesLeft: null });
  const linked = [...opening, phone(true), step("reading")];
  expect(after(...linked)).toMatchObject({ attempt: 1, screen: { step: "reading" } });
  const answered: DeskEvent = { type: "answered", attempt: 1, answer: validAnswer };
  const done = [...linked, phone(false), answered];
  expect(after(...done).screen.kind).toBe("result");
  expect(after(...done, next).screen).toEqual(waiting);
});

test("目視: the program, the numbers, then the card", () => {
  expect(after(ready, byFace).screen).toEqual({ kind: "visual-present" });
  expect(after(...numbers).screen).toEqual({ kind: "enter-numbers", ...untold, typed: null });
  expect(after(...faceSent).screen).toMatchObject({ purpose: "visualCheck", typed });
  const read: DeskEvent = { type: "face-read", attempt: 2, face };
  expect(after(...faceSent, read).screen.kind).toBe("compare-photo");
});

describe("the card's counter, once it has told", () => {
  test("a wrong PIN: what is left, the digits again, the card again", () => {
    const wrong = after(...opening, declined({ kind: "wrong-pin", triesLeft: 2 }));
    expect(wrong.screen).toEqual({ kind: "enter-pin", triesLeft: 2, wrong: true });
    expect(reduce(wrong, { type: "pin-entered" })).toMatchObject({
      attempt: 2,
      screen: { step: "connecting", triesLeft: 2 },
    });
  });

  test("one left: nothing was sent, and only who insists is asked for the digits again", () => {
    const last = after(...opening, declined({ kind: "last-try", triesLeft: 1 }));
    expect(last.screen).toEqual({ kind: "confirm-last-try", wrong: false });
    const insisting = reduce(last, { type: "last-try-confirmed" });
    expect(insisting.screen).toMatchObject({ kind: "enter-pin", triesLeft: 1 });
    expect(reduce(last, next).screen).toEqual(waiting);
    expect(reduce(last, byFace).screen.kind).toBe("visual-present");
  });

  test("insisting is for one patient", () => {
    const insisting = after(
      ...opening,
      declined({ kind: "last-try", triesLeft: 1 }),
      { type: "last-try-confirmed" },
      next,
      byPin,
    );
    expect(insisting.screen).toEqual({ kind: "enter-pin", ...untold });
  });
});

describe("a card that slips off", () => {
  test.each([
    ["reading", { kind: "link", code: "removed" }],
    ["verifying", { kind: "verify-interrupted" }],
    ["signing", { kind: "link", code: "removed" }],
  ] as const)("while %s is told, and the digits are typed again", (at, reason) => {
    const failed = after(...opening, step(at), lost(), phone(false));
    expect(failed.screen).toMatchObject({ kind: "trouble", reason });
    expect(reduce(failed, { type: "try-again" }).screen).toEqual({ kind: "enter-pin", ...untold });
    expect(reduce(failed, next).screen).toEqual(waiting);
  });

  test("目視: what was typed stays", () => {
    const failed = after(...faceSent, step("verifying", 2), lost(2));
    expect(failed.screen).toMatchObject({ reason: { kind: "number-interrupted" } });
    expect(reduce(failed, { type: "try-again" }).screen).toEqual({
      kind: "enter-numbers",
      ...untold,
      typed,
    });
    expect(reduce(reduce(failed, next), byFace).screen.kind).toBe("visual-present");
  });
});

describe("waiting for the card", () => {
  test("ends when somebody gives up, and what the phone still says changes nothing", () => {
    const stopped = after(...opening, next);
    expect(stopped.screen).toEqual(waiting);
    const cancelled: DeskEvent = {
      type: "failed",
      attempt: 1,
      reason: { kind: "link", code: "cancelled" },
    };
    expect(reduce(stopped, cancelled)).toBe(stopped);
  });

  test("cannot be given up once a card is read", () => {
    const busy = after(...opening, step("reading"));
    expect(reduce(busy, next)).toBe(busy);
  });
});

test("NFC that goes off leaves what is typed alone, and the way back is the start", () => {
  const off: DeskEvent = { type: "link-failed", code: "service-down" };
  expect(after(ready, byPin, off).screen.kind).toBe("enter-pin");
  expect(after(off)).toMatchObject({ link: "service-down", screen: waiting });
  expect(after(off, ready, byPin).screen.kind).toBe("enter-pin");
});

test("a reader beside the phone is taken once a card lies on it", () => {
  const own = phone(true);
  if (own.type !== "readers" || laid.type !== "readers") throw new Error("no readers");
  const both: DeskEvent = { type: "readers", readers: [...own.readers, ...laid.readers] };
  expect(after(both).screen.kind).toBe("card-present");
});

test("no order of events reads a card that nobody typed for, or waits for one to be taken", () => {
  const anyEvent = fc.constantFrom<DeskEvent>(
    ready,
    phone(true),
    { type: "link-failed", code: "service-down" },
    byPin,
    byFace,
    { type: "visual-fetched", attempt: 1 },
    { type: "pin-entered" },
    { type: "numbers-entered", typed },
    step("opening"),
    step("verifying"),
    declined({ kind: "wrong-pin", triesLeft: 2 }),
    declined({ kind: "last-try", triesLeft: 1 }),
    { type: "last-try-confirmed" },
    { type: "face-read", attempt: 2, face },
    { type: "photo-matched" },
    { type: "answered", attempt: 1, answer: validAnswer },
    lost(),
    { type: "try-again" },
    next,
  );
  const before: Partial<Record<Screen["kind"], readonly Screen["kind"][]>> = {
    reading: ["reading", "enter-pin", "enter-numbers", "compare-photo"],
    result: ["result", "reading"],
    "card-present": [],
    "take-card": [],
  };
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      let desk = openingDesk(null, "phone");
      for (const event of events) {
        const { kind } = desk.screen;
        desk = reduce(desk, event);
        expect(before[desk.screen.kind] ?? [kind]).toContain(kind);
      }
    }),
  );
});
