/** What stands against a version of a programme beside what stands against any proposal. */
import { Temporal } from "temporal-polyfill";

/** Of whatever holds from a day on. */
export type StartRefusal =
  /** Its first day is over or today: who applied this morning would have been judged otherwise. */
  "too-late" | "not-after-newest";

export type VersionRefusal =
  | StartRefusal
  | "code-taken"
  /** There is no programme of which it would be a version. */
  | "no-programme"
  /** Less than what has been promised already. */
  | "budget-promised";

/** @param newestFrom first day of the newest version; null for a new programme */
export function refuseStart(
  effectiveFrom: Temporal.PlainDate,
  newestFrom: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
): StartRefusal | null {
  if (Temporal.PlainDate.compare(effectiveFrom, today) <= 0) return "too-late";

  return newestFrom && Temporal.PlainDate.compare(effectiveFrom, newestFrom) <= 0
    ? "not-after-newest"
    : null;
}
