import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { guideProgramme, treatmentProgramme } from "../programmes.ts";
import { eligibleYenOf, grantAmount, leastEligibleYen, otherYenOf } from "./amount.ts";
import type { AmountRules } from "./amount.ts";
import { isItemKind, itemKinds } from "./programme.ts";
import { isTax, taxes } from "./tax.ts";

const reader = (amountYen: number) => ({ item: "reader", amountYen }) as const;
const kinds = Object.keys(itemKinds).filter(isItemKind);
const line = fc.record({ item: fc.constantFrom(...kinds), amountYen: fc.nat(999_999_999) });

describe("the guide's programme pays three quarters, in whole thousands, up to 31,000 yen", () => {
  test.each([
    [5000, 3000],
    [14_500, 10_000],
    [41_333, 30_000],
    [41_334, 31_000],
    [1334, 1000],
    [1333, 0],
    [0, 0],
    [1_000_000, 31_000],
  ])("of %i yen: %i yen", (cost, amount) => {
    expect(grantAmount(guideProgramme, [reader(cost)]).amountYen).toBe(amount);
  });

  test("the steps lead to the amount, each with its words", () => {
    const { steps } = grantAmount(guideProgramme, [reader(14_500)]);
    expect(steps.map(({ label, yen }) => [label, yen])).toEqual([
      ["対象経費の合計", 14_500],
      ["補助率（4分の3）を掛けた額", 10_875],
      ["千円未満を切り捨てた額", 10_000],
      ["補助額（上限31,000円）", 10_000],
    ]);
    expect(steps[2]?.note).toBe("875円を切り捨てます。");
    const whole = grantAmount(guideProgramme, [reader(4000)]).steps[2];
    expect(whole?.note).toBe("切捨てをする端数はありません。");
  });

  test("where nothing is paid, it says what it takes", () => {
    expect(grantAmount(guideProgramme, [reader(1333)]).advice).toContain("1,334円以上");
    expect(grantAmount(guideProgramme, [{ item: "other", amountYen: 9000 }]).advice).toContain(
      "対象となる品目がありません",
    );
    expect(grantAmount(guideProgramme, [reader(1334)]).advice).toBeNull();
  });

  test("what does not count stands in the total and nowhere else", () => {
    const worked = grantAmount(guideProgramme, [reader(5000), { item: "other", amountYen: 980 }]);
    expect(worked).toMatchObject({
      eligibleYen: 5000,
      otherYen: 980,
      totalYen: 5980,
      amountYen: 3000,
    });
  });
});

test("the part of a line that does not count is taken off before the rate", () => {
  const worked = grantAmount(guideProgramme, [
    { ...reader(14_500), otherYen: 500 },
    { item: "other", amountYen: 980, otherYen: 0 },
  ]);
  expect(worked).toMatchObject({ eligibleYen: 14_000, otherYen: 1480, amountYen: 10_000 });
});

