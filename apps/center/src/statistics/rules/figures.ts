/** From what a facility did, day by day, to the figures that are shown: one set of definitions for page, file and comparison. */
import { outcomes, outcomeWords } from "@madoguchi/contract";
import type { Outcome } from "@madoguchi/contract";
import type { Temporal } from "temporal-polyfill";
import type { Activity, ActivityWay } from "../../eligibility/index.ts";

export const wayWords = {
  pinCheck: "カード（暗証番号）",
  visualCheck: "カード（顔写真の目視）",
  firstUse: "カード（保険証利用登録）",
  offlineCheck: "カード（オフライン、届いた日）",
  recheck: "再照会（カードなし）",
  bulk: "一括照会",
  terminal: "端末の確かめ",
} as const satisfies Record<ActivityWay, string>;

/** With a card at the counter. An answer after 保険証利用登録 counts as one by PIN, as the card signed it so. */
const cardWays: readonly ActivityWay[] = ["pinCheck", "visualCheck", "firstUse", "offlineCheck"];

export function isByCard({ way }: Pick<Activity, "way">): boolean {
  return cardWays.includes(way);
}

export type Day = {
  readonly day: Temporal.PlainDate;
  /** Answers, whatever they were. */
  readonly answers: number;
  /** Without an answer. */
  readonly problems: number;
};

/** Each day from the first to the last, also those without anything. */
export function byDay(
  activity: readonly Activity[],
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly Day[] {
  const length = from.until(until).days + 1;
  const counts = Array.from({ length }, () => ({ outcome: 0, problem: 0 }));
  for (const { day, kind, count } of activity) {
    const place = counts[from.until(day).days];
    if (place) place[kind] += count;
  }

  return counts.map(({ outcome, problem }, index) => ({
    day: from.add({ days: index }),
    answers: outcome,
    problems: problem,
  }));
}

/** The same by month, for a longer time; a month stands for its first day. */
export function byMonth(days: readonly Day[]): readonly Day[] {
  const months = new Map<string, { day: Temporal.PlainDate; answers: number; problems: number }>();
  for (const { day, answers, problems } of days) {
    const first = day.with({ day: 1 });
    const month = months.get(first.toString()) ?? { day: first, answers: 0, problems: 0 };
    month.answers += answers;
    month.problems += problems;
    months.set(first.toString(), month);
  }

  return [...months.values()];
}

export type Share = { readonly name: string; readonly count: number; readonly share: number };

export function byWay(activity: readonly Activity[]): readonly Share[] {
  const ways = ["pinCheck", "visualCheck", "offlineCheck", "recheck", "bulk"] as const;

  return sharesOf(
    ways.map((way) => [
      wayWords[way],
      sumOf(activity, (each) => each.way === way && each.kind === "outcome"),
    ]),
  );
}

/** Of every 資格有効性 that there can be, also those that did not come up. */
export function byResult(activity: readonly Activity[]): readonly Share[] {
  return sharesOf(
    outcomes.map((outcome) => [outcomeWords[outcome], sumOf(activity, isOutcome(outcome))]),
  );
}

function isOutcome(outcome: Outcome) {
  return (each: Activity): boolean => each.kind === "outcome" && each.result === outcome;
}

export type Trouble = { readonly result: string; readonly count: number };

/** Why there was no answer, the commonest first. */
export function troublesOf(activity: readonly Activity[]): readonly Trouble[] {
  const counts = new Map<string, number>();
  for (const { kind, result, count } of activity) {
    if (kind === "problem") counts.set(result, (counts.get(result) ?? 0) + count);
  }

  return Array.from(counts, ([result, count]) => ({ result, count })).toSorted(
    (left, right) => right.count - left.count || (left.result < right.result ? -1 : 1),
  );
}

function sharesOf(counts: readonly (readonly [string, number])[]): readonly Share[] {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);

  return counts.map(([name, count]) => ({ name, count, share: all === 0 ? 0 : count / all }));
}

export function sumOf(
  activity: readonly Activity[],
  counts: (each: Activity) => boolean = () => true,
): number {
  return activity.reduce((sum, each) => sum + (counts(each) ? each.count : 0), 0);
}

/** What facilities are compared by. */
export const metrics = {
  perDay: { name: "1日あたりのカードでの確認", unit: "件", decimals: 1 },
  validShare: { name: "有効だった割合", unit: "%", decimals: 1 },
  visualShare: { name: "顔写真の目視で確認した割合", unit: "%", decimals: 1 },
  problemShare: { name: "答えが出なかった割合", unit: "%", decimals: 1 },
  cardUse: { name: "マイナ保険証の利用率", unit: "%", decimals: 1 },
} as const;
export type Metric = keyof typeof metrics;
export const metricKeys: readonly Metric[] = [
  "perDay",
  "validShare",
  "visualShare",
  "problemShare",
  "cardUse",
];

export type ActivityMetric = Exclude<Metric, "cardUse">;

/** Of one facility in one span of time; null where nothing was checked with a card. */
export function metricsOf(
  activity: readonly Activity[],
): Readonly<Record<ActivityMetric, number>> | null {
  const byCard = activity.filter(isByCard);
  const answers = byCard.filter(({ kind }) => kind === "outcome");
  const checks = sumOf(answers);
  if (checks === 0) {
    return null;
  }
  const problems = sumOf(byCard) - checks;
  const days = new Set(answers.map(({ day }) => day.toString())).size;

  return {
    perDay: checks / days,
    validShare: (100 * sumOf(answers, isOutcome("valid"))) / checks,
    visualShare: (100 * sumOf(answers, ({ way }) => way === "visualCheck")) / checks,
    problemShare: (100 * problems) / (checks + problems),
  };
}

/** 「12.3件」, 「98.0%」 */
export function metricText(metric: Metric, value: number): string {
  const { unit, decimals } = metrics[metric];

  return `${value.toFixed(decimals)}${unit}`;
}
