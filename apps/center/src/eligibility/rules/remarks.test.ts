import { exampleAnswer, exampleCoverage, remarkKinds, remarkSchema } from "@madoguchi/contract";
import type { CoverageAnswer, PersonAnswer } from "@madoguchi/contract";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { remarksFor } from "./remarks.ts";
import type { CertificateDays } from "./remarks.ts";
import { asOf } from "./situations.fixture.ts";

const certificate: CertificateDays = {
  standing: "valid",
  lastDay: Temporal.PlainDate.from("2026-09-03"),
  usableUntil: Temporal.PlainDate.from("2026-12-03"),
};
const hanako: PersonAnswer = {
  name: "山田　花子",
  kana: "ヤマダ　ハナコ",
  sex: "female",
  birthDate: "1980-02-17",
  address: "架空県窓口市見本町1-2-3",
};
const remarks = (
  person: Partial<PersonAnswer> = {},
  coverage: Partial<CoverageAnswer> = {},
  standing: CertificateDays["standing"] = "valid",
) =>
  remarksFor({
    asOf,
    certificate: { ...certificate, standing },
    outcome: "valid",
    person: { ...hanako, ...person },
    coverages: [{ ...exampleCoverage, ...coverage }],
  }).map(({ kind, text }) => `${kind}: ${text}`);

test("nothing is said where nothing is out of the way", () => {
  expect(remarks()).toEqual([]);
  expect(remarks({ name: "渡邉　一郎", address: null }, { insuredName: "山田　太郎" })).toEqual([]);
});

test("of a coverage that does not hold, and of a card that was not there, nothing is said", () => {
  const odd = { ...exampleCoverage, symbol: "12-34", insuredName: "髙橋" };
  const given = { asOf, certificate: null, person: { ...hanako, name: "●" }, coverages: [odd] };
  const kinds = (outcome: "valid" | "invalid") =>
    remarksFor({ ...given, outcome }).map(({ kind }) => kind);
  expect(kinds("invalid")).toEqual(["unmappable-name"]);
  expect(kinds("valid")).toEqual(["unmappable-name", "billing-characters", "odd-number"]);
});

test("a certificate that ends is told until it has", () => {
  expect(remarks({}, {}, "expiring")).toEqual([
    "certificate-expiring: 電子証明書の有効期限は令和8年9月3日（木）です。患者さんに、市区町村の窓口での更新をご案内ください。",
  ]);
  expect(remarks({}, {}, "expired-grace")).toEqual([
    "certificate-expired-grace: 電子証明書の有効期限（令和8年9月3日（木））が過ぎています。資格の確認は令和8年12月3日（木）までできます。患者さんには、市区町村の窓口での更新をご案内ください。",
  ]);
});

describe("characters", () => {
  test("● is explained: in the name by what proves the person, elsewhere by what to write", () => {
    expect(remarks({ name: "渡●　一郎" }, { insuredName: "渡●　春子" })).toEqual([
      "unmappable-name: 氏名の「●」は、保険者のシステムで使えない文字です。フリガナと生年月日でご本人か確認してください。",
      "unmappable-name: 被保険者の氏名の「●」は、保険者のシステムで使えない文字です。レセコンには、患者さんに確かめた字かカタカナで入れてください。",
    ]);
  });

  test("of somebody insured by themselves are told once", () => {
    const name = "髙橋　一郎";
    expect(remarks({ name }, { insuredName: name })).toHaveLength(1);
  });

  test.each<readonly [string, Partial<PersonAnswer>, Partial<CoverageAnswer>, string]>([
    [
      "a name",
      { name: "德川　家子" },
      {},
      "氏名の「德」は、請求で使える文字（JIS X 0208）にない字です。",
    ],
    ["an address", { address: "架空県𠮷町1" }, {}, "住所の「𠮷」は、古いシステムでは"],
    ["the insured person", {}, { insuredName: "髙橋" }, "被保険者の氏名の「髙」は、"],
    [
      "a symbol",
      {},
      { insurerNumber: "138057", symbol: "俱国" },
      "記号の「俱」は、レセコンの文字コード",
    ],
  ])("of %s that claims do not take are told", (_, person, coverage, words) => {
    const [remark, ...others] = remarks(person, coverage);
    expect(remark).toContain(`billing-characters: ${words}`);
    expect(others).toEqual([]);
  });
});

