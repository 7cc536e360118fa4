/** 限度額 and 特定疾病: told only while the patient's consent to this facility holds. */
import { consentScopes } from "@madoguchi/contract";
import type {
  Consents,
  ConsentScope,
  ConsentStanding,
  CoverageAnswer,
  Outcome,
} from "@madoguchi/contract";
import { startOfDay, tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export type ConsentValidity = "day" | "month";

/** The last word of one person to one facility about one scope. */
export type GivenConsent = {
  readonly scope: ConsentScope;
  readonly givenAt: Temporal.Instant;
  /** The first moment without it. */
  readonly endsAt: Temporal.Instant;
  readonly withdrawnAt: Temporal.Instant | null;
};

/** The midnight in Tokyo that ends the day, or the month, in which it is given. */
export function consentEnd(now: Temporal.Instant, validity: ConsentValidity): Temporal.Instant {
  const today = tokyoDate(now);
  const first =
    validity === "month" ? today.with({ day: 1 }).add({ months: 1 }) : today.add({ days: 1 });

  return startOfDay(first);
}

export function standingsOf(given: readonly GivenConsent[], now: Temporal.Instant): Consents {
  const of = (scope: ConsentScope) =>
    standingOf(
      given.find((each) => each.scope === scope),
      now,
    );

  return { limitCertificate: of("limitCertificate"), specificDiseases: of("specificDiseases") };
}

function standingOf(given: GivenConsent | undefined, now: Temporal.Instant): ConsentStanding {
  if (!given || given.withdrawnAt !== null) {
    return { state: "none", givenAt: null, until: null };
  }
  const { givenAt, endsAt } = given;

  return {
    state: Temporal.Instant.compare(now, endsAt) < 0 ? "given" : "expired",
    givenAt: givenAt.toString(),
    until: tokyoDate(endsAt.subtract({ milliseconds: 1 })).toString(),
  };
}

/** Whether an answer could hold certificates at all: only where a coverage holds today. */
export function tellsCertificates(outcome: Outcome): boolean {
  return outcome === "valid" || outcome === "multiple";
}

/** What is left to tell. Nothing shows whether anything was withheld. */
export function withhold(
  coverages: readonly CoverageAnswer[],
  consents: Consents,
): CoverageAnswer[] {
  const withheld = new Set(consentScopes.filter((scope) => consents[scope].state !== "given"));

  return coverages.map((coverage) => ({
    ...coverage,
    ...(withheld.has("limitCertificate") && { limitCertificate: null }),
    ...(withheld.has("specificDiseases") && { specificDiseases: [] }),
  }));
}
