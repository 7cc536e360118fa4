/** The answer in the words of the counter. */
import type { CoverageAnswer, Outcome, PersonAnswer } from "@madoguchi/contract";
import { age, formatDate, formatDateTime } from "@madoguchi/notation";
import type { IconName, Tone } from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";

export const outcomeWords = {
  valid: { word: "有効", tone: "success", icon: "success" },
  invalid: { word: "無効", tone: "error", icon: "error" },
  "invalid-newer": { word: "無効（新しい資格あり）", tone: "warning", icon: "warning" },
  none: { word: "該当資格なし", tone: "warning", icon: "question" },
  multiple: { word: "複数該当", tone: "warning", icon: "warning" },
  suspended: { word: "照会停止中", tone: "warning", icon: "clock" },
  unlinked: { word: "保険証利用登録なし", tone: "warning", icon: "card" },
  "certificate-expired": { word: "電子証明書の期限切れ", tone: "error", icon: "clock" },
  "certificate-revoked": { word: "電子証明書の失効", tone: "error", icon: "error" },
} satisfies Record<Outcome, { word: string; tone: Tone; icon: IconName }>;

export const sexWords = {
  male: "男",
  female: "女",
  unset: "性別の記載なし",
} satisfies Record<PersonAnswer["sex"], string>;

export const relationshipWords = {
  insured: "本人",
  dependent: "家族",
} satisfies Record<CoverageAnswer["relationship"], string>;

type LimitClassification = NonNullable<CoverageAnswer["limitCertificate"]>["classification"];

export const limitWords = {
  "01": "限度額適用認定証",
  "02": "限度額適用・標準負担額減額認定証",
  "03": "標準負担額減額認定証",
} satisfies Record<LimitClassification, string>;

export const diseaseWords = {
  "1": "人工透析を行う慢性腎不全",
  "2": "先天性血液凝固因子障害",
  "3": "血液製剤によるHIV感染症",
} satisfies Record<CoverageAnswer["specificDiseases"][number]["disease"], string>;

export const lossWords = {
  "01": "死亡",
  "02": "生活保護の開始",
  "03": "ほかの医療保険の資格取得",
  "99": "その他",
} satisfies Record<NonNullable<CoverageAnswer["lossReason"]>, string>;

/** 「3」 of 「3割」. */
export function copayWord(tenths: number): string {
  return tenths === 0 ? "負担なし" : `${tenths}割`;
}

/** 「昭和55年2月17日」, from ISO 8601. */
export function dateWord(date: string): string {
  return formatDate(Temporal.PlainDate.from(date), { weekday: false });
}

/** 「令和8年8月1日から令和9年7月31日まで」; without an end only the beginning. */
export function periodWord(from: string, to: string | null): string {
  return to === null ? `${dateWord(from)}から` : `${dateWord(from)}から${dateWord(to)}まで`;
}

export function ageOn(birthDate: string, day: string): number {
  return age(Temporal.PlainDate.from(birthDate), Temporal.PlainDate.from(day));
}

/** 「令和8年11月22日（日） 9:04」 */
export function checkedAtWord(instant: string): string {
  return formatDateTime(Temporal.Instant.from(instant));
}
