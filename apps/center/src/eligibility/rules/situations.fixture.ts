/** What may be known in each situation of the table, about people who do not exist. */
import { exampleCoverage } from "@madoguchi/contract";
import type { CoverageAnswer } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { Because, RegistryState, Terms } from "./registry-state.ts";
import type { Known, Situation } from "./table.ts";

export const asOf = Temporal.PlainDate.from("2026-11-22");

const classifications = { usual: "01", "short-term": "03", "all-paid": "05" } as const satisfies {
  [Term in Terms]: CoverageAnswer["classification"];
};

const ended = {
  died: { disqualifiedOn: "2026-09-01", lossReason: "01" },
  assistance: { disqualifiedOn: "2026-09-01", lossReason: "02" },
  "other-insurance": { disqualifiedOn: "2026-09-01", lossReason: "03" },
  other: { disqualifiedOn: "2026-09-01", lossReason: "99" },
  "validity-over": { validTo: "2026-10-31" },
} as const satisfies { [Reason in Because]: Partial<CoverageAnswer> };

const period = { validFrom: "2026-08-01", validTo: "2027-07-31" };

const called: CoverageAnswer = {
  ...exampleCoverage,
  insurerContact: { telephone: "0300001234", hours: "平日9時〜17時" },
};

export function coveragesOf(registry: RegistryState): CoverageAnswer[] {
  switch (registry.outcome) {
    case "valid":
      return [
        {
          ...called,
          classification: classifications[registry.terms],
          elderlyCertificate: registry.elderlyCertificate ? { copayTenths: 2, ...period } : null,
          limitCertificate: registry.limitCertificate
            ? { classification: "01", category: "ウ", ...period }
            : null,
        },
      ];
    case "invalid":
      return [{ ...called, ...ended[registry.because] }];
    case "invalid-newer":
      return [
        { ...called, ...ended.other },
        { ...called, qualifiedOn: "2027-04-01", validFrom: "2027-04-01" },
      ];
    case "multiple":
      return [called, { ...called, copayTenths: registry.copay === "same" ? 3 : 2 }];
    case "none":
    case "suspended":
      return [];
  }
}

/** As much as can be known. */
export function knownIn(situation: Situation): Known {
  const coverages = "registry" in situation ? coveragesOf(situation.registry) : [];
  const isSuspended = "registry" in situation && situation.registry.outcome === "suspended";

  return {
    asOf,
    coverages,
    registered: isSuspended ? [called] : coverages,
    certificateEndedOn: Temporal.PlainDate.from("2026-09-03"),
  };
}

/** As little. */
export const nothingKnown: Known = { asOf, coverages: [], certificateEndedOn: null };
