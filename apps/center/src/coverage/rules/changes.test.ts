import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { association, employed, hanako, resident } from "../registry.fixture.ts";
import { can, overlapWords } from "./changes.ts";
import { hasContract, knownFrom, readInsurer, saySame } from "./registry.ts";
import type { CoverageFacts, CoverageRecord, PersonRecord } from "./registry.ts";

const today = Temporal.PlainDate.from("2026-11-22");
const at = Temporal.Instant.from("2026-06-01T00:00:00Z");
const actors = {
  person: { kind: "person" },
  official: { kind: "official" },
  terminal: { kind: "terminal" },
  system: { kind: "system" },
} as const;

function insurer(number: string) {
  const contractFrom = Temporal.PlainDate.from("2021-10-20");
  const reading = readInsurer({ number, name: "架空", contractFrom });
  if (!reading.ok) throw new RangeError(reading.reason);

  return reading.insurer;
}

const unsuspended: PersonRecord = { ...hanako, id: "1", suspendedAt: null, recordedAt: at };

test.each([
  ["person", [false, false, false, false]],
  ["official", [true, true, true, true]],
  ["terminal", [false, false, true, false]],
  ["system", [true, true, true, true]],
] as const)("what a %s may do", (kind, expected) => {
  const actor = actors[kind];
  const stated = { birthDate: hanako.birthDate, kana: hanako.kana };
  expect([
    can.writeCoverage(actor, insurer(association), employed, today) === true,
    can.suspend(actor, unsuspended) === true,
    can.link(actor, hanako, { via: "counter", stated }) === true,
    can.unlink(actor) === true,
  ]).toEqual(expected);
});

describe("a coverage is written down only", () => {
  const elderly = { insurerNumber: "39131016", symbol: null, number: "12345674", branch: null };

  test.each<readonly [string, Partial<CoverageFacts>, ReturnType<typeof can.writeCoverage>]>([
    ["as claims accept it", {}, true],
    [
      "without a loss before the beginning",
      { disqualifiedOn: "2021-03-31" },
      "ends-before-it-begins",
    ],
    ["taken back on its first day, if need be", { disqualifiedOn: "2021-04-01" }, true],
    ["with a validity that has days", { validTo: "2021-03-31" }, "ends-before-it-begins"],
    ["with a reason where there is a loss", { lossReason: "99" }, "reason-without-loss"],
    ["with 協会けんぽ's symbols", { symbol: "12-34" }, "symbol-seven-or-eight-digits"],
    ["with a number", { number: "" }, "number-empty"],
    ["for 後期高齢者 without a symbol", elderly, true],
    [
      "for 後期高齢者 with a right number",
      { ...elderly, number: "12345678" },
      "number-check-digit",
    ],
    ["for 後期高齢者 without a branch", { ...elderly, branch: "00" }, "branch-must-be-empty"],
  ])("%s", (_, change, expected) => {
    const facts = { ...employed, ...change };
    expect(can.writeCoverage(actors.official, insurer(facts.insurerNumber), facts, today)).toBe(
      expected,
    );
  });

  test("by an insurer who is known and has a contract today", () => {
    const write = (from: string | null, to: string | null) => {
      const day = (text: string | null) => text && Temporal.PlainDate.from(text);
      const contract = { contractFrom: day(from) || null, contractTo: day(to) || null };
      return can.writeCoverage(
        actors.official,
        { ...insurer(association), ...contract },
        employed,
        today,
      );
    };
    expect(write("2026-11-22", "2026-11-22")).toBe(true);
    expect(write("2026-11-23", null)).toBe("insurer-without-contract");
    expect(write("2021-10-20", "2026-11-21")).toBe("insurer-without-contract");
    expect(write(null, null)).toBe("insurer-without-contract");
    expect(can.writeCoverage(actors.official, undefined, employed, today)).toBe("unknown-insurer");
    expect(hasContract(insurer(association), Temporal.PlainDate.from("2021-10-19"))).toBe(false);
  });
});

test("a suspension begins once and ends once", () => {
  const suspended = { ...unsuspended, suspendedAt: at };
  expect(can.suspend(actors.system, suspended)).toBe("unchanged");
  expect(can.resume(actors.system, suspended)).toBe(true);
  expect(can.resume(actors.system, unsuspended)).toBe("unchanged");
});

describe("a certificate is linked", () => {
  const link = (stated: { birthDate: string; kana: string | null }, person = hanako) =>
    can.link(actors.terminal, person, { via: "counter", stated });

  test.each([
    ["by birth and reading", hanako.birthDate, "ﾔﾏﾀﾞ ﾊﾅｺ", true],
    ["by birth, where there is no reading", hanako.birthDate, null, true],
    ["not to somebody born on another day", "1980-02-18", hanako.kana, "other-person"],
    ["not to somebody of another reading", hanako.birthDate, "ヤマダ　ハルコ", "other-person"],
  ] as const)("%s", (_, birthDate, kana, expected) => {
    expect(link({ birthDate, kana })).toBe(expected);
  });

  test("by the other reading that the insurer has", () => {
    const person = { ...hanako, kana: "スズキ　ハナコ", kanaOther: "ヤマダ　ハナコ" };
    expect(link({ birthDate: hanako.birthDate, kana: "ヤマダ　ハナコ" }, person)).toBe(true);
  });
});

test("an insurer's kind is its number's, and a wrong number has none", () => {
  const read = (number: string) => {
    const reading = readInsurer({ number, name: "架空" });
    return reading.ok ? reading.insurer.kind : reading.reason;
  };
  expect(["01130012", "06110829", "39131016", "138057", "138058"].map(read)).toEqual([
    "japan-health-insurance-association",
    "health-insurance-society",
    "elderly-75",
    "national-health-insurance",
    "check-digit",
  ]);
});

test("a change is known later than all that is known, and as finely as the database keeps it", () => {
  const coverage: CoverageRecord = { ...resident, personId: "1", id: "2", recordedAt: at };
  const known = { person: unsuspended, coverages: [coverage] };
  const from = (text: string) => knownFrom(Temporal.Instant.from(text), known).toString();
  expect(from("2026-06-02T00:00:00.000000999Z")).toBe("2026-06-02T00:00:00Z");
  expect(from("2026-06-01T00:00:00Z")).toBe("2026-06-01T00:00:00.000001Z");
  expect(from("2026-05-31T00:00:00Z")).toBe("2026-06-01T00:00:00.000001Z");
});

test("records are the same by what they say, in whatever order and since whenever", () => {
  const { classification, ...rest } = employed;
  expect(saySame({ ...rest, classification }, { ...employed, recordedAt: at })).toBe(true);
  expect(saySame(employed, { ...employed, copayTenths: 2 })).toBe(false);
  expect(saySame(employed, { ...employed, validTo: "2026-12-31" })).toBe(false);
});

test("what stands in the way is named without what is not there", () => {
  const facts = { ...resident, symbol: null, branch: null };
  expect(overlapWords(facts, "窓口市（架空）").cause).toBe(
    "窓口市（架空）の資格（番号4821、令和3年4月1日取得）と期間が重なります。",
  );
});
