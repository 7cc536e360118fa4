/** Until when each item should be done: counted back from the day of going live, or the end of the grant's intake. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { ItemKey, Standing } from "./checklist.ts";

/** Days before going live; reviews and deliveries take their time. */
const leadDays = {
  select: 21,
  buy: 14,
  application: 14,
  registration: 7,
  setup: 7,
  reception: 3,
  goLive: 0,
} as const satisfies Partial<Record<ItemKey, number>>;

export type Due = {
  readonly on: Temporal.PlainDate;
  /** `deadline` is the authority's and ends something; `goal` is the facility's own plan. */
  readonly kind: "goal" | "deadline";
};

export function dueOf(key: ItemKey, standing: Standing): Due | null {
  const { goLiveOn, application, grant } = standing;
  if (key === "documents" || key === "grant") {
    // An intake ends at 0:00 of the day after its last.
    return grant.deadline
      ? { on: tokyoDate(grant.deadline.subtract({ seconds: 1 })), kind: "deadline" }
      : null;
  }
  const goal = goLiveOn ?? application?.plannedStartOn ?? null;

  return goal && { on: goal.subtract({ days: leadDays[key] }), kind: "goal" };
}

/** 「期限：令和8年1月31日（土）（あと70日）」 */
export function dueWords({ on, kind }: Due, today: Temporal.PlainDate): string {
  const left = today.until(on).total("days");
  const word = kind === "deadline" ? "期限" : "目安";
  const rest = left > 0 ? `（あと${left}日）` : left === 0 ? "（今日まで）" : "（過ぎています）";

  return `${word}：${formatDate(on)}${rest}`;
}
