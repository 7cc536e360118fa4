/** What the office's figures are of. */
import { PREFECTURES } from "@madoguchi/notation";
import { z } from "zod";
import { isFacilityKind } from "../../facilities/index.ts";

export const works = {
  "usage-application": "利用申請",
  "usage-application-by-rule": "利用申請の自動の承認",
  grant: "補助金",
  procedure: "施設の手続き",
  inquiry: "お問い合わせ",
} as const;
export type Work = keyof typeof works;
export const workKeys = [
  "usage-application",
  "grant",
  "procedure",
  "inquiry",
] as const satisfies readonly Work[];

/** What waits for somebody, and what a rule answers. */
export const answeredKeys = [
  "usage-application",
  "usage-application-by-rule",
  "grant",
  "procedure",
  "inquiry",
] as const satisfies readonly Work[];

/** Empty: all. */
export type Scope = { readonly kind: string; readonly prefecture: string };

export const scopeSchema = z.object({
  kind: z
    .string()
    .catch("")
    .transform((text) => (isFacilityKind(text) ? text : "")),
  prefecture: z
    .string()
    .catch("")
    .transform((text) => (PREFECTURES.some(({ code }) => code === text) ? text : "")),
}) satisfies z.ZodType<Scope>;

export function scopeQuery({ kind, prefecture }: Scope): string {
  const query = new URLSearchParams({
    ...(kind !== "" && { kind }),
    ...(prefecture !== "" && { prefecture }),
  }).toString();

  return query === "" ? "" : `?${query}`;
}

/** How many days something has waited, at least. The last one has no end. */
export const ages = [
  { from: 0, name: "1日未満" },
  { from: 1, name: "1日以上3日未満" },
  { from: 3, name: "3日以上7日未満" },
  { from: 7, name: "7日以上14日未満" },
  { from: 14, name: "14日以上" },
] as const;

/** 「5時間」, 「2.5日」 */
export function hoursText(hours: number): string {
  return hours < 48 ? `${Math.round(hours)}時間` : `${(hours / 24).toFixed(1)}日`;
}
