/** All that the dashboard shows, of one scope at one moment: for the page, its file and the test alike. */
import { tokyoToday } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import type { Activity } from "../../eligibility/index.ts";
import { byResult, troublesOf } from "../rules/figures.ts";
import type { Share, Trouble } from "../rules/figures.ts";
import type { Span } from "../rules/period.ts";
import type { Stage } from "../rules/stages.ts";
import { progressOf } from "../store/counts.ts";
import { stagesOf } from "../store/stages.ts";
import type { StageCount } from "../store/stages.ts";
import type { Scope } from "./rules.ts";
import { activitySums, answerTimes, heldByOfficial, waitingByAge } from "./store.ts";
import type { AnswerTime, Held, Waiting } from "./store.ts";

const MONTHS_BACK = 11;
const TROUBLE_DAYS = 30;

export type StageRow = Readonly<Record<Stage, number>>;

export type Figures = {
  readonly scope: Scope;
  /** Up to when stages, times and checks are counted; null where nothing was yet. */
  readonly countedAt: Temporal.Instant | null;
  readonly now: StageRow;
  /** At the end of the last month. */
  readonly before: StageRow;
  readonly byKind: ReadonlyMap<string, StageRow>;
  readonly byPrefecture: ReadonlyMap<string, StageRow>;
  readonly times: readonly AnswerTime[];
  readonly span: Span;
  readonly activity: readonly Activity[];
  readonly results: readonly Share[];
  readonly troubles: readonly Trouble[];
  readonly waiting: readonly Waiting[];
  readonly held: readonly Held[];
};

export async function figuresOf({ db, clock }: Center, scope: Scope): Promise<Figures> {
  const today = tokyoToday(clock);
  const month = today.with({ day: 1 });
  const span = { from: today.subtract({ days: TROUBLE_DAYS - 1 }), until: today };
  const [progress, stages, last, times, activity, waiting, held] = await Promise.all([
    progressOf(db),
    stagesOf(db, month),
    stagesOf(db, month.subtract({ months: 1 })),
    answerTimes(db, scope, month.subtract({ months: MONTHS_BACK })),
    activitySums(db, scope, span),
    waitingByAge(db, scope, clock.now()),
    heldByOfficial(db, clock.now()),
  ]);

  return {
    scope,
    countedAt: progress?.countedAt ?? null,
    now: sumOf(inScope(stages, scope)),
    before: sumOf(inScope(last, scope)),
    byKind: sumsBy(inScope(stages, { ...scope, kind: "" }), ({ kind }) => kind),
    byPrefecture: sumsBy(
      inScope(stages, { ...scope, prefecture: "" }),
      (row) => row.prefectureCode,
    ),
    times,
    span,
    activity,
    results: byResult(activity),
    troubles: troublesOf(activity),
    waiting,
    held,
  };
}

function inScope(counts: readonly StageCount[], { kind, prefecture }: Scope): StageCount[] {
  return counts.filter(
    (row) =>
      (kind === "" || row.kind === kind) &&
      (prefecture === "" || row.prefectureCode === prefecture),
  );
}

function sumOf(counts: readonly StageCount[]): StageRow {
  const sum: Record<Stage, number> = {
    registered: 0,
    applied: 0,
    prepared: 0,
    live: 0,
    checked: 0,
    granted: 0,
  };
  for (const { stage, facilities } of counts) sum[stage] += facilities;

  return sum;
}

function sumsBy(
  counts: readonly StageCount[],
  keyOf: (count: StageCount) => string,
): ReadonlyMap<string, StageRow> {
  const groups = Map.groupBy(counts, keyOf);

  return new Map([...groups].map(([key, group]) => [key, sumOf(group)]));
}

/** How many of those who registered came so far; null where nobody registered. */
export function shareOf(row: StageRow, stage: Stage): number | null {
  return row.registered === 0 ? null : row[stage] / row.registered;
}
