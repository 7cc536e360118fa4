/** Instants on their way to PostgreSQL and back: several with every check, so the usual ones are read and written by hand. */
import { Temporal } from "temporal-polyfill";

/** 「2026-11-22 00:04:59.123456+00」, in JSON 「2026-11-22T00:04:59.123456+00:00」. By hand in UTC, as servers mostly are. */
export function instantOf(text: string): Temporal.Instant {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00(?::00)?$/.exec(text);
  if (!match) return Temporal.Instant.from(text.replace(" ", "T"));
  const [, date, time, fraction = ""] = match;
  const microseconds = Number(fraction.padEnd(6, "0"));

  return new Temporal.Instant(
    BigInt(Date.parse(`${date}T${time}Z`)) * 1_000_000n + BigInt(microseconds * 1000),
  );
}

/** By hand where it is a whole millisecond, as a clock's are. */
export function instantText(instant: Temporal.Instant): string {
  const { epochMilliseconds, epochNanoseconds } = instant;

  return epochNanoseconds === BigInt(epochMilliseconds) * 1_000_000n
    ? new Date(epochMilliseconds).toISOString()
    : instant.toString();
}
