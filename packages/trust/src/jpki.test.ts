/** The days around a certificate's end, by another reckoning: Temporal's calendar and its table of time zones. */
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { isOneMode } from "./anchor.ts";
import { parseCertificate } from "./certificate.ts";
import { TrustError } from "./der.ts";
import { JPKI_AUTHENTICATION, lifetimeOf, modeOf } from "./jpki.ts";
import { DerReader } from "./der.ts";
import { readName } from "./path/names.ts";
import { der, newKey, oid, testCertificate, text } from "./test-paths.ts";
import { validateAuthCertificate } from "./verdict.ts";

/** As the published roots of 公的個人認証サービス write it. */
const realName = (organisation: string) =>
  readName(
    new DerReader(
      der(
        0x30,
        ...[
          ["2.5.4.6", "JP"],
          ["2.5.4.10", organisation],
          ["2.5.4.11", "JPKI for user authentication"],
          ["2.5.4.11", "Japan Agency for Local Authority Information Systems"],
        ].map(([type = "", value = ""]) => der(0x31, der(0x30, oid(type), text(0x13, value)))),
      ),
    ).any(),
  );

test.each([
  ["JPKI", "01", "real"],
  ["JPKI", "0133c349", "real"],
  ["JPKI", "06d18006", "real"],
  ["JPKI-TEST", "06d18006", "test"],
  ["TEST-PKI", "01", "test"],
])("a root of %s with number %s is %s", (organisation, serial, mode) => {
  expect(modeOf({ subject: realName(organisation), serial })).toBe(mode);
});

test("a root that bears the real name and is of no known generation is none", () => {
  const unknown = { subject: realName("JPKI"), serial: "07" };
  expect(() => modeOf(unknown)).toThrow(new TrustError("anchor-generation"));
});

test("real and test roots are never asked together", async () => {
  const key = newKey();
  const der = testCertificate({
    subject: "Root",
    issuer: "Root",
    serial: 1,
    use: "authority",
    key,
    by: key,
  });
  const certificate = parseCertificate(der);
  const [real, fake] = [
    { certificate, mode: "real" },
    { certificate, mode: "test" },
  ] as const;
  expect([isOneMode([real, real]), isOneMode([]), isOneMode([real, fake])]).toEqual([
    true,
    true,
    false,
  ]);
  const question = { certificate: der, roots: [real, fake], crls: [], at: new Date() };
  await expect(validateAuthCertificate(question)).rejects.toThrow(RangeError);
});

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
      const { expiringFrom, unusableFrom } = found.ending;
      expect([found.notBefore, found.notAfter, expiringFrom, unusableFrom]).toEqual([
        first,
        notAfter,
        startOf(lastDay.subtract({ months: 3 })),
        startOf(usableUntil.add({ days: 1 })),
      ]);
      expect(found.ending.usableUntil.toString()).toBe(usableUntil.toString());
      expect(found.ending.notAfter.epochMilliseconds).toBe(notAfter);
    }),
    { numRuns: 1000 },
  );
});
