/** A row of the table of answers: all that a person at the counter needs for one situation. */
import type { CoverageAnswer, Owner } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import type { AgeBand } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";

export type Age = AgeBand | "unknown";

/** What is known beside the situation. Each may be missing, and the words do without it. */
export type Facts = {
  readonly asOf: Temporal.PlainDate;
  readonly age: Age;
  /** As the answer shows them. */
  readonly coverages: readonly CoverageAnswer[];
  /** Whose insurers can be called: those shown, unless something is registered that the answer does not show. */
  readonly registered?: readonly CoverageAnswer[];
  /** The certificate's last day, or the day on which it was revoked. */
  readonly certificateEndedOn: Temporal.PlainDate | null;
};

export type Row = {
  /** Names the row for programs, and is its place in the help article. */
  readonly code: string;
  readonly title: string;
  /** Who can change it. */
  readonly owner: Owner;
  readonly cause: (facts: Facts) => string;
  /** What to say to the patient, word for word. */
  readonly patientWords: string;
  readonly nextSteps: readonly string[];
  /** The insurers that are registered are of no help here, although an insurer must act. */
  readonly callsNobody?: true;
  /** What to charge meanwhile. */
  readonly charge: (facts: Facts) => string;
};

export function inBrackets(day: Temporal.PlainDate | null): string {
  return day ? `（${formatDate(day, { weekday: false })}）` : "";
}
