/** Every situation that a check can end in: the whole table, for the help article and for the tests that walk it. */
import { problemSlugs } from "@madoguchi/contract";
import type { ProblemSlug } from "@madoguchi/contract";
import type { Damage, Misfit, RevocationGap, RevocationReason, Standing } from "@madoguchi/trust";
import type { UnlinkReason } from "../../coverage/index.ts";
import type { Refused } from "./certificate-rows.ts";
import type { Because, RegistryState, Terms } from "./registry-state.ts";
import type { Age } from "./row.ts";
import type { CheckProblem, Situation } from "./table.ts";

// As records, so that a member that a union gains cannot be forgotten here.
const standings = keysOf<Standing>({ valid: 0, expiring: 0, "expired-grace": 0 });
const reasons = keysOf<RevocationReason>({
  unspecified: 0,
  superseded: 0,
  cessationOfOperation: 0,
  certificateHold: 0,
  affiliationChanged: 0,
  keyCompromise: 0,
  cACompromise: 0,
  privilegeWithdrawn: 0,
  aACompromise: 0,
});
const misfits = keysOf<Misfit>({ ca: 0, "key-usage": 0, "extended-key-usage": 0, policy: 0 });
const gaps = keysOf<RevocationGap>({ "no-list": 0, stale: 0, "ocsp-unknown": 0, "ocsp-away": 0 });
const unlinkings = keysOf<UnlinkReason>({ replaced: 0, asked: 0, mistaken: 0, deceased: 0 });
const becauses = keysOf<Because>({
  other: 0,
  "other-insurance": 0,
  "validity-over": 0,
  assistance: 0,
  died: 0,
});
const ages = keysOf<Age>({
  preschool: 0,
  standard: 0,
  "from-70": 0,
  "from-75": 0,
  unknown: 0,
}).filter((age) => age !== "unknown");

/** For each kind of damage one of the words that a reader of certificates fails with. */
const damages = Object.values({
  broken: "der-tag",
  algorithm: "key-size",
  demand: "critical-extension",
} satisfies Record<Damage, string>);

const both = [false, true] as const;

const registryStates: readonly RegistryState[] = [
  ...keysOf<Terms>({ usual: 0, "short-term": 0, "all-paid": 0 }).flatMap((terms) =>
    both.flatMap((elderlyCertificate) =>
      both.map(
        (limitCertificate) =>
          ({ outcome: "valid", terms, elderlyCertificate, limitCertificate }) as const,
      ),
    ),
  ),
  ...becauses.map((because) => ({ outcome: "invalid", because }) as const),
  { outcome: "invalid-newer" },
  { outcome: "none" },
  { outcome: "multiple", copay: "different" },
  { outcome: "multiple", copay: "same" },
  { outcome: "suspended" },
];

const refused: readonly Refused[] = [
  ...gaps.map((detail) => ({ kind: "revocation-unknown", detail }) as const),
  { kind: "not-yet-valid" },
  { kind: "unknown-issuer" },
  ...damages.map((detail) => ({ kind: "malformed", detail }) as const),
  ...misfits.map((detail) => ({ kind: "wrong-purpose", detail }) as const),
];

export const everySituation: readonly Situation[] = [
  ...standings.flatMap((standing) =>
    registryStates.flatMap((registry) =>
      agesOf(registry).map((age): Situation => ({
        card: { kind: "trusted", standing },
        link: { kind: "linked" },
        registry,
        age,
      })),
    ),
  ),
  ...standings.flatMap((standing) =>
    [null, ...unlinkings].map((reason): Situation => ({
      card: { kind: "trusted", standing },
      link: { kind: "unlinked", reason },
    })),
  ),
  { card: { kind: "expired" } },
  ...reasons.map((reason): Situation => ({ card: { kind: "revoked", reason } })),
  ...refused.map((card): Situation => ({ card })),
  ...problemSlugs
    .filter(isCheckProblem)
    .map((slug): Situation => ({ card: { kind: "unproved", slug } })),
];

/** Nothing is known of whom the insurer must confirm first; only from 70 to 74 there is a 高齢受給者証. */
function agesOf(registry: RegistryState): readonly Age[] {
  if (registry.outcome === "suspended") {
    return ["unknown"];
  }

  return registry.outcome === "valid" && registry.elderlyCertificate ? ["from-70"] : ages;
}

function isCheckProblem(slug: ProblemSlug): slug is CheckProblem {
  return !/^(certificate|activation|bulk|recheck|offline)-|^revocation-unknown$|^not-found$/.test(
    slug,
  );
}

function keysOf<Key extends string>(record: Record<Key, 0>): Key[] {
  return Object.keys(record).filter((key): key is Key => Object.hasOwn(record, key));
}
