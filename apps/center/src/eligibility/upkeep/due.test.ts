import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { dueAt } from "./due.ts";
import type { AddressStanding, FetchOutcome } from "./due.ts";

const at = (local: string): Temporal.Instant =>
  Temporal.ZonedDateTime.from(`${local}[Asia/Tokyo]`).toInstant();

/** @param outcomes the newest first, five minutes apart, the last one at 10:00 on 22 November. */
function standing(outcomes: readonly FetchOutcome[], nextUpdate: string | null): AddressStanding {
  const last = at("2026-11-22T10:00");
  const attempts = outcomes.map((outcome, index) => ({
    at: last.subtract({ minutes: 5 * index }),
    outcome,
  }));

  return { attempts, nextUpdate: nextUpdate === null ? null : at(nextUpdate) };
}

const due = (outcomes: readonly FetchOutcome[], nextUpdate: string | null) =>
  dueAt(standing(outcomes, nextUpdate), at("2026-11-22T10:00")).toZonedDateTimeISO("Asia/Tokyo");

const LATER = "2026-11-24T00:00";

describe("an address is asked again", () => {
  test.each([
    ["in the next night after success", ["swapped"], LATER, "2026-11-23T02:40"],
    ["in the next night when nothing was new", ["same", "unreachable"], LATER, "2026-11-23T02:40"],
    [
      "every quarter of an hour when the list has under six hours left",
      ["same"],
      "2026-11-22T16:00",
      "2026-11-22T10:15",
    ],
    ["not so often one minute before", ["same"], "2026-11-22T16:01", "2026-11-23T02:40"],
    [
      "every quarter of an hour when the list is past its end",
      ["swapped"],
      "2026-11-20T00:00",
      "2026-11-22T10:15",
    ],
    ["after five minutes when it failed once", ["unreachable", "same"], LATER, "2026-11-22T10:05"],
    [
      "after twenty when it failed thrice",
      ["refused", "unreachable", "refused", "same"],
      LATER,
      "2026-11-22T10:20",
    ],
    [
      "after four hours at the latest",
      Array<FetchOutcome>(12).fill("unreachable"),
      LATER,
      "2026-11-22T14:00",
    ],
    [
      "after a quarter when it fails and the list is old",
      Array<FetchOutcome>(12).fill("refused"),
      "2026-11-22T09:00",
      "2026-11-22T10:15",
    ],
    [
      "after a quarter when no list ever came from there",
      Array<FetchOutcome>(4).fill("refused"),
      null,
      "2026-11-22T10:15",
    ],
  ] as const)("%s", (_what, outcomes, nextUpdate, expected) => {
    expect(due(outcomes, nextUpdate).toPlainDateTime().toString({ smallestUnit: "minute" })).toBe(
      expected,
    );
  });

  test("at once when it was never asked", () => {
    const now = at("2026-11-22T10:00");
    expect(dueAt({ attempts: [], nextUpdate: null }, now)).toEqual(now);
  });

  test("on the same day when it was asked after midnight and before the hour of the night", () => {
    const attempts = [{ at: at("2026-11-23T00:10"), outcome: "same" }] as const;
    const next = dueAt({ attempts, nextUpdate: at("2026-11-25T00:00") }, at("2026-11-23T00:10"));
    expect(next).toEqual(at("2026-11-23T02:40"));
  });

  test("after its last attempt, and within a day of it, whatever has happened", () => {
    const outcome = fc.constantFrom<FetchOutcome>("swapped", "same", "refused", "unreachable");
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 400 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ outcome, minutes }), { minLength: 1, maxLength: 12 }),
        fc.option(fc.integer({ min: -60 * 48, max: 60 * 48 })),
        (past, left) => {
          const now = at("2026-11-22T10:00");
          const attempts = past
            .toSorted((a, b) => a.minutes - b.minutes)
            .map(({ outcome: each, minutes: ago }) => ({
              at: now.subtract({ minutes: ago }),
              outcome: each,
            }));
          const nextUpdate = left === null ? null : now.add({ minutes: left });
          const wait = (attempts[0]?.at ?? now).until(dueAt({ attempts, nextUpdate }, now));

          return wait.total("minutes") >= 5 ||
            attempts[0]?.outcome === "same" ||
            attempts[0]?.outcome === "swapped"
            ? wait.total("minutes") > 0 && wait.total("hours") <= 24
            : false;
        },
      ),
    );
  });
});