describe("what ends soon", () => {
  const until = (validTo: string) => ({ validFrom: "2026-08-01", validTo });
  const limit = (validTo: string): Partial<CoverageAnswer> => ({
    limitCertificate: { classification: "01", category: "ウ", ...until(validTo) },
  });
  const elderly = (validTo: string): Partial<CoverageAnswer> => ({
    elderlyCertificate: { copayTenths: 2, ...until(validTo) },
  });

  test.each<readonly [string, Partial<CoverageAnswer>, string | null]>([
    [
      "a coverage",
      { validTo: "2026-12-23" },
      "coverage-ending: 資格の有効期限は令和8年12月23日（水）です。次に来られたときは、必ず確認し直してください。",
    ],
    ["no coverage of another month", { validTo: "2026-12-24" }, null],
    [
      "any short-term coverage",
      { classification: "03", validTo: "2027-03-31" },
      "coverage-ending: 短期の資格です。有効期限は令和9年3月31日（水）です。次に来られたときは、必ず確認し直してください。",
    ],
    ["no end where there is none", { classification: "03", validTo: null }, null],
    [
      "限度額適用認定証",
      limit("2026-11-30"),
      "certificate-ending: 限度額適用認定証の有効期限は令和8年11月30日（月）です。そのあとの受診では、区分を確認し直してください。",
    ],
    ["none that holds on", limit("2027-07-31"), null],
    [
      "高齢受給者証",
      elderly("2026-11-30"),
      "certificate-ending: 高齢受給者証の有効期限は令和8年11月30日（月）です。そのあとは、負担割合が変わることがあります。",
    ],
  ])("%s", (_, coverage, expected) => {
    expect(remarks({}, coverage)).toEqual(expected === null ? [] : [expected]);
  });
});

test("from 70 to 74, 3割 without 高齢受給者証 is asked about", () => {
  const missing = /^elderly-certificate-missing: .+高齢受給者証の登録がありません。/u;
  const born = { birthDate: "1954-06-22" };
  expect(remarks(born)).toEqual([expect.stringMatching(missing)]);
  expect(remarks(born, { copayTenths: 2 })).toEqual([]);
  expect(remarks({ birthDate: "1944-06-22" })).toEqual([]);
  const year = { validFrom: "2026-08-01", validTo: "2027-07-31" };
  expect(remarks(born, { elderlyCertificate: { copayTenths: 3, ...year } })).toEqual([]);
});

test.each<readonly [string, Partial<CoverageAnswer>, string]>([
  [
    "協会けんぽ's symbol",
    { symbol: "12-34" },
    "記号が、協会けんぽの決まり（7桁か8桁の数字）と違います。",
  ],
  [
    "a society's symbol",
    { insurerNumber: "06110829", symbol: "い" },
    "記号に、この保険者では使わない文字があります。",
  ],
  [
    "後期高齢's number",
    { insurerNumber: "39131016", symbol: null, branch: null, number: "12345678" },
    "番号の末尾の検証番号が合いません。",
  ],
  [
    "an insurer's number",
    { insurerNumber: "01130013" },
    "保険者番号が、決まりの形ではありません。",
  ],
])("%s that a claim would be returned for", (_, coverage, words) => {
  expect(remarks({}, coverage)).toEqual([
    `odd-number: ${words}請求の前に、保険者にお確かめください。`,
  ]);
});

test("whatever is registered, remarks are in order, in short sentences, and raw text is left as it is", () => {
  const text = fc.string({
    unit: fc.constantFrom("山", "●", "德", "俱", "𠮷", "\ue000", "ー", "1"),
  });
  const day = fc.integer({ min: 0, max: 90 }).map((days) => asOf.add({ days }).toString());
  fc.assert(
    fc.property(
      fc.record({ name: text, address: fc.option(text) }),
      fc.record({
        symbol: fc.option(text),
        number: text,
        branch: fc.option(text),
        insuredName: fc.option(text),
        validTo: fc.option(day),
        classification: fc.constantFrom("01", "03", "05"),
      }),
      fc.constantFrom("valid", "expiring", "expired-grace"),
      (person, coverage, standing) => {
        const given = {
          asOf,
          certificate: { ...certificate, standing },
          outcome: "valid" as const,
          person: { ...(exampleAnswer.person ?? hanako), ...person },
          coverages: [{ ...exampleCoverage, ...coverage }],
        };
        const before = JSON.stringify(given);
        const found = remarksFor(given);
        expect(JSON.stringify(given)).toBe(before);
        for (const remark of found) {
          remarkSchema.parse(remark);
          for (const sentence of remark.text.split("。")) {
            expect([...sentence].length).toBeLessThanOrEqual(60);
          }
        }
        const places = found.map(({ kind }) => remarkKinds.indexOf(kind));
        const characters = new Set(["unmappable-name", "billing-characters"]);
        const others = found.filter(({ kind }) => !characters.has(kind));
        expect(others.map(({ kind }) => remarkKinds.indexOf(kind))).toEqual(
          places
            .filter((place) => others.some(({ kind }) => remarkKinds[place] === kind))
            .toSorted((a, b) => a - b),
        );
        expect(new Set(found.map((remark) => remark.text)).size).toBe(found.length);
      },
    ),
  );
});
