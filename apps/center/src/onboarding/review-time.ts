/** When an applicant may expect an answer: from how long reviews really took, or from the usual time while there are too few. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

/** Reviews of this many days back count. */
export const REVIEW_WINDOW_DAYS = 90;
/** Below this many, their median says nothing. */
const REVIEW_MINIMUM = 5;

export type ReviewTimes = {
  readonly count: number;
  /** From handing in to the official's answer; null where there is none. */
  readonly medianHours: number | null;
  /** What the office aims at, and what applicants are told while there is too little to reckon from. */
  readonly goalDays: number;
};

export type Expectation = {
  readonly days: number;
  /** How many reviews it rests on; null where there were too few. */
  readonly reviews: number | null;
};

export function expectationOf({ count, medianHours, goalDays }: ReviewTimes): Expectation {
  return medianHours !== null && count >= REVIEW_MINIMUM
    ? { days: Math.max(1, Math.ceil(medianHours / 24)), reviews: count }
    : { days: goalDays, reviews: null };
}

/** Where a rule may approve; it never refuses. */
export const AUTOMATIC_WORDS =
  "審査の一部は自動で行います。自動で承認できないときは、担当者が審査します。";

/** For who has not handed in yet. */
export function durationWords({ days, reviews }: Expectation): string {
  return reviews === null
    ? `結果は${days}日ほどでお知らせする目安です。最近の審査が少ないため、実績からの計算ではありません。`
    : `過去${REVIEW_WINDOW_DAYS}日に終わった審査${reviews}件の半分は、${days}日以内に終わりました。`;
}

/** For who waits since `submittedAt`. */
export function waitingWords(
  expectation: Expectation,
  submittedAt: Temporal.Instant,
  today: Temporal.PlainDate,
): readonly string[] {
  const day = tokyoDate(submittedAt).add({ days: expectation.days });

  return Temporal.PlainDate.compare(day, today) < 0
    ? [
        `${formatDate(day)}ごろの見込みでしたが、時間がかかっています。`,
        "お急ぎのときは、下のコールセンターへお電話ください。",
      ]
    : [`結果は、${formatDate(day)}ごろの見込みです。`, durationWords(expectation)];
}
