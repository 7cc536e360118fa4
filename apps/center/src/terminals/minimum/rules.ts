/** The oldest version of the reception app: when an older one says so, and from when it checks nothing new. */
import { compareVersions, versionSchema } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";

/** Nobody is refused who was not told for so many days. */
export const NOTICE_DAYS = 7;

/** Asks for nothing, as no version is older. */
export const NO_MINIMUM = "0.0.0";

export type AppMinimum = {
  readonly version: string;
  /** The first day on which an older app shows that it is to be replaced. */
  readonly noticeFrom: Temporal.PlainDate;
  /** The first day on which an older app gets no challenge any more. */
  readonly refusedFrom: Temporal.PlainDate;
};

export type DecidedMinimum = AppMinimum & {
  readonly id: string;
  readonly decidedAt: Temporal.Instant;
};

/** `notice`: to be replaced soon. */
export type AppStanding = "current" | "notice" | "refused";

/** An app that says no version, or one that is none of ours, is another's program: it is not judged. */
export function standingOf(
  version: string | null,
  minimum: AppMinimum | null,
  today: Temporal.PlainDate,
): AppStanding {
  if (!minimum || !versionSchema.safeParse(version).success) return "current";
  if (compareVersions(version ?? NO_MINIMUM, minimum.version) >= 0) return "current";
  if (Temporal.PlainDate.compare(today, minimum.refusedFrom) >= 0) return "refused";

  return Temporal.PlainDate.compare(today, minimum.noticeFrom) >= 0 ? "notice" : "current";
}

export type MinimumRefusal =
  /** Not even the center's own page would be let in. */
  | "newer-than-ours"
  /** The day is over, so that some would have been told for a shorter time. */
  | "too-late";
