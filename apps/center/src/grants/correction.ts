/** What an applicant is told of a grant application that came back. */
import type { Correction } from "../desk/index.ts";
import { parts } from "./rules/application.ts";

export const correction: Correction = {
  title: "補助金の申請",
  noun: "申請",
  fieldLabels: parts,
  pathOf: (id) => `/grants/${id}`,
  after: [
    "期限を過ぎると、修正を提出できません。不交付になることがあります。",
    "不交付になっても、受付期間の中であれば、もう一度申請できます。",
  ],
};

/** 「領収書」; 「申請の全体」 where it is said of the whole. */
export function pointLabel(field: string): string {
  return correction.fieldLabels[field] ?? "申請の全体";
}
