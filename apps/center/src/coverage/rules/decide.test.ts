import { exampleCoverage as base } from "@madoguchi/contract";
import type { CoverageAnswer } from "@madoguchi/contract";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { decide, phaseOn } from "./decide.ts";

const today = Temporal.PlainDate.from("2026-11-22");
const nobody = { suspendedAt: null };

describe("phaseOn", () => {
  test.each([
    ["before it begins", { qualifiedOn: "2026-11-23" }, "upcoming"],
    ["on its first day", { qualifiedOn: "2026-11-22" }, "active"],
    ["qualified, its certificate not yet valid", { validFrom: "2026-12-01" }, "upcoming"],
    ["on the day before the loss", { disqualifiedOn: "2026-11-23" }, "active"],
    ["on the day of the loss", { disqualifiedOn: "2026-11-22" }, "ended"],
    ["on the last day of its validity", { validTo: "2026-11-22" }, "active"],
    ["on the day after it", { validTo: "2026-11-21" }, "ended"],
    [
      "taken back before it began",
      { qualifiedOn: "2026-12-01", disqualifiedOn: "2026-12-01" },
      "ended",
    ],
  ] as const)("%s", (_, change, phase) => {
    expect(phaseOn({ ...base, ...change }, today.toString())).toBe(phase);
  });
});

describe("decide", () => {
  const ended = { ...base, disqualifiedOn: "2026-09-01", lossReason: "99" } as const;
  const upcoming = { ...base, insurerNumber: "138057", qualifiedOn: "2026-12-01" };

  test.each([
    ["nothing registered", [], "none", 0],
    ["one active", [ended, base, upcoming], "valid", 1],
    ["two active", [base, { ...base, insurerNumber: "138057" }], "multiple", 2],
    ["only ended ones", [ended, { ...ended, disqualifiedOn: "2024-01-01" }], "invalid", 1],
    ["an ended one and one to come", [ended, upcoming], "invalid-newer", 2],
    ["only one to come", [upcoming], "invalid-newer", 1],
  ] as const)("%s", (_, coverages, outcome, shown) => {
    const decision = decide(today, coverages, nobody);
    expect(decision.outcome).toBe(outcome);
    expect(decision.coverages).toHaveLength(shown);
  });

  test("of several ended ones the latest is shown", () => {
    const older = { ...ended, number: "1", disqualifiedOn: null, validTo: "2025-03-31" };
    expect(decide(today, [ended, older, ended], nobody).coverages).toEqual([ended]);
  });

  test("nothing is shown while the insurer is confirming", () => {
    const suspendedAt = Temporal.Instant.from("2026-11-01T00:00:00Z");
    expect(decide(today, [base], { suspendedAt })).toEqual({ outcome: "suspended", coverages: [] });
  });

  test("only certificates that hold on the day are shown", () => {
    const limitCertificate = {
      classification: "01",
      category: "ウ",
      validFrom: "2026-08-01",
      validTo: "2027-07-31",
    } as const;
    const dialysis = {
      disease: "1",
      validFrom: "2020-01-01",
      validTo: null,
      selfPay: 10_000,
    } as const;
    const past = { ...dialysis, disease: "2", validTo: "2026-11-21" } as const;
    const holder = { ...base, limitCertificate, specificDiseases: [dialysis, past] };
    expect(decide(today, [holder], nobody).coverages).toEqual([
      { ...holder, specificDiseases: [dialysis] },
    ]);
    const early = Temporal.PlainDate.from("2026-07-31");
    expect(decide(early, [holder], nobody).coverages[0]?.limitCertificate).toBeNull();
    const gone = { ...holder, disqualifiedOn: "2026-11-22" };
    expect(decide(today, [gone], nobody).coverages[0]).toMatchObject({
      limitCertificate: null,
      specificDiseases: [],
    });
  });

  const day = fc.integer({ min: -400, max: 400 }).map((days) => today.add({ days }).toString());
  const coverage = fc
    .record({
      qualifiedOn: day,
      validFrom: day,
      disqualifiedOn: fc.option(day),
      validTo: fc.option(day),
    })
    .map((days) => ({ ...base, ...days }));

  /** The definition, day by day and without cleverness. */
  const covers = (each: CoverageAnswer, on: string) =>
    each.qualifiedOn <= on &&
    each.validFrom <= on &&
    (each.disqualifiedOn === null || on < each.disqualifiedOn) &&
    (each.validTo === null || on <= each.validTo);

  test("the number of coverages that hold on the day decides, whatever else is registered", () => {
    fc.assert(
      fc.property(fc.array(coverage, { maxLength: 6 }), (coverages) => {
        const { outcome, coverages: shown } = decide(today, coverages, nobody);
        const holding = coverages.filter((each) => covers(each, today.toString()));
        if (holding.length > 0) {
          expect(outcome).toBe(holding.length === 1 ? "valid" : "multiple");
          expect(shown).toHaveLength(holding.length);
        } else {
          const later = coverages.some((each) =>
            Array.from({ length: 400 }, (_, days) => today.add({ days: days + 1 }).toString()).some(
              (on) => covers(each, on),
            ),
          );
          const nothing = coverages.length === 0 ? "none" : "invalid";
          expect(outcome).toBe(later ? "invalid-newer" : nothing);
        }
      }),
    );
  });

  test("the order of registration does not matter", () => {
    fc.assert(
      fc.property(fc.array(coverage, { maxLength: 5 }), (coverages) => {
        const there = decide(today, coverages, nobody);
        const back = decide(today, coverages.toReversed(), nobody);
        expect(back.outcome).toBe(there.outcome);
        expect(back.coverages).toHaveLength(there.coverages.length);
      }),
    );
  });
});
