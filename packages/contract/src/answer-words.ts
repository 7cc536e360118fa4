/** An answer's codes in the words of the counter: on the screen, in the terminal, on paper. */
import type { CoverageAnswer, PersonAnswer } from "./answer.ts";
import type { ConsentScope, ConsentStanding } from "./consent.ts";
import type { CheckPurpose } from "./context.ts";
import type { Outcome } from "./outcomes.ts";

export const outcomeWords = {
  valid: "有効",
  invalid: "無効",
  "invalid-newer": "無効（新しい資格あり）",
  none: "該当資格なし",
  multiple: "複数該当",
  suspended: "照会停止中",
  unlinked: "保険証利用登録なし",
  "certificate-expired": "電子証明書の期限切れ",
  "certificate-revoked": "電子証明書の失効",
} as const satisfies Record<Outcome, string>;

/** 資格有効性 (OQSCD006) of the eligibility file. What the registry was not asked about, or must not tell, has none. */
export const validityCodes = {
  valid: "1",
  invalid: "2",
  "invalid-newer": "3",
  none: "4",
  multiple: "5",
  suspended: null,
  unlinked: null,
  "certificate-expired": null,
  "certificate-revoked": null,
} as const satisfies Record<Outcome, "1" | "2" | "3" | "4" | "5" | null>;

/** What the check rested on. */
export const purposeWords = {
  pinCheck: "暗証番号",
  visualCheck: "目視（顔写真）",
} as const satisfies Record<CheckPurpose, string>;

export const sexWords = {
  male: "男",
  female: "女",
  unset: "性別の記載なし",
} as const satisfies Record<PersonAnswer["sex"], string>;

export const relationshipWords = {
  insured: "本人",
  dependent: "家族",
} as const satisfies Record<CoverageAnswer["relationship"], string>;

export const lossWords = {
  "01": "死亡",
  "02": "生活保護の開始",
  "03": "ほかの医療保険の資格取得",
  "99": "その他",
} as const satisfies Record<NonNullable<CoverageAnswer["lossReason"]>, string>;

export const classificationWords = {
  "01": "一般",
  "02": "退職",
  "03": "短期（一般）",
  "04": "短期（退職）",
  "05": "資格証明書（特別療養費）",
  "06": "特例退職",
  "07": "自衛官診療証",
} as const satisfies Record<NonNullable<CoverageAnswer["classification"]>, string>;

type LimitClassification = NonNullable<CoverageAnswer["limitCertificate"]>["classification"];

export const limitWords = {
  "01": "限度額適用認定証",
  "02": "限度額適用・標準負担額減額認定証",
  "03": "標準負担額減額認定証",
} as const satisfies Record<LimitClassification, string>;

/** 限度額適用区分 of the eligibility file by the words in which the answer gives them. */
export const limitCategoryWords = {
  A01: "ア",
  A02: "イ",
  A03: "ウ",
  A04: "エ",
  A05: "オ",
  A06: "オ(境)",
  B01: "現役並みⅢ",
  B02: "現役並みⅡ",
  B03: "現役並みⅠ",
  B04: "一般",
  B05: "低所得Ⅱ",
  B06: "低所得Ⅰ",
  B07: "Ⅰ(老福)",
  B08: "Ⅰ(境)",
  B09: "一般Ⅱ",
  B10: "一般Ⅰ",
} as const;

export const diseaseWords = {
  "1": "人工透析を行う慢性腎不全",
  "2": "先天性血液凝固因子障害",
  "3": "血液製剤によるHIV感染症",
} as const satisfies Record<CoverageAnswer["specificDiseases"][number]["disease"], string>;

export const consentScopeWords = {
  limitCertificate: "限度額",
  specificDiseases: "特定疾病",
} as const satisfies Record<ConsentScope, string>;

export const consentStateWords = {
  given: "同意あり",
  none: "同意なし",
  expired: "同意の期限切れ",
} as const satisfies Record<ConsentStanding["state"], string>;

/** 一部負担金割合 in tenths: 「3割」. */
export function copayWord(tenths: number): string {
  if (tenths === 0) return "負担なし";

  return tenths === 10 ? "10割（全額）" : `${tenths}割`;
}

/**
 * What the patient pays at the counter, in tenths. Whoever is under 特別療養費 pays all of it and is paid back by the insurer
 * (国民健康保険法 §54の3, 高齢者の医療の確保に関する法律 §82); between 70 and 74 the 高齢受給者証 says what (健康保険法 §74).
 */
export function chargedTenths({
  classification,
  elderlyCertificate,
  copayTenths,
}: Pick<CoverageAnswer, "classification" | "elderlyCertificate" | "copayTenths">): number {
  if (classification === "05") return 10;

  return elderlyCertificate?.copayTenths ?? copayTenths;
}

/** The help article about all answers, and of it the row with this code. */
export function helpPath(code: string): string {
  return `/help/answers#${code}`;
}
