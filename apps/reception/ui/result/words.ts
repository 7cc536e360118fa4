/** The answer as the screen shows it: dates and ages in words, the look of an outcome. */
import type { Outcome } from "@madoguchi/contract";
import { age, formatDate, formatDateTime } from "@madoguchi/notation";
import type { IconName, Tone } from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";

/** How an outcome looks: never by colour alone. */
export const outcomeLook = {
  valid: { tone: "success", icon: "success" },
  invalid: { tone: "error", icon: "error" },
  "invalid-newer": { tone: "warning", icon: "warning" },
  none: { tone: "warning", icon: "question" },
  multiple: { tone: "warning", icon: "warning" },
  suspended: { tone: "warning", icon: "clock" },
  unlinked: { tone: "warning", icon: "card" },
  "certificate-expired": { tone: "error", icon: "clock" },
  "certificate-revoked": { tone: "error", icon: "error" },
} satisfies Record<Outcome, { tone: Tone; icon: IconName }>;

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
