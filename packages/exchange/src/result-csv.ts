/** The answer as a table with one row for each coverage, for a program that takes in CSV, and for a spreadsheet. */
import {
  classificationWords,
  lossWords,
  outcomeWords,
  relationshipWords,
  sexWords,
} from "@madoguchi/contract";
import type { Answer, CoverageAnswer } from "@madoguchi/contract";
import { csvLine } from "@madoguchi/notation";
import { writtenIn } from "./written-file.ts";
import type { FileEncoding, WrittenFile } from "./written-file.ts";

type Value = string | null | undefined;
type Column = readonly [
  title: string,
  value: (answer: Answer, coverage: CoverageAnswer | null) => Value,
];

const columns: readonly Column[] = [
  ["確認日", ({ asOf }) => asOf],
  ["結果", ({ outcome }) => outcomeWords[outcome]],
  ["フリガナ", ({ person }) => person?.kana],
  ["氏名", ({ person }) => person?.name],
  ["性別", ({ person }) => person && sexWords[person.sex]],
  ["生年月日", ({ person }) => person?.birthDate],
  ["郵便番号", ({ person }) => person?.postalCode],
  ["住所", ({ person }) => person?.address],
  ["証区分", (_, each) => each?.classification && classificationWords[each.classification]],
  ["保険者番号", (_, each) => each?.insurerNumber],
  ["保険者名", (_, each) => each?.insurerName],
  ["記号", (_, each) => each?.symbol],
  ["番号", (_, each) => each?.number],
  ["枝番", (_, each) => each?.branch],
  ["本人・家族の別", (_, each) => each && relationshipWords[each.relationship]],
  ["被保険者氏名", (_, each) => each?.insuredName],
  ["資格取得年月日", (_, each) => each?.qualifiedOn],
  ["資格喪失年月日", (_, each) => each?.disqualifiedOn],
  ["資格喪失の理由", (_, each) => each?.lossReason && lossWords[each.lossReason]],
  ["有効開始日", (_, each) => each?.validFrom],
  ["有効終了日", (_, each) => each?.validTo],
  ["負担割合（割）", (_, each) => each && String(each.copayTenths)],
  ["未就学", (_, each) => (each?.preschool === true ? "該当" : null)],
  ["高齢受給者証の負担割合（割）", (_, each) => tenthsOf(each?.elderlyCertificate)],
  ["高齢受給者証の有効開始日", (_, each) => each?.elderlyCertificate?.validFrom],
  ["高齢受給者証の有効終了日", (_, each) => each?.elderlyCertificate?.validTo],
  ["限度額の適用区分", (_, each) => each?.limitCertificate?.category],
  ["限度額の有効開始日", (_, each) => each?.limitCertificate?.validFrom],
  ["限度額の有効終了日", (_, each) => each?.limitCertificate?.validTo],
  ["特定疾病", (_, each) => each?.specificDiseases.map(({ disease }) => disease).join(" ")],
  [
    "特定疾病の自己負担限度額",
    (_, each) => each?.specificDiseases.map(({ selfPay }) => selfPay).join(" "),
  ],
];

/** Excel takes UTF-8 for what it is only behind a byte order mark. */
const BYTE_ORDER_MARK = "\ufeff";

/** @returns ● where Shift_JIS has no such character; nothing in it runs as a formula */
export function resultCsv(answer: Answer, { encoding }: { encoding: FileEncoding }): WrittenFile {
  const { coverages } = answer;
  const rows = (coverages.length === 0 ? [null] : coverages).map((coverage) =>
    columns.map(([, value]) => value(answer, coverage) ?? ""),
  );
  const text = [columns.map(([title]) => title), ...rows]
    .map((fields) => csvLine(fields, "escaped"))
    .join("");

  return writtenIn(encoding, encoding === "utf-8" ? BYTE_ORDER_MARK + text : text);
}

function tenthsOf(elderly: CoverageAnswer["elderlyCertificate"] | undefined): Value {
  return elderly && String(elderly.copayTenths);
}
