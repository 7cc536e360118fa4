/** Which notices are shown at a moment: sorted out once, and again when one appears, ends or changes. */
import type { Temporal } from "temporal-polyfill";
import { noticeState } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";

export type Shown<N extends Notice> = {
  /** In the order in which they were given. */
  readonly notices: readonly N[];
  has(number: string): boolean;
};

type Known<N extends Notice> = Shown<N> & {
  readonly of: readonly N[];
  /** In milliseconds; up to `until` nothing appears or ends. */
  readonly from: number;
  readonly until: number;
};

export class NoticeBoard<N extends Notice> {
  #known: Known<N> | null = null;

  /** @param notices another array where any of them has changed */
  at(notices: readonly N[], now: Temporal.Instant): Shown<N> {
    const moment = now.epochMilliseconds;
    const known = this.#known;
    if (known?.of === notices && moment >= known.from && moment < known.until) return known;
    this.#known = sortOut(notices, now);

    return this.#known;
  }
}

function sortOut<N extends Notice>(notices: readonly N[], now: Temporal.Instant): Known<N> {
  const shown = notices.filter((notice) => noticeState(notice, now) === "published");
  const numbers = new Set(shown.map(({ number }) => number));
  const from = now.epochMilliseconds;
  let until = Number.POSITIVE_INFINITY;
  for (const { publishedAt, expiresAt } of notices) {
    for (const change of [publishedAt, expiresAt]) {
      const at = change?.epochMilliseconds ?? from;
      // One within this millisecond may not have come to pass yet.
      if (at >= from && change !== null) until = Math.min(until, at);
    }
  }

  return { notices: shown, has: (number) => numbers.has(number), of: notices, from, until };
}
