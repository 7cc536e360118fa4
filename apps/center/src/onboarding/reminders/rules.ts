/** When a facility is reminded of its preparations: seldom, only of what it can do itself, and never against its will. */
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { nextItem, standingOf } from "../checklist.ts";
import type { ItemKey, Standing } from "../checklist.ts";
import { dueOf } from "../due.ts";

/** Never more than one in this many days, whatever it is about. */
export const REMINDER_DAYS = 7;
/** Whoever is at work is left alone. */
const QUIET_DAYS = 7;
/** Close to a date, less quiet is needed. */
const NEAR_DAYS = 3;
/** So many in vain are enough. */
export const REMINDERS_IN_VAIN = 8;

export type ReminderKind = "next-step" | "go-live";

export type Reminder = { readonly kind: ReminderKind; readonly item: ItemKey };

export type ReminderFacts = {
  readonly standing: Standing;
  /** When reminders were sent, the newest first. */
  readonly sentAt: readonly Temporal.Instant[];
  readonly stopped: boolean;
};

export function reminderOf(
  { standing, sentAt, stopped }: ReminderFacts,
  now: Temporal.Instant,
): Reminder | null {
  const [last] = sentAt;
  if (stopped || (last && daysSince(last, now) < REMINDER_DAYS)) {
    return null;
  }
  const item = nextItem(standingOf(standing));
  const active = lastActivity(standing);
  const inVain = sentAt.filter((at) => Temporal.Instant.compare(at, active) > 0).length;
  if (!item || inVain >= REMINDERS_IN_VAIN) {
    return null;
  }
  // A card was checked: the one thing that is missing is asked for at once.
  if (item === "goLive" && standing.firstCheckAt) {
    return { kind: "go-live", item };
  }
  const due = dueOf(item, standing);
  const near = due && tokyoDate(now).until(due.on).total("days") <= NEAR_DAYS;
  const quiet = daysSince(active, now);

  return quiet >= (near ? 1 : QUIET_DAYS) ? { kind: "next-step", item } : null;
}

/** The last sign of life: what the facility, or the office for it, did last. */
function lastActivity(standing: Standing): Temporal.Instant {
  const { registeredAt, ticks, application, deviceChoice, terminals, firstCheckAt, grant } =
    standing;
  const signs = [
    registeredAt,
    ...ticks.map(({ tickedAt }) => tickedAt),
    application?.updatedAt,
    deviceChoice?.chosenAt,
    terminals.firstRegisteredAt,
    firstCheckAt,
    grant.at,
  ].filter((at) => at !== null && at !== undefined);

  return signs.reduce((left, right) => (Temporal.Instant.compare(left, right) < 0 ? right : left));
}

function daysSince(instant: Temporal.Instant, now: Temporal.Instant): number {
  return now.since(instant).total("hours") / 24;
}
