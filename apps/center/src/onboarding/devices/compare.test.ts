import { firstCatalogue } from "@madoguchi/contract/known-models";
import { describe, expect, test } from "vitest";
import { compareWays, readersFor, recommended, ways } from "./compare.ts";
import { internetNames, readAnswers } from "./questions.ts";
import type { Answers } from "./questions.ts";

const terms = {
  itemKinds: ["reader", "smartphone", "tablet"],
  rateNumerator: 3,
  rateDenominator: 4,
  capYen: 31_000,
  roundingYen: 1000,
  rounding: "down" as const,
  taxIncluded: true,
};

const answers: Answers = {
  owned: [],
  internet: "wifi",
  seats: 1,
  outside: false,
  handsFree: false,
  readAloud: false,
  pcYen: null,
  smartphoneYen: null,
  tabletYen: null,
};

const costsOf = (change: Partial<Answers>) =>
  compareWays({ ...answers, ...change }, terms, firstCatalogue).map(({ costYen, grantYen }) => [
    costYen,
    grantYen,
  ]);

describe("what each way costs", () => {
  test("is known where nothing is bought but what the catalogue has a price for", () => {
    expect(costsOf({ owned: ["pc"] })[0]).toEqual([5000, 3000]);
    expect(costsOf({ owned: ["tablet"] })[2]).toEqual([14_500, 10_000]);
    expect(costsOf({ owned: ["pc", "usbReader"] })[0]).toEqual([0, 0]);
  });

  test("is open as long as a price is missing", () => {
    expect(costsOf({})).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  test("counts each counter, and pays no grant for computers", () => {
    expect(costsOf({ seats: 2, pcYen: 80_000 })[0]).toEqual([170_000, 7000]);
    expect(costsOf({ smartphoneYen: 41_334 })[1]).toEqual([41_334, 31_000]);
    expect(costsOf({ seats: 2, tabletYen: 30_000 })[2]).toEqual([89_000, 31_000]);
  });

  test("is told without a grant when no intake is open", () => {
    const [pc] = compareWays({ ...answers, owned: ["pc"] }, null, firstCatalogue);
    expect([pc?.costYen, pc?.grantYen]).toEqual([5000, null]);
  });
});

describe("what is recommended", () => {
  const best = (change: Partial<Answers>) =>
    recommended(compareWays({ ...answers, ...change }, terms, firstCatalogue));

  test.each([
    ["smartphone", { owned: ["smartphone"] }],
    ["pc", { owned: ["pc", "smartphone"], internet: "wired" }],
    ["pc", { owned: ["pc", "smartphone"], handsFree: true, internet: "wired" }],
    ["smartphone", { owned: ["smartphone", "pc"], outside: true }],
    ["tablet", { owned: ["tablet"], outside: true, handsFree: true }],
    ["tablet", { owned: [], outside: true, handsFree: true, readAloud: true }],
  ] as const)("%s for %j", (way, change) => {
    expect(best(change)).toBe(way);
  });

  test("is something for every answer", () => {
    for (const internet of ["wired", "wifi", "mobile", "none"] as const) {
      expect(internetNames[internet]).toBeDefined();
      for (const comparison of compareWays({ ...answers, internet }, null, firstCatalogue)) {
        expect(comparison.points.length).toBeGreaterThan(0);
        expect(comparison.points.some(({ fit }) => fit === "missing")).toBe(internet === "none");
      }
      expect(ways).toContain(best({ internet }));
    }
  });
});

test("each way is offered the readers that fit its connection", () => {
  expect(readersFor("smartphone", firstCatalogue)).toEqual([]);
  expect(readersFor("tablet", firstCatalogue).map(({ model }) => model)).toContain("CIR415A");
  expect(readersFor("tablet", firstCatalogue).map(({ model }) => model)).not.toContain("CIR315A");
  expect(readersFor("pc", firstCatalogue).every(({ kind }) => kind === "reader")).toBe(true);
});

test("answers are read as people type them, and what is missing is named", () => {
  const form = readAnswers({
    owned: ["pc", "abacus"],
    internet: "wired",
    seats: "2",
    outside: "no",
    handsFree: "yes",
    readAloud: "no",
    tabletYen: "２９，８００円",
  });
  expect(form).toMatchObject({
    ok: true,
    value: { owned: ["pc"], seats: 2, handsFree: true, tabletYen: 29_800, pcYen: null },
  });
  const wrong = readAnswers({ pcYen: "高い" });
  expect(wrong.ok ? [] : Object.keys(wrong.errors).toSorted()).toEqual([
    "handsFree",
    "internet",
    "outside",
    "pcYen",
    "readAloud",
    "seats",
  ]);
});
