/** How each kind of case is decided: by how many, until when, and what happens by rule. */
import type { Temporal } from "temporal-polyfill";
import type { Work } from "./claims.ts";

/** What a version says, before it is one. */
export type Terms = {
  readonly work: Work;
  readonly effectiveFrom: Temporal.PlainDate;
  /** How many different officials an approval needs. Null: the programme of the grant says it. */
  readonly approvers: number | null;
  /** Null: the programme says it. */
  readonly correctionDays: number | null;
  readonly remindDays: number;
  readonly reviewDays: number;
  /** For how long a decision can be taken back. 0: it takes effect at once. */
  readonly holdMinutes: number;
};

export type TermsVersion = Terms & { readonly id: string; readonly version: number };

export type TermsRefusal =
  /** A day that is over: what was decided on it was decided otherwise. */
  "too-late" | "not-after-newest";
