/**
 * What to charge. Without an answer it follows 保発0710第1号（令和5年7月10日） and the same rule for 施術所: what a paper or a
 * screen proves, and else what the patient states, 3割 unless the age says otherwise.
 */
import { chargeOnPapers, chargedTenths, copayOfAnyAge, copayWord } from "@madoguchi/contract";
import type { CoverageAnswer } from "@madoguchi/contract";
import type { Age, Facts } from "./row.ts";

const statedCopay: Record<Age, string> = {
  unknown: copayOfAnyAge,
  preschool: "2割",
  standard: "3割",
  "from-70": "申し立てのあった割合（1〜3割）",
  "from-75": "申し立てのあった割合（1〜3割）",
};

export function chargeByAge({ age }: Facts): string {
  return chargeOnPapers(statedCopay[age]);
}

/** Of the one coverage that holds. */
export function chargeAsRegistered({ coverages: [coverage] }: Facts): string {
  if (!coverage) {
    return "画面に出ている負担割合です。";
  }
  const tenths = chargedTenths(coverage);
  const limit = coverage.limitCertificate;
  // 03 lowers the price of meals alone.
  const limited =
    limit && limit.classification !== "03"
      ? `ただし、ひと月の支払いは区分${limit.category}の限度額までです。`
      : "";

  return tenths === 0 ? "患者さんの負担はありません。" : `${copayWord(tenths)}です。${limited}`;
}

/** The copay that all of them have in common; null where they differ. */
export function commonTenths(coverages: readonly CoverageAnswer[]): number | null {
  const [tenths, ...others] = new Set(coverages.map(chargedTenths));

  return tenths === undefined || others.length > 0 ? null : tenths;
}
