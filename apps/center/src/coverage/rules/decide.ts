/**
 * 資格: which of a person's coverages holds on a day, and what may be shown of it.
 * Days are ISO 8601 texts, as the answer carries them: such texts sort as the days do.
 */
import type { CoverageAnswer, Outcome, PersonAnswer } from "@madoguchi/contract";
import type { Temporal } from "temporal-polyfill";

export type Person = PersonAnswer & {
  readonly id: string;
  /** 照会停止中（保険者確認中） since. */
  readonly suspendedAt: Temporal.Instant | null;
};

/** What the registry alone can say; the certificate's own states come before it. */
export type RegistryOutcome = Extract<
  Outcome,
  "valid" | "invalid" | "invalid-newer" | "none" | "multiple" | "suspended"
>;

export type Decision = {
  readonly outcome: RegistryOutcome;
  /**
   * The one of 有効; the candidates of 複数該当; the latest ended of 無効;
   * for 無効（新しい資格あり） the latest ended, if any, and then those that begin later.
   */
  readonly coverages: readonly CoverageAnswer[];
};

/** The days that decide when a coverage holds. */
export type Days = Pick<CoverageAnswer, "qualifiedOn" | "validFrom" | "disqualifiedOn" | "validTo">;

export type Phase = "upcoming" | "active" | "ended";

/** 資格喪失年月日 is the first day without coverage, 有効終了日 the last day with it (健康保険法 §36 and the answer's items). */
export function phaseOn(coverage: Days, day: string): Phase {
  const { disqualifiedOn, validTo } = coverage;
  const begins = firstDay(coverage);
  const overOn = (date: string) =>
    (disqualifiedOn !== null && disqualifiedOn <= date) || (validTo !== null && validTo < date);
  // Over before it began: registered and taken back.
  if (overOn(day) || overOn(begins)) {
    return "ended";
  }

  return day < begins ? "upcoming" : "active";
}

export function firstDay({ qualifiedOn, validFrom }: Days): string {
  return qualifiedOn > validFrom ? qualifiedOn : validFrom;
}

export function decide(
  asOf: Temporal.PlainDate,
  coverages: readonly CoverageAnswer[],
  person: Pick<Person, "suspendedAt">,
): Decision {
  if (person.suspendedAt !== null) {
    return { outcome: "suspended", coverages: [] };
  }
  const day = asOf.toString();
  const inPhase = (phase: Phase) => coverages.filter((each) => phaseOn(each, day) === phase);
  const active = inPhase("active").map((each) => onDay(each, day));
  if (active.length > 0) {
    return { outcome: active.length === 1 ? "valid" : "multiple", coverages: active };
  }
  const latestEnded = inPhase("ended").toSorted(byEnd).slice(-1).map(withoutCertificates);
  const upcoming = inPhase("upcoming").toSorted(byStart).map(withoutCertificates);
  if (upcoming.length > 0) {
    return { outcome: "invalid-newer", coverages: [...latestEnded, ...upcoming] };
  }

  return { outcome: latestEnded.length > 0 ? "invalid" : "none", coverages: latestEnded };
}

/** A certificate that does not hold on the day must not be charged by, so it is not shown. */
function onDay(coverage: CoverageAnswer, day: string): CoverageAnswer {
  const holds = (period: { validFrom: string; validTo: string | null }) =>
    period.validFrom <= day && (period.validTo === null || day <= period.validTo);
  const { elderlyCertificate, limitCertificate, specificDiseases } = coverage;

  return {
    ...coverage,
    elderlyCertificate: elderlyCertificate && holds(elderlyCertificate) ? elderlyCertificate : null,
    limitCertificate: limitCertificate && holds(limitCertificate) ? limitCertificate : null,
    specificDiseases: specificDiseases.filter(holds),
  };
}

function withoutCertificates(coverage: CoverageAnswer): CoverageAnswer {
  return { ...coverage, elderlyCertificate: null, limitCertificate: null, specificDiseases: [] };
}

function byEnd(a: CoverageAnswer, b: CoverageAnswer): number {
  return compare(endOf(a), endOf(b)) || compare(a.qualifiedOn, b.qualifiedOn);
}

function byStart(a: CoverageAnswer, b: CoverageAnswer): number {
  return compare(a.qualifiedOn, b.qualifiedOn) || compare(a.validFrom, b.validFrom);
}

/** Where both ends are known, the earlier one ended it. */
function endOf({ disqualifiedOn, validTo }: Days): string {
  const ends = [disqualifiedOn, validTo].filter((day) => day !== null);

  return ends.toSorted().at(0) ?? "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
