import { exampleCoverage, outcomes } from "@madoguchi/contract";
import type { CoverageAnswer, Guidance, Outcome } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { guidanceFor, remarksFor } from "./rules.ts";

const asOf = Temporal.PlainDate.from("2026-11-22");
const coverage: CoverageAnswer = {
  ...exampleCoverage,
  disqualifiedOn: "2026-09-01",
  lossReason: "99",
};
const births = [null, "2023-06-22", "1980-02-17", "1954-06-22", "1944-06-22"].map(
  (text) => text && Temporal.PlainDate.from(text),
);
const coverages = [
  [],
  ...(["01", "02", "03", "99", null] as const).map((lossReason) => [{ ...coverage, lossReason }]),
  [{ ...coverage, disqualifiedOn: null, lossReason: null, validTo: "2026-10-31" }],
  [coverage, { ...coverage, qualifiedOn: "2027-04-01", disqualifiedOn: null, lossReason: null }],
  [coverage, { ...coverage, copayTenths: 2 }],
];
const days = [null, Temporal.PlainDate.from("2026-09-03")];

const texts = ({ cause, patientWords, nextSteps, charge }: Guidance) => [
  cause,
  patientWords,
  ...nextSteps,
  charge,
];

describe("guidance", () => {
  const cells = outcomes.flatMap((outcome) =>
    births.flatMap((birthDate) =>
      coverages.flatMap((shown) =>
        days.map((certificateEndedOn) => ({
          outcome,
          guidance: guidanceFor(outcome, {
            asOf,
            birthDate: birthDate || null,
            coverages: shown,
            certificateEndedOn,
          }),
        })),
      ),
    ),
  );

  test("every answer but 有効 says why, who, what to say, what to do and what to charge", () => {
    expect(cells).toHaveLength(outcomes.length * births.length * coverages.length * days.length);
    for (const { outcome, guidance } of cells) {
      expect(guidance === null).toBe(outcome === "valid");
      expect(guidance?.nextSteps.length ?? 2).toBeGreaterThanOrEqual(2);
      for (const text of guidance ? texts(guidance) : []) {
        expect(text).toMatch(/(です|ます|ました|ません|か|ください)。$/);
      }
    }
  });

  test("no sentence is longer than 60 characters, and none blames the card or the patient", () => {
    const sentences = cells.flatMap(({ guidance }) =>
      guidance ? texts(guidance).flatMap((text) => text.split("。")) : [],
    );
    expect(sentences.filter((sentence) => [...sentence].length > 60)).toEqual([]);
    expect(
      sentences.filter((sentence) => /使えません|エラー|undefined|null/.test(sentence)),
    ).toEqual([]);
  });

  test.each([
    [null, "3割（未就学のお子さんは2割、70歳以上の方は1〜3割）"],
    ["2023-06-22", "申立書のときは、2割です。"],
    ["1980-02-17", "申立書のときは、3割です。"],
    ["1954-06-22", "申し立てのあった割合（1〜3割）"],
  ])("born %s: %s meanwhile", (birth, words) => {
    const birthDate = birth === null ? null : Temporal.PlainDate.from(birth);
    const facts = { asOf, birthDate, coverages: [], certificateEndedOn: null };
    expect(guidanceFor("none", facts)?.charge).toContain(words);
  });

  test("dates are told with era and weekday", () => {
    const facts = { asOf, birthDate: null, coverages: [coverage], certificateEndedOn: null };
    expect(guidanceFor("invalid", facts)?.cause).toBe(
      "登録されている資格は、令和8年9月1日（火）に喪失しています。新しい資格は、まだ登録されていません。",
    );
  });
});

test("where the insurer must act, its telephone is told, once for each", () => {
  const insurerContact = { telephone: "0300001234", hours: "平日9時〜17時" };
  const known = { ...coverage, insurerContact };
  const other = {
    ...known,
    insurerName: "窓口市（架空）",
    insurerContact: { ...insurerContact, hours: null },
  };
  const facts = { asOf, birthDate: null, certificateEndedOn: null };
  const steps = (outcome: Outcome, coverages: CoverageAnswer[], registered = coverages) =>
    guidanceFor(outcome, { ...facts, coverages, registered })?.nextSteps.join("") ?? "";
  const line = "全国健康保険協会 東京支部の電話は、03-0000-1234（平日9時〜17時）です。";
  expect(steps("invalid", [known])).toContain(line);
  expect(steps("suspended", [], [known])).toContain(line);
  expect(steps("multiple", [known, other, known]).split("電話は").length - 1).toBe(2);
  expect(steps("multiple", [known, other])).toContain("窓口市（架空）の電話は、03-0000-1234です。");
  expect(steps("certificate-expired", [], [known])).not.toContain("電話は");
  expect(steps("invalid", [coverage])).not.toContain("電話は");
});

test("an answer that stands tells what is about to change", () => {
  const lastDay = Temporal.PlainDate.from("2026-09-03");
  const usableUntil = Temporal.PlainDate.from("2026-12-03");
  const [grace, name] = remarksFor(
    { standing: "expired-grace", lastDay, usableUntil },
    "渡●　一郎",
  );
  expect(grace?.text).toBe(
    "電子証明書の有効期限（令和8年9月3日（木））が過ぎています。資格の確認は令和8年12月3日（木）までできます。患者さんには、市区町村の窓口での更新をご案内ください。",
  );
  expect(name?.kind).toBe("unmappable-name");
  expect(remarksFor({ standing: "valid", lastDay, usableUntil }, "渡邉　一郎")).toEqual([]);
});
