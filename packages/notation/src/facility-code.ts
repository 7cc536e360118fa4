/**
 * 医療機関コード: 都道府県 2 + 点数表 1 + 郡市区 2 + 医療機関 4 + 検証 1 = 10 digits. The check digit covers all ten, though people know
 * the last seven by heart, so a form may ask for the three pieces.
 */
import { hasValidCheckDigit } from "./check-digit.ts";
import { prefectureByCode } from "./prefecture.ts";
import type { Prefecture } from "./prefecture.ts";
import { err, ok } from "./result.ts";
import type { Result } from "./result.ts";
import { foldListedCode } from "./text.ts";

/** 点数表番号, the third digit. */
export const FEE_SCHEDULES = {
  "1": "医科",
  "3": "歯科",
  "4": "調剤",
  "6": "訪問看護",
} as const;

export type FeeSchedule = keyof typeof FEE_SCHEDULES;

export type FacilityCode = {
  /** Ten digits. */
  readonly code: string;
  readonly prefecture: Prefecture;
  readonly feeSchedule: FeeSchedule;
  /** The seven digits that the institution knows as its own. */
  readonly number: string;
};

export type FacilityCodeProblem =
  | "empty"
  | "not-digits"
  | "seven-digits"
  | "length"
  | "prefecture"
  | "fee-schedule"
  | "check-digit";

export function parseFacilityCode(text: string): Result<FacilityCode, FacilityCodeProblem> {
  const code = foldListedCode(text);
  if (code === "") return err("empty");
  if (!/^\d+$/.test(code)) return err("not-digits");
  if (code.length === 7) return err("seven-digits");
  if (code.length !== 10) return err("length");
  const prefecture = prefectureByCode(code.slice(0, 2));
  if (prefecture === undefined) return err("prefecture");
  const feeSchedule = code.charAt(2);
  if (!isFeeSchedule(feeSchedule)) return err("fee-schedule");
  if (!hasValidCheckDigit(code)) return err("check-digit");
  return ok({ code, prefecture, feeSchedule, number: code.slice(3) });
}

export function parseFacilityCodeParts(parts: {
  readonly prefecture: string;
  readonly feeSchedule: string;
  readonly number: string;
}): Result<FacilityCode, FacilityCodeProblem> {
  const prefecture = foldListedCode(parts.prefecture);
  const feeSchedule = foldListedCode(parts.feeSchedule);
  const number = foldListedCode(parts.number);
  if (number === "") return err("empty");
  if (prefectureByCode(prefecture) === undefined) return err("prefecture");
  if (!isFeeSchedule(feeSchedule)) return err("fee-schedule");
  if (!/^\d+$/.test(number)) return err("not-digits");
  if (number.length !== 7) return err("length");
  return parseFacilityCode(prefecture + feeSchedule + number);
}

export function isFeeSchedule(text: string): text is FeeSchedule {
  return Object.hasOwn(FEE_SCHEDULES, text);
}

const MESSAGES: Record<FacilityCodeProblem, string> = {
  empty: "医療機関コードを入力してください。",
  "not-digits": "医療機関コードに数字以外の文字があります。数字だけで入力してください。",
  "seven-digits":
    "7桁では都道府県と点数表が分かりません。先頭に都道府県2桁と点数表1桁を加え、10桁で入力してください。",
  length:
    "医療機関コードの桁数が違います。都道府県2桁、点数表1桁、番号7桁の順に10桁で入力してください。",
  prefecture: "はじめの2桁が都道府県の番号（01〜47）ではありません。都道府県を確かめてください。",
  "fee-schedule":
    "3桁目が点数表の番号ではありません。医科は1、歯科は3、調剤は4、訪問看護は6を入力してください。",
  "check-digit":
    "医療機関コードの末尾の検証番号が合いません。指定通知書と見比べて、打ち間違いを直してください。",
};

export function facilityCodeMessage(problem: FacilityCodeProblem): string {
  return MESSAGES[problem];
}
