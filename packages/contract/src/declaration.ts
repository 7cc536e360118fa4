/**
 * 被保険者資格申立書: what a patient writes down where nothing else proves the coverage (保発0710第1号, 令和5年7月10日). The same on the
 * screen of reception, filled in as far as known, and blank on the center's page and as PDF.
 */
import { DECLARATION } from "./ways.ts";

export type PaperChoice = { readonly word: string; readonly chosen: boolean };

export type PaperField = {
  readonly label: string;
  /** Null leaves room to write. */
  readonly value: string | null;
  /** Boxes to tick, in place of a value. */
  readonly choices?: readonly PaperChoice[];
  /** How many lines may be needed by hand. */
  readonly lines?: 1 | 2;
};

export type Paper = {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly fields: readonly PaperField[];
  }[];
  /** What the patient agrees to by signing. */
  readonly statements: readonly string[];
  readonly closing: readonly PaperField[];
  /** In small print. */
  readonly foot: string;
};

export const insuranceKinds = [
  "協会けんぽ・健康保険組合（勤務先）",
  "共済組合",
  "国民健康保険",
  "後期高齢者医療",
  "分からない",
] as const;
export type InsuranceKind = (typeof insuranceKinds)[number];

/** All that may be known, in the words of the paper. */
export type DeclarationFacts = {
  readonly kana: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: "男" | "女" | null;
  readonly address: string | null;
  readonly insuranceKind: InsuranceKind | null;
  readonly insurerName: string | null;
  readonly copay: "3割" | "2割" | "1割" | null;
  readonly receivedOn: string | null;
  readonly facilityName: string | null;
};

export const nothingDeclared: DeclarationFacts = {
  kana: null,
  name: null,
  birthDate: null,
  sex: null,
  address: null,
  insuranceKind: null,
  insurerName: null,
  copay: null,
  receivedOn: null,
  facilityName: null,
};

export function declarationPaper(facts: DeclarationFacts): Paper {
  return {
    title: DECLARATION,
    lead: "医療保険の資格があることを、次のとおり申し立てます。分かるところだけで、差し支えありません。",
    sections: [
      {
        heading: "1　受診される方",
        fields: [
          { label: "フリガナ", value: facts.kana },
          { label: "氏名", value: facts.name },
          { label: "生年月日", value: facts.birthDate },
          choice("性別", ["男", "女"], facts.sex),
          { label: "住所", value: facts.address, lines: 2 },
          { label: "連絡先（電話）", value: null },
        ],
      },
      {
        heading: "2　加入している医療保険",
        fields: [
          choice("保険の種類", insuranceKinds, facts.insuranceKind),
          { label: "保険者等の名称", value: facts.insurerName },
          { label: "勤務先（事業所）の名称", value: null },
          choice("一部負担金の割合", ["3割", "2割", "1割", "分からない"], facts.copay),
        ],
      },
    ],
    statements: [
      "資格が分かったときは、保険者番号と記号・番号を、この窓口に知らせます。",
      "申し立てた割合と正しい割合が違うときは、差額を精算することに同意します。",
      "資格がなかったときは、医療費の全額を負担することに同意します。",
      "書いた内容が、資格を確かめるために保険者へ伝えられることに同意します。",
    ],
    closing: [
      { label: "記入日", value: null },
      { label: "署名（代理の方は続柄も）", value: null },
      { label: "受付日", value: facts.receivedOn },
      { label: "受付した施設", value: facts.facilityName },
    ],
    foot: "架空の実演の様式です。実際の申し立てには、厚生労働省の示す様式を使ってください。",
  };
}

function choice(label: string, words: readonly string[], chosen: string | null): PaperField {
  return { label, value: null, choices: words.map((word) => ({ word, chosen: word === chosen })) };
}
