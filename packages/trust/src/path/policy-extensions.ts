/** The certificate extensions that speak of policies (RFC 5280 §4.2.1.4, .5, .11 and .14). */
import { TAG, TrustError, contextPrimitive, smallInteger } from "../der.ts";
import type { DerElement } from "../der.ts";
import { oid } from "../oid.ts";

export type PolicyExtensions = {
  policies?: readonly string[];
  /** issuerDomainPolicy to its subjectDomainPolicies. */
  policyMappings?: ReadonlyMap<string, readonly string[]>;
  /** SkipCerts. */
  requireExplicitPolicy?: number;
  inhibitPolicyMapping?: number;
  inhibitAnyPolicy?: number;
};

/** @throws TrustError */
export function readPolicies(value: DerElement): readonly string[] {
  const reader = value.only(TAG.sequence).enter();
  const found = new Set<string>();
  do {
    const information = reader.enter(TAG.sequence);
    const id = oid(information.read(TAG.oid));
    information.optional(TAG.sequence);
    information.finish();
    if (found.has(id)) throw new TrustError("policy-twice");
    found.add(id);
  } while (!reader.atEnd);
  return [...found];
}

/** @throws TrustError */
export function readPolicyMappings(value: DerElement): ReadonlyMap<string, readonly string[]> {
  const reader = value.only(TAG.sequence).enter();
  const mappings = new Map<string, string[]>();
  do {
    const mapping = reader.enter(TAG.sequence);
    const from = oid(mapping.read(TAG.oid));
    const to = oid(mapping.read(TAG.oid));
    mapping.finish();
    const known = mappings.get(from);
    if (known === undefined) mappings.set(from, [to]);
    else if (!known.includes(to)) known.push(to);
  } while (!reader.atEnd);
  return mappings;
}

/** @throws TrustError */
export function readPolicyConstraints(
  value: DerElement,
): Pick<PolicyExtensions, "requireExplicitPolicy" | "inhibitPolicyMapping"> {
  const reader = value.only(TAG.sequence).enter();
  const explicit = reader.optional(contextPrimitive(0));
  const mapping = reader.optional(contextPrimitive(1));
  reader.finish();
  return {
    ...(explicit === undefined ? {} : { requireExplicitPolicy: smallInteger(explicit) }),
    ...(mapping === undefined ? {} : { inhibitPolicyMapping: smallInteger(mapping) }),
  };
}

/** @throws TrustError */
export function readInhibitAnyPolicy(value: DerElement): number {
  return smallInteger(value.only(TAG.integer));
}
