/**
 * 保険者番号. Eight digits: 法別 2 + 都道府県 2 + 保険者別 3 + 検証 1. Six digits for 国民健康保険, which has no 法別 number.
 * Leading zeros matter: always a string (厚生省「保険者番号等の設定について」).
 */
import { hasValidCheckDigit } from "./check-digit.ts";
import { prefectureByCode } from "./prefecture.ts";
import type { Prefecture } from "./prefecture.ts";
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";
import { foldCode } from "./text.ts";

export type InsurerKind =
  | "japan-health-insurance-association"
  | "seamens-insurance"
  | "day-labourers"
  | "health-insurance-society"
  | "self-defence-forces"
  | "mutual-aid"
  | "elderly-75"
  | "retirees-of-society"
  | "retirees-of-national-health-insurance"
  | "retirees-of-mutual-aid"
  | "national-health-insurance"
  | "national-health-insurance-society";

/** 法別番号 to what it stands for. */
export const LAW_NUMBERS: Readonly<
  Record<string, { readonly kind: InsurerKind; readonly name: string }>
> = {
  "01": { kind: "japan-health-insurance-association", name: "全国健康保険協会（協会けんぽ）" },
  "02": { kind: "seamens-insurance", name: "船員保険" },
  "03": { kind: "day-labourers", name: "日雇特例被保険者の保険（一般療養）" },
  "04": { kind: "day-labourers", name: "日雇特例被保険者の保険（特別療養費）" },
  "06": { kind: "health-insurance-society", name: "組合管掌健康保険" },
  "07": { kind: "self-defence-forces", name: "自衛官等の療養の給付" },
  "31": { kind: "mutual-aid", name: "国家公務員共済組合" },
  "32": { kind: "mutual-aid", name: "地方公務員等共済組合" },
  "33": { kind: "mutual-aid", name: "警察共済組合" },
  "34": { kind: "mutual-aid", name: "公立学校共済組合・日本私立学校振興・共済事業団" },
  "39": { kind: "elderly-75", name: "後期高齢者医療" },
  "63": { kind: "retirees-of-society", name: "特定健康保険組合（特例退職）" },
  "67": { kind: "retirees-of-national-health-insurance", name: "国民健康保険（退職者医療）" },
  "72": { kind: "retirees-of-mutual-aid", name: "国家公務員特定共済組合（特例退職）" },
  "73": { kind: "retirees-of-mutual-aid", name: "地方公務員等特定共済組合（特例退職）" },
  "74": { kind: "retirees-of-mutual-aid", name: "警察特定共済組合（特例退職）" },
  "75": {
    kind: "retirees-of-mutual-aid",
    name: "公立学校特定共済組合・日本私立学校振興・共済事業団（特例退職）",
  },
};

export type InsurerNumber = {
  /** Eight or six digits. */
  readonly number: string;
  readonly kind: InsurerKind;
  readonly kindName: string;
  /** Undefined for the six-digit form. */
  readonly lawNumber: string | undefined;
  readonly prefecture: Prefecture;
};

export type InsurerNumberProblem =
  | "empty"
  | "not-digits"
  | "old-four-digits"
  | "length"
  | "law-number"
  | "prefecture"
  | "check-digit";

export function parseInsurerNumber(text: string): Result<InsurerNumber, InsurerNumberProblem> {
  const number = foldCode(text);
  if (number === "") return err("empty");
  if (!/^\d+$/.test(number)) return err("not-digits");
  if (number.length === 4) return err("old-four-digits");
  if (number.length !== 6 && number.length !== 8) return err("length");
  const lawNumber = number.length === 8 ? number.slice(0, 2) : undefined;
  const law = lawNumber === undefined ? nationalHealthInsurance(number) : LAW_NUMBERS[lawNumber];
  if (law === undefined) return err("law-number");
  const prefecture = prefectureByCode(number.slice(-6, -4));
  if (prefecture === undefined) return err("prefecture");
  if (!hasValidCheckDigit(number)) return err("check-digit");
  return ok({ number, kind: law.kind, kindName: law.name, lawNumber, prefecture });
}

/** 保険者別番号 from 300 to 399 are the 国民健康保険組合 of a trade; the others are municipalities. */
function nationalHealthInsurance(number: string): { kind: InsurerKind; name: string } {
  return number.charAt(2) === "3"
    ? { kind: "national-health-insurance-society", name: "国民健康保険組合" }
    : { kind: "national-health-insurance", name: "国民健康保険" };
}

/** Right-aligned in eight columns with spaces, as eligibility files and claims write it. */
export function insurerNumberInEight(number: string): string {
  return number.padStart(8, " ");
}

const MESSAGES: Record<InsurerNumberProblem, string> = {
  empty: "保険者番号を入力してください。",
  "not-digits": "保険者番号に数字以外の文字があります。数字だけで入力してください。",
  "old-four-digits":
    "4桁の番号は今は使われていません。患者さんの新しい資格情報で8桁の番号を確かめてください。",
  length: "保険者番号の桁数が違います。国民健康保険は6桁、そのほかは8桁で入力してください。",
  "law-number":
    "はじめの2桁が保険の種類を表す番号ではありません。資格情報の保険者番号と見比べてください。",
  prefecture: "都道府県を表す2桁が01〜47ではありません。資格情報の保険者番号と見比べてください。",
  "check-digit":
    "保険者番号の末尾の検証番号が合いません。資格情報と見比べて、打ち間違いを直してください。",
};

export function insurerNumberMessage(problem: InsurerNumberProblem): string {
  return MESSAGES[problem];
}
