/** 再照会: which earlier check may be gone by, until when, how often a day, and how a name is searched for. */
import type { ProblemSlug } from "@madoguchi/contract";
import { TOKYO } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";

/** Of one terminal, in a day, where the facility has no limits of its own. */
export const usualLimits = { rechecks: 200, lists: 500 } as const;

export const LISTED = 50;

export type RecheckRefusal = Extract<ProblemSlug, `recheck-${string}`>;

type EarlierCheck = {
  readonly checkedAt: Temporal.Instant;
  /** Null where the card led to nobody. */
  readonly personId: string | null;
};

export const can = {
  /** True, or why not. The record is the facility's own: nobody else's is found. */
  recheck: (
    earlier: EarlierCheck | undefined,
    isRecheck: boolean,
    now: Temporal.Instant,
  ): true | RecheckRefusal => {
    if (isRecheck) return "recheck-not-by-card";
    if (!earlier) return "recheck-unknown";
    if (earlier.personId === null) return "recheck-nobody";

    return isSameMonth(earlier.checkedAt, now) || "recheck-other-month";
  },
};

export function isSameMonth(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return startOfMonth(a).equals(startOfMonth(b));
}

/** 0:00 of the month's first day in Tokyo. */
export function startOfMonth(instant: Temporal.Instant): Temporal.Instant {
  const local = instant.toZonedDateTimeISO(TOKYO);

  return local.with({ day: 1 }).startOfDay().toInstant();
}

/** As names are compared while searched for: katakana in full width, without spaces. */
export function kanaPrefix(typed: string): string {
  return typed
    .normalize("NFKC")
    .replaceAll(/\s/gu, "")
    .replaceAll(/[ぁ-ゖ]/gu, (hiragana) =>
      String.fromCharCode(hiragana.charCodeAt(0) + KATAKANA_AFTER_HIRAGANA),
    );
}

const KATAKANA_AFTER_HIRAGANA = 0x60;
