/** The registry's tables: what is known now, and beside it in `…History` what was known before. */
import type { Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { CoverageFacts, Insurer, PersonFacts } from "../rules/registry.ts";

export type InsurerTable = Insurer & {
  readonly feedFile: string | null;
  readonly feedAt: Temporal.Instant | null;
  readonly feedState: "accepted" | "refused" | null;
};

export type PersonTable = Omit<PersonFacts, "birthDate"> & {
  readonly id: string;
  readonly birthDate: Temporal.PlainDate;
  readonly suspendedAt: Temporal.Instant | null;
  readonly recordedAt: Temporal.Instant;
};

type DayColumns = "qualifiedOn" | "disqualifiedOn" | "validFrom" | "validTo" | "issuedOn";

/** The certificates are kept as the answer carries them. */
export type CoverageTable = Omit<CoverageFacts, DayColumns> & {
  readonly [day in DayColumns]: Temporal.PlainDate | null;
} & {
  readonly personId: string;
  readonly id: string;
  readonly recordedAt: Temporal.Instant;
};

type LinkTable = {
  readonly fingerprint: Uint8Array;
  readonly personId: string;
  readonly linkedAt: Temporal.Instant;
  readonly via: Generated<"counter" | "portal" | "atm" | "carried" | "import">;
  readonly facilityId: string | null;
  readonly consentedAt: Temporal.Instant | null;
  readonly predecessor: Uint8Array | null;
};

export type UnlinkReason = "replaced" | "asked" | "mistaken" | "deceased";

declare module "@madoguchi/platform" {
  interface Tables {
    insurer: InsurerTable;
    insurerHistory: Insurer & { readonly supersededAt: Temporal.Instant };
    person: PersonTable;
    personHistory: PersonTable & { readonly supersededAt: Temporal.Instant };
    coverage: CoverageTable;
    coverageHistory: CoverageTable & { readonly supersededAt: Temporal.Instant };
    certificateLink: LinkTable;
    certificateLinkHistory: LinkTable & {
      readonly unlinkedAt: Temporal.Instant;
      readonly reason: UnlinkReason;
    };
  }
}

export type CertificateLink = Selectable<LinkTable>;
