/**
 * The answer as lines of label and value, as programs that listen to the clipboard read them: a tab between, sections by a line of
 * their own. 高齢受給者証 repeats labels of the insurance itself, so it stands after 裏面記載情報, where no reader takes one for the other.
 */
import {
  classificationWords,
  copayWord,
  diseaseWords,
  limitWords,
  lossWords,
  outcomeWords,
  relationshipWords,
  sexWords,
} from "@madoguchi/contract";
import type { Answer, CoverageAnswer, PersonAnswer } from "@madoguchi/contract";
import { formatDate, formatPostalCode, formatYen } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

type Line = readonly [label: string, value: string | null | undefined];

/** Several coverages, each with its own section, follow one another with an empty line between. */
export function labelText(answer: Answer): string {
  const { coverages, outcome } = answer;
  const texts = (coverages.length === 0 ? [null] : coverages).map((coverage) =>
    linesOf(answer, coverage).join("\r\n"),
  );
  const lead = outcome === "valid" ? [] : [`結果\t${outcomeWords[outcome]}`];

  return `${[...lead, ...texts].join("\r\n\r\n")}\r\n`;
}

function linesOf({ asOf, person }: Answer, coverage: CoverageAnswer | null): string[] {
  return [
    "資格情報",
    `確認日 : \t${dayWord(asOf)}`,
    ...written([...insuranceLines(coverage), ...personLines(person), ...periodLines(coverage)]),
    "裏面記載情報",
    ...written(otherNameLines(person)),
    ...section("高齢受給者証", elderlyLines(coverage)),
    ...section("特定疾病療養受療証", diseaseLines(coverage)),
    ...section("限度額適用認定証", limitLines(coverage)),
  ];
}

function insuranceLines(coverage: CoverageAnswer | null): Line[] {
  if (coverage === null) return [];

  return [
    ["証区分", coverage.classification && classificationWords[coverage.classification]],
    ["保険者番号", coverage.insurerNumber],
    ["保険者名", coverage.insurerName],
    ["記号", coverage.symbol],
    ["番号", coverage.number],
    ["枝番", coverage.branch],
    ["本人・家族の別", relationshipWords[coverage.relationship]],
    ["被保険者氏名", coverage.insuredName],
    ["負担割合", copayWord(coverage.copayTenths)],
  ];
}

function personLines(person: PersonAnswer | null): Line[] {
  if (person === null) return [];

  return [
    ["フリガナ", person.kana],
    ["氏名", person.name],
    ["性別", sexWords[person.sex]],
    ["生年月日", dayWord(person.birthDate)],
    ["郵便番号", person.postalCode && formatPostalCode(person.postalCode)],
    ["住所", person.address],
  ];
}

function periodLines(coverage: CoverageAnswer | null): Line[] {
  if (coverage === null) return [];
  const { lossReason } = coverage;

  return [
    ["資格取得年月日", dayWord(coverage.qualifiedOn)],
    ["資格喪失年月日", dayWord(coverage.disqualifiedOn)],
    ["資格喪失の理由", lossReason && lossWords[lossReason]],
    ["証交付日", dayWord(coverage.issuedOn)],
    ["有効開始日", dayWord(coverage.validFrom)],
    ["有効終了日", dayWord(coverage.validTo)],
    ["未就学", coverage.preschool ? "該当" : null],
  ];
}

function otherNameLines(person: PersonAnswer | null): Line[] {
  return [
    ["氏名", person?.nameOther],
    ["氏名カナ", person?.kanaOther],
  ];
}

function elderlyLines(coverage: CoverageAnswer | null): Line[] {
  const elderly = coverage?.elderlyCertificate;
  if (!elderly) return [];

  return [
    ["証交付日", dayWord(elderly.issuedOn)],
    ["有効開始日", dayWord(elderly.validFrom)],
    ["有効終了日", dayWord(elderly.validTo)],
    ["負担割合", copayWord(elderly.copayTenths)],
  ];
}

function diseaseLines(coverage: CoverageAnswer | null): Line[] {
  return (coverage?.specificDiseases ?? []).flatMap((each): Line[] => [
    ["認定疾病", diseaseWords[each.disease]],
    ["交付年月日", dayWord(each.issuedOn)],
    ["有効開始年月日", dayWord(each.validFrom)],
    ["有効終了年月日", dayWord(each.validTo)],
    ["自己負担限度額", formatYen(each.selfPay)],
  ]);
}

function limitLines(coverage: CoverageAnswer | null): Line[] {
  const limit = coverage?.limitCertificate;
  if (!limit) return [];

  return [
    ["区分", limitWords[limit.classification]],
    ["適用区分", limit.category],
    ["交付年月日", dayWord(limit.issuedOn)],
    ["有効開始年月日", dayWord(limit.validFrom)],
    ["有効終了年月日", dayWord(limit.validTo)],
    ["長期入院該当年月日", dayWord(limit.longTermFrom)],
  ];
}

/** A section of which nothing is known is left out. */
function section(title: string, lines: readonly Line[]): string[] {
  const known = lines.filter(([, value]) => value !== null && value !== undefined);

  return known.length === 0 ? [] : [title, ...written(known)];
}

/** An item without a value keeps its line, so that whoever reads sees that there is none. */
function written(lines: readonly Line[]): string[] {
  return lines.map(([label, value]) => `${label}\t${(value ?? "").replaceAll(/[\t\r\n]+/gu, " ")}`);
}

function dayWord(day: string | null | undefined): string | null {
  return day === null || day === undefined
    ? null
    : formatDate(Temporal.PlainDate.from(day), { weekday: false });
}
