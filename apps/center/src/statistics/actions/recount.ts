/** Counting: every hour what is new and the days before it, so that what came late is counted too; or any days anew. */
import { tokyoToday } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { shownGroups } from "../rules/anonymous.ts";
import { recountAnswerTimes, sumDays } from "../dashboard/store.ts";
import { metricKeys } from "../rules/figures.ts";
import { comparedSpan, lastFullMonth } from "../rules/period.ts";
import { activityMedians, cardUseMedians, replaceMedians } from "../store/comparison.ts";
import {
  firstDay,
  holdCounting,
  progressOf,
  recordProgress,
  recountDays,
} from "../store/counts.ts";
import { recountStages } from "../store/stages.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "count-activity": Record<string, unknown>;
  }
}

/** Seven minutes past each hour. */
export const STATISTICS_CRONTAB = "7 * * * * count-activity";

/** Days that are counted again each time. What ends up in the record later than that needs a recount by hand. */
const AGAIN_DAYS = 2;
/** How many days one transaction counts. */
const STEP_DAYS = 31;

type Counting = Pick<Center, "db" | "clock">;

export async function countActivity(center: Counting): Promise<void> {
  const today = tokyoToday(center.clock);
  const progress = await progressOf(center.db);
  const from = progress
    ? progress.countedUntil.subtract({ days: AGAIN_DAYS })
    : await firstDay(center.db);
  await countFrom(center, from ?? today);
}

/** All that was ever counted, or from a day on. @returns the first day that was counted */
export async function recountAll(
  center: Counting,
  from?: Temporal.PlainDate,
): Promise<Temporal.PlainDate> {
  const today = tokyoToday(center.clock);
  const first = from ?? (await firstDay(center.db)) ?? today;
  await countFrom(center, first);
  await transaction(center.db, (tx) =>
    audit(tx, center.clock, {
      action: "statistics.recounted",
      actor: { kind: "system", id: "statistics" },
      facilityId: null,
      subject: { kind: "statistics", id: "check-count" },
      detail: { from: first.toString(), until: today.toString() },
    }),
  );

  return first;
}

/** Each step is one transaction, so that whoever reads sees whole days; a run that broke off goes on where it stopped. */
async function countFrom(center: Counting, first: Temporal.PlainDate): Promise<void> {
  const today = tokyoToday(center.clock);
  for (let from = first; Temporal.PlainDate.compare(from, today) <= 0;) {
    const next = from.add({ days: STEP_DAYS });
    const last = next.subtract({ days: 1 });
    const until = Temporal.PlainDate.compare(last, today) < 0 ? last : today;
    await transaction(center.db, async (tx) => {
      await holdCounting(tx);
      await recountDays(tx, { from, until });
      await sumDays(tx, { from, until });
      await recordProgress(tx, { countedUntil: until, countedAt: center.clock.now() });
    });
    from = next;
  }
  await transaction(center.db, async (tx) => {
    await holdCounting(tx);
    await recountStages(tx, today.with({ day: 1 }));
    await recountAnswerTimes(tx);
    const medians = [
      ...(await activityMedians(tx, comparedSpan(today))),
      ...(await cardUseMedians(tx, lastFullMonth(today))),
    ];
    // Each metric has groups of its own, for not every facility has every figure.
    const shown = metricKeys.flatMap((metric) =>
      shownGroups(medians.filter((median) => median.metric === metric)),
    );
    await replaceMedians(tx, shown);
  });
}