describe("prices named with another tax than the programme counts", () => {
  const bare = { item: "reader", amountYen: 5000, tax: "excluded-10" } as const;

  test("are brought to the programme's, and the first step says so", () => {
    const worked = grantAmount(guideProgramme, [bare, reader(500)]);
    expect(worked).toMatchObject({ eligibleYen: 6000, totalYen: 6000, amountYen: 4000 });
    expect(worked.steps[0]?.note).toContain("税抜の行には、消費税を足しています");
    expect(grantAmount(guideProgramme, [reader(500)]).steps[0]?.note).toBe("税込の金額です。");
    const without = { ...guideProgramme, taxIncluded: false };
    expect(grantAmount(without, [{ ...reader(5500), tax: "included-10" }])).toMatchObject({
      eligibleYen: 5000,
      steps: [
        { note: expect.stringContaining("税込の行からは、消費税を引いています") },
        {},
        {},
        {},
      ],
    });
  });

  test("make a whole of what counts and what does not, whatever the yen", () => {
    const taxed = fc.record({
      item: fc.constantFrom(...kinds),
      amountYen: fc.integer({ min: 1, max: 9_999_999 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      tax: fc.constantFrom(null, ...Object.keys(taxes).filter(isTax)),
    });
    fc.assert(
      fc.property(fc.array(taxed, { maxLength: 15 }), fc.boolean(), (lines, taxIncluded) => {
        const rules = { ...guideProgramme, taxIncluded };
        const costs = lines.map(({ share, ...each }) => ({
          ...each,
          otherYen: Math.floor(each.amountYen * share),
        }));
        const worked = grantAmount(rules, costs);
        expect(worked.eligibleYen + worked.otherYen).toBe(worked.totalYen);
        for (const cost of costs) {
          expect(otherYenOf(rules, cost)).toBeGreaterThanOrEqual(0);
          expect(eligibleYenOf(rules, cost)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe("whatever the terms", () => {
  const terms: fc.Arbitrary<AmountRules> = fc
    .record({
      rateDenominator: fc.integer({ min: 1, max: 20 }),
      numerator: fc.nat(19),
      capYen: fc.integer({ min: 1, max: 10_000_000 }),
      roundingYen: fc.constantFrom(1, 10, 100, 1000, 10_000),
      rounding: fc.constantFrom("down", "up", "nearest"),
    })
    .map(({ numerator, ...rest }) => ({
      ...rest,
      rateNumerator: 1 + (numerator % rest.rateDenominator),
      itemKinds: ["reader", "tablet"],
      taxIncluded: true,
    }));
  const lines = fc.array(line, { maxLength: 15 });

  test("exact by big integers, never above cap or share, and always whole yen", () => {
    fc.assert(
      fc.property(terms, lines, (rules, costs) => {
        const { amountYen, eligibleYen, otherYen, totalYen } = grantAmount(rules, costs);
        const dividend = BigInt(eligibleYen) * BigInt(rules.rateNumerator);
        const divisor = BigInt(rules.rateDenominator) * BigInt(rules.roundingYen);
        const [whole, rest] = [dividend / divisor, dividend % divisor];
        const more = { down: false, up: rest > 0n, nearest: 2n * rest >= divisor };
        const rounded = (whole + (more[rules.rounding] ? 1n : 0n)) * BigInt(rules.roundingYen);
        const cap = BigInt(rules.capYen);
        expect(BigInt(amountYen)).toBe(rounded < cap ? rounded : cap);
        expect(eligibleYen + otherYen).toBe(totalYen);
      }),
    );
  });

  test("the order of lines and splitting a line change nothing; a further cost never lowers the amount", () => {
    fc.assert(
      fc.property(terms, lines, line, (rules, costs, more) => {
        const { amountYen } = grantAmount(rules, costs);
        expect(grantAmount(rules, costs.toReversed()).amountYen).toBe(amountYen);
        expect(grantAmount(rules, [...costs, more]).amountYen).toBeGreaterThanOrEqual(amountYen);
      }),
    );
  });

  test("the least cost named in the advice is the least that is paid", () => {
    fc.assert(
      fc.property(terms, (rules) => {
        const least = leastEligibleYen(rules);
        expect(grantAmount(rules, [reader(least)]).amountYen).toBeGreaterThan(0);
        expect(grantAmount({ ...rules }, [reader(least - 1)]).amountYen).toBe(0);
      }),
    );
  });
});

test("the programme before it paid the whole cost of a 施術所, in whole thousands, up to 41,000 yen", () => {
  expect(grantAmount(treatmentProgramme, [reader(40_999)]).amountYen).toBe(40_000);
  expect(grantAmount(treatmentProgramme, [reader(20_500), reader(20_500)]).amountYen).toBe(41_000);
  expect(grantAmount(treatmentProgramme, [reader(99_000)]).amountYen).toBe(41_000);
  expect(grantAmount(treatmentProgramme, [reader(999)]).advice).toContain("1,000円以上");
});

test.each([
  ["up", 4001, 4000, "1,000円を切り上げます。"],
  ["nearest", 4666, 3000, "499円を切り捨てます。"],
  ["nearest", 4667, 4000, "500円を切り上げます。"],
] as const)("rounding %s of %i yen: %i yen", (rounding, cost, amount, note) => {
  const worked = grantAmount({ ...guideProgramme, rounding }, [reader(cost)]);
  expect(worked.amountYen).toBe(amount);
  expect(worked.steps[2]?.note).toBe(note);
});

test("the intake of the guide's programme ended with 31 January 2026 in Tokyo", () => {
  expect(guideProgramme.intakeUntil).toEqual(Temporal.Instant.from("2026-01-31T15:00:00Z"));
});
