/** The certificate extensions that speak of policies (RFC 5280 §4.2.1.4, .5, .11 and .14). */
import {
  DerReader,
  TAG,
  TrustError,
  contextPrimitive,
  enterOnly,
  oid,
  smallInteger,
} from "../der.ts";

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
export function readPolicies(value: Uint8Array): readonly string[] {
  const reader = enterOnly(value, TAG.sequence);
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
export function readPolicyMappings(value: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const reader = enterOnly(value, TAG.sequence);
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
  value: Uint8Array,
): Pick<PolicyExtensions, "requireExplicitPolicy" | "inhibitPolicyMapping"> {
  const reader = enterOnly(value, TAG.sequence);
  const explicit = reader.optional(contextPrimitive(0));
  const mapping = reader.optional(contextPrimitive(1));
  reader.finish();
  return {
    ...(explicit === undefined ? {} : { requireExplicitPolicy: smallInteger(explicit) }),
    ...(mapping === undefined ? {} : { inhibitPolicyMapping: smallInteger(mapping) }),
  };
}

/** @throws TrustError */
export function readInhibitAnyPolicy(value: Uint8Array): number {
  const reader = new DerReader(value);
  const integer = smallInteger(reader.read(TAG.integer));
  reader.finish();
  return integer;
}
