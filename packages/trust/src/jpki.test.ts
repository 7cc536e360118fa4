/** The days around a certificate's end, by another reckoning: Temporal's calendar and its table of time zones. */
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { JPKI_AUTHENTICATION, lifetimeOf } from "./jpki.ts";

test("every day of a century ends as the calendar of Tokyo says", () => {
  const first = Temporal.Instant.from("2010-01-01T00:00:00Z").epochMilliseconds;
  fc.assert(
    fc.property(fc.nat(100 * 365 * 86_400), (seconds) => {
      const notAfter = first + seconds * 1000;
      const lastDay = Temporal.Instant.fromEpochMilliseconds(notAfter)
        .toZonedDateTimeISO("Asia/Tokyo")
        .toPlainDate();
      const startOf = (day: Temporal.PlainDate): number =>
        day.toZonedDateTime("Asia/Tokyo").epochMilliseconds;
      const usableUntil = lastDay.add({ months: 3 });
      const found = lifetimeOf(JPKI_AUTHENTICATION, { notBefore: first, notAfter });
      expect({ ...found, usableUntil: found.usableUntil.toString() }).toEqual({
        notBefore: first,
        expiringFrom: startOf(lastDay.subtract({ months: 3 })),
        notAfter,
        unusableFrom: startOf(usableUntil.add({ days: 1 })),
        usableUntil: usableUntil.toString(),
      });
    }),
    { numRuns: 1000 },
  );
});
