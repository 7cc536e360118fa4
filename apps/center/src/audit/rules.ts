/** Who did what to which record. No entry holds a patient's data or a secret. */

import type { AuditAction } from "./words.ts";

export type AuditActor = {
  readonly kind: "person" | "official" | "terminal" | "system";
  /** Account or terminal id; for `system`, the part that acted. */
  readonly id: string;
  /** 担当者, where a facility names who is at a terminal. A person's name, and nowhere else in the record. */
  readonly operator?: string | undefined;
};

export type AuditEntry = {
  /** `noun.verb`, past tense: `usage-application.approved`. */
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** The facility concerned, for its own view of the record. */
  readonly facilityId: string | null;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Codes, states, counts; never what people wrote, which may name somebody. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
};
