/** Who holds a case, how long it has waited, and how long there is left, as the desk says it. */
import { tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Claim } from "../rules/claims.ts";
import type { Decision } from "../store/held.ts";

/** Of one of several that was not done. */
export const CHANGED_MEANWHILE = "一覧を開いたあとに変わりました。";

export const actionWords = {
  approve: "承認",
  return: "差戻し",
  refuse: "却下",
} as const satisfies Record<Decision["action"], string>;

/** Whoever decided, where a rule may have. */
export function deciderWords({ officialName }: { readonly officialName: string | null }): string {
  return officialName === null ? "自動の審査" : `${officialName} さん`;
}

export function heldByWords({ officialName }: Pick<Claim, "officialName">): string {
  return `${officialName} さんが担当しています。`;
}

/** Days of the calendar, not spans of 24 hours: what came yesterday evening is one day old this morning. */
export function waitWords(since: Temporal.Instant, now: Temporal.Instant): string {
  const days = tokyoDate(since).until(tokyoDate(now)).total("days");

  return days === 0 ? "今日から" : `${days}日待ち`;
}

export function leftWords(on: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const left = today.until(on).total("days");

  return left > 0 ? `あと${left}日` : left === 0 ? "今日まで" : `${-left}日過ぎています`;
}
