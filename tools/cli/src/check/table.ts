/** The answer as a table for a terminal, in the order of the eligibility answer's items. */
import {
  chargedTenths,
  consentScopes,
  consentScopeWords,
  consentStateWords,
  copayWord,
  diseaseWords,
  limitWords,
  lossWords,
  outcomeWords,
  purposeWords,
  relationshipWords,
  sexWords,
} from "@madoguchi/contract";
import type {
  Answer,
  Consents,
  CoverageAnswer,
  Guidance,
  Membership,
  PersonAnswer,
} from "@madoguchi/contract";
import { age, formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

type Row = readonly [label: string, value: string];

const absent = "なし";

/** @returns lines without a newline at the end; the first is the outcome's word alone */
export function answerTable(answer: Answer): string {
  const { outcome, person, coverages, guidance, remarks, asOf } = answer;
  const sections: (readonly Row[])[] = [
    person ? personRows(person, asOf) : [],
    ...coverages.map((coverage) => coverageRows(coverage, outcome === "valid")),
    answer.consents ? consentRows(answer.consents) : [],
    (answer.memberships ?? []).map(membershipRow),
    remarks.map(({ text }): Row => ["お知らせ", text]),
    guidance ? guidanceRows(guidance) : [],
    [
      ["確認した日時", formatDateTime(Temporal.Instant.from(answer.checkedAt))],
      ...wayRows(answer),
      ...(answer.facility ? [facilityRow(answer.facility)] : []),
      ["確認番号", answer.checkId],
    ],
  ];
  const width = Math.max(...sections.flat().map(([label]) => label.length)) + 1;
  // Every character of a label is two columns wide, and so is the space that fills it up.
  const line = ([label, value]: Row) => `${label.padEnd(width, "　")}${value}`;

  return [
    outcomeWords[outcome],
    ...sections.filter((rows) => rows.length > 0).flatMap((rows) => ["", ...rows.map(line)]),
  ].join("\n");
}

/** Whatever is not the usual way. */
function wayRows({ recheck, purpose }: Answer): Row[] {
  if (recheck) return [["確認方法", `再照会（カードなし）。もとの確認は${purposeWords[purpose]}`]];

  return rowIf(purpose !== "pinCheck", "確認方法", purposeWords[purpose]);
}

function facilityRow({ name, code }: NonNullable<Answer["facility"]>): Row {
  return ["確認した施設", `${name}（${code}）`];
}

function membershipRow({ insurerName, text, nextStep }: Membership): Row {
  return ["健診の契約", `${insurerName}：${text}${nextStep ?? ""}`];
}

function personRows({ name, kana, sex, birthDate }: PersonAnswer, asOf: string): Row[] {
  const years = age(Temporal.PlainDate.from(birthDate), Temporal.PlainDate.from(asOf));

  return [
    ["フリガナ", kana],
    ["氏名", name],
    ["性別", sexWords[sex]],
    ["生年月日", `${day(birthDate)}（${years}歳）`],
  ];
}

/** @param stands whether this is what to charge by: an ended coverage and one of several are not */
function coverageRows(coverage: CoverageAnswer, stands: boolean): Row[] {
  const { preschool, disqualifiedOn, lossReason, insuredName } = coverage;
  const copay = `${copayWord(chargedTenths(coverage))}${preschool ? "（未就学のお子さん）" : ""}`;
  const loss = lossReason === null ? "" : `（${lossWords[lossReason]}）`;

  return [
    ...rowIf(stands, "自己負担", copay),
    ["保険者番号", coverage.insurerNumber],
    ["保険者名", coverage.insurerName],
    ["記号", coverage.symbol ?? absent],
    ["番号", coverage.number],
    ["枝番", coverage.branch ?? absent],
    ["本人・家族", relationshipWords[coverage.relationship]],
    ...rowIf(insuredName !== null, "被保険者氏名", insuredName ?? absent),
    ["資格取得", day(coverage.qualifiedOn)],
    ...rowIf(disqualifiedOn !== null, "資格喪失", `${dayOrNone(disqualifiedOn)}${loss}`),
    ["有効期限", dayOrNone(coverage.validTo)],
    ...certificateRows(coverage),
  ];
}

function certificateRows(coverage: CoverageAnswer): Row[] {
  const { elderlyCertificate: elderly, limitCertificate: limit, specificDiseases } = coverage;
  const rows: Row[] = [];
  if (elderly) {
    rows.push(["高齢受給者証", `${copayWord(elderly.copayTenths)} ${period(elderly)}`]);
  }
  if (limit) {
    const words = `${limitWords[limit.classification]} 区分${limit.category}`;
    rows.push(["限度額", `${words} ${period(limit)}`]);
  }
  for (const disease of specificDiseases) {
    const words = `${diseaseWords[disease.disease]} 自己負担限度額${formatYen(disease.selfPay)}`;
    rows.push(["特定疾病", `${words} ${period(disease)}`]);
  }

  return rows;
}

/** 「同意あり（令和8年8月31日まで）」 */
function consentRows(consents: Consents): Row[] {
  return consentScopes.map((scope) => {
    const { state, until } = consents[scope];
    const end = until === null ? "" : `（${day(until)}まで）`;

    return [`${consentScopeWords[scope]}同意`, `${consentStateWords[state]}${end}`];
  });
}

function guidanceRows({ cause, patientWords, nextSteps, charge }: Guidance): Row[] {
  return [
    ["理由", cause],
    ["患者さんへ", `「${patientWords}」`],
    ...nextSteps.map((step, index): Row => [
      index === 0 ? "次にすること" : "",
      `${index + 1}. ${step}`,
    ]),
    ["お会計", charge],
  ];
}

function rowIf(shown: boolean, label: string, value: string): Row[] {
  return shown ? [[label, value]] : [];
}

function day(date: string): string {
  return formatDate(Temporal.PlainDate.from(date), { weekday: false });
}

function dayOrNone(date: string | null): string {
  return date === null ? absent : day(date);
}

function period({ validFrom, validTo }: { validFrom: string; validTo: string | null }): string {
  return `${day(validFrom)}から${validTo === null ? "" : `${day(validTo)}まで`}`;
}
