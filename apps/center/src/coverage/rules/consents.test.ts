import { consentScopes, exampleCoverage } from "@madoguchi/contract";
import type { CoverageAnswer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { consentEnd, standingsOf, withhold } from "./consents.ts";

const instant = (text: string) => Temporal.Instant.from(text);

test.each([
  ["2026-11-22T00:04:00Z", "month", "2026-11-30T15:00:00Z"],
  // Already December in Tokyo.
  ["2026-11-30T15:00:00Z", "month", "2026-12-31T15:00:00Z"],
  ["2026-11-30T14:59:59Z", "month", "2026-11-30T15:00:00Z"],
  ["2024-02-10T00:00:00Z", "month", "2024-02-29T15:00:00Z"],
  ["2026-11-22T14:59:59Z", "day", "2026-11-22T15:00:00Z"],
  ["2026-11-22T15:00:00Z", "day", "2026-11-23T15:00:00Z"],
] as const)("a consent of %s for the %s ends at %s", (given, validity, end) => {
  expect(consentEnd(instant(given), validity).toString()).toBe(end);
});

const anyInstant = fc
  .integer({ min: 1_600_000_000, max: 2_600_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

test("a consent holds from its beginning to its last day in Tokyo, and not a moment longer", () => {
  fc.assert(
    fc.property(anyInstant, fc.constantFrom("day", "month"), (givenAt, validity) => {
      const endsAt = consentEnd(givenAt, validity);
      const given = [{ scope: "limitCertificate", givenAt, endsAt, withdrawnAt: null } as const];
      const at = (now: Temporal.Instant) => standingsOf(given, now);
      expect(at(givenAt).limitCertificate.state).toBe("given");
      expect(at(endsAt.subtract({ nanoseconds: 1 })).limitCertificate.state).toBe("given");
      expect(at(endsAt).limitCertificate.state).toBe("expired");
      const until = Temporal.PlainDate.from(at(givenAt).limitCertificate.until ?? "");
      expect(until.add({ days: 1 }).equals(tokyoDate(endsAt))).toBe(true);
      expect(at(givenAt).specificDiseases).toEqual({ state: "none", givenAt: null, until: null });
    }),
  );
});

test("a consent that was withdrawn is none, as if it had never been", () => {
  const now = instant("2026-11-22T00:04:00Z");
  const given = {
    scope: "specificDiseases",
    givenAt: now,
    endsAt: now.add({ hours: 24 }),
    withdrawnAt: now.add({ hours: 1 }),
  } as const;
  expect(standingsOf([given], now)).toEqual(standingsOf([], now));
});

const certified: CoverageAnswer = {
  ...exampleCoverage,
  elderlyCertificate: { copayTenths: 2, validFrom: "2026-08-01", validTo: null },
  limitCertificate: {
    classification: "01",
    category: "ウ",
    validFrom: "2026-08-01",
    validTo: null,
  },
  specificDiseases: [{ disease: "1", validFrom: "2024-04-01", validTo: null, selfPay: 10_000 }],
};

test("each scope uncovers its own items and no other, and nobody can tell what was withheld", () => {
  const states = fc.constantFrom("given", "none", "expired");
  fc.assert(
    fc.property(fc.record({ limit: states, disease: states }), ({ limit, disease }) => {
      const told = (state: typeof limit) => ({ state, givenAt: null, until: null });
      const consents = { limitCertificate: told(limit), specificDiseases: told(disease) };
      const [shown] = withhold([certified], consents);
      const { limitCertificate, specificDiseases, ...rest } = certified;
      expect(shown).toEqual({
        ...rest,
        limitCertificate: limit === "given" ? limitCertificate : null,
        specificDiseases: disease === "given" ? specificDiseases : [],
      });
      if (consentScopes.every((scope) => consents[scope].state !== "given")) {
        const plain = { ...certified, limitCertificate: null, specificDiseases: [] };
        expect(withhold([certified], consents)).toEqual(withhold([plain], consents));
      }
    }),
  );
});
