/** When an address is asked again for its list: every night, more often where the list in force nears its end, later and later after failures. */
import { TOKYO } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export type FetchOutcome = "swapped" | "same" | "refused" | "unreachable";

/** What is known of one address. */
export type AddressStanding = {
  /** The newest first. */
  readonly attempts: readonly { readonly at: Temporal.Instant; readonly outcome: FetchOutcome }[];
  /** Of the list in force that came from there; null where there is none. */
  readonly nextUpdate: Temporal.Instant | null;
};

/** Before the first patients, and after the lists of a day are usually made. */
const NIGHT = Temporal.PlainTime.from("02:40");
/** So long before its nextUpdate a list begins to be looked after. */
const URGENT_HOURS = 6;
const URGENT_MINUTES = 15;
const FIRST_RETRY_MINUTES = 5;
const LAST_RETRY_MINUTES = 240;

/** An instant that has passed means: now. */
export function dueAt(
  { attempts, nextUpdate }: AddressStanding,
  now: Temporal.Instant,
): Temporal.Instant {
  const [last] = attempts;
  if (last === undefined) {
    return now;
  }
  const failures = attempts.findIndex(({ outcome }) => isGood(outcome));
  const regular =
    failures === 0
      ? nightAfter(last.at)
      : last.at.add({ minutes: retryMinutes(failures < 0 ? attempts.length : failures) });
  const urgent =
    nextUpdate === null ||
    Temporal.Instant.compare(now.add({ hours: URGENT_HOURS }), nextUpdate) >= 0;

  return urgent ? earlier(regular, last.at.add({ minutes: URGENT_MINUTES })) : regular;
}

export function isGood(outcome: FetchOutcome): boolean {
  return outcome === "swapped" || outcome === "same";
}

/** 5, 10, 20 and so on, up to four hours. */
function retryMinutes(failures: number): number {
  return Math.min(FIRST_RETRY_MINUTES * 2 ** (failures - 1), LAST_RETRY_MINUTES);
}

function nightAfter(instant: Temporal.Instant): Temporal.Instant {
  const local = instant.toZonedDateTimeISO(TOKYO);
  const tonight = local.withPlainTime(NIGHT);
  const isLater = Temporal.ZonedDateTime.compare(tonight, local) > 0;

  return (isLater ? tonight : tonight.add({ days: 1 })).toInstant();
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}
