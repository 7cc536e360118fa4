/** What the pages of the rule say alike. */
import type { StraightTerms } from "./rules.ts";

export const STRAIGHT = "/office/straight-through";
export const TITLE = "自動の承認の決まり";

export const termsLabels = {
  effectiveFrom: "この決まりの始まりの日",
  isOn: "自動の承認",
  samplePercent: "抜き取って人が審査する割合（%）",
  holdMinutes: "効力が生じるまでに人が止められる時間（分）",
} as const;

export const switchWords = { on: "使う", off: "使わない" } as const;

export function switchedWords({ isOn }: Pick<StraightTerms, "isOn">): string {
  return switchWords[isOn ? "on" : "off"];
}
