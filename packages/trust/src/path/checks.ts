/** One ordered path against RFC 5280 §6.1, all but signatures and revocation. */
import type { TrustAnchor } from "../anchor.ts";
import type { KeyUsage } from "../extensions.ts";
import type { Certificate } from "../certificate.ts";
import { allows, namesOf } from "./name-constraints.ts";
import type { NameConstraints } from "./name-constraints.ts";
import { PolicyProcessing, isSelfIssued, mapsAnyPolicy, mayLackPolicies } from "./policies.ts";
import type { PolicyInputs } from "./policies.ts";
import type { Work } from "./work.ts";

export type PathFault =
  | "not-yet-valid"
  | "expired"
  | "unknown-critical-extension"
  | "not-a-ca"
  | "path-length"
  | "key-usage"
  | "extended-key-usage"
  | "name-constraints"
  | "policy"
  | "policy-mapping";

export type PathGoal = PolicyInputs & {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What the last certificate's key is to be used for. */
  readonly keyUsage: KeyUsage | undefined;
  /** A purpose that the last certificate must allow, and every CA above that names purposes at all. */
  readonly extendedKeyUsage: string | undefined;
};

export type CheckedPath =
  | { readonly kind: "holds" }
  | { readonly kind: "fault"; readonly fault: PathFault; readonly depth: number };

/** @param path from below the anchor to the certificate in question. `depth` of a fault counts from the certificate in question, 0. */
export function checkPath(
  path: readonly Certificate[],
  anchor: TrustAnchor,
  inputs: PathGoal,
  work: Work,
): CheckedPath {
  const policies = mayLackPolicies(path, inputs)
    ? undefined
    : new PolicyProcessing(path.length, inputs, work);
  // What an anchor's own certificate says of paths, names and purposes below it holds too (RFC 5937).
  const { basicConstraints, nameConstraints, extendedKeyUsage } = anchor.certificate.extensions;
  if (!servesPurpose(extendedKeyUsage, inputs.extendedKeyUsage)) {
    return { kind: "fault", fault: "extended-key-usage", depth: path.length };
  }
  const constraints: NameConstraints[] = nameConstraints === undefined ? [] : [nameConstraints];
  let pathLength = basicConstraints?.pathLength ?? Infinity;
  let depth = path.length;
  for (const certificate of path) {
    depth -= 1;
    const isLast = depth === 0;
    const fault = (found: PathFault): CheckedPath => ({ kind: "fault", fault: found, depth });
    const { extensions } = certificate;

    if (extensions.unknownCritical !== undefined) return fault("unknown-critical-extension");
    if (inputs.at < certificate.notBefore) return fault("not-yet-valid");
    if (inputs.at > certificate.notAfter) return fault("expired");
    if (constraints.length > 0 && (isLast || !isSelfIssued(certificate))) {
      const names = namesOf(certificate.subject, extensions.alternativeNames ?? []);
      if (!constraints.every((constraint) => allows(constraint, names, work))) {
        return fault("name-constraints");
      }
    }
    if (mapsAnyPolicy(certificate)) return fault("policy-mapping");
    if (policies?.accept(certificate, isLast) === false) return fault("policy");
    const purposes = extensions.extendedKeyUsage;
    if (!servesPurpose(purposes, inputs.extendedKeyUsage)) return fault("extended-key-usage");

    const isAuthority = extensions.basicConstraints?.ca === true;
    // Only an authority can be constrained in the names that it gives (§4.2.1.10).
    if (extensions.nameConstraints !== undefined && !isAuthority) return fault("name-constraints");

    if (isLast) {
      const usage = inputs.keyUsage;
      if (usage !== undefined && extensions.keyUsage?.has(usage) === false)
        return fault("key-usage");
      const lacksPolicy = policies !== undefined && policies.finish(certificate) === undefined;
      return lacksPolicy ? fault("policy") : { kind: "holds" };
    }
    policies?.prepare(certificate);
    if (!isAuthority) return fault("not-a-ca");
    if (extensions.keyUsage?.has("keyCertSign") === false) return fault("key-usage");
    if (!isSelfIssued(certificate)) {
      if (pathLength === 0) return fault("path-length");
      pathLength -= 1;
    }
    pathLength = Math.min(pathLength, extensions.basicConstraints?.pathLength ?? Infinity);
    if (extensions.nameConstraints !== undefined) constraints.push(extensions.nameConstraints);
  }
  throw new RangeError("a path has a certificate at least");
}

const ANY_PURPOSE = "2.5.29.37.0";

function servesPurpose(named: readonly string[] | undefined, wanted: string | undefined): boolean {
  if (named === undefined || wanted === undefined) return true;
  return named.includes(wanted) || named.includes(ANY_PURPOSE);
}
