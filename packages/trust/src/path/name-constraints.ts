/** Name constraints (RFC 5280 §4.2.1.10): which names a CA may give, by the kind of name. */
import { TAG, TrustError, contextConstructed } from "../der.ts";
import type { DerElement } from "../der.ts";
import { directoryName, readGeneralName } from "./names.ts";
import type { GeneralName, Name } from "./names.ts";
import { NAME_COST } from "./work.ts";
import type { Work } from "./work.ts";

export type NameConstraints = {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
};

/** @throws TrustError */
export function readNameConstraints(value: DerElement): NameConstraints {
  const reader = value.only(TAG.sequence).enter();
  const permitted = reader.optional(contextConstructed(0));
  const excluded = reader.optional(contextConstructed(1));
  reader.finish();
  if (permitted === undefined && excluded === undefined) throw new TrustError("name-constraints");
  return { permitted: subtrees(permitted), excluded: subtrees(excluded) };
}

/** Only the base: RFC 5280 allows no minimum but the default, and no maximum. */
function subtrees(list: DerElement | undefined): readonly GeneralName[] {
  if (list === undefined) return [];
  const reader = list.enter();
  const bases: GeneralName[] = [];
  do {
    const subtree = reader.enter(TAG.sequence);
    const base = readGeneralName(subtree);
    subtree.finish();
    if (!isBase(base)) throw new TrustError("name-constraints");
    bases.push(base);
  } while (!reader.atEnd);
  return bases;
}

function isBase(base: GeneralName): boolean {
  if (base.kind === "ip") {
    const { length } = base.bytes;
    return (length === 8 || length === 32) && isPrefix(base.bytes.subarray(length / 2));
  }
  // A leading dot has a meaning for mail and URI hosts only; for DNS names readers differ over it.
  return base.kind !== "dns" || !base.value.startsWith(".");
}

/** Ones, and then nothing but zeros, as CIDR (RFC 4632) has it. */
function isPrefix(mask: Uint8Array): boolean {
  const bits = Array.from(mask, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return !bits.includes("01");
}

/** All names that the constraints speak of. emailAddress in the subject counts as a mail address, beside the alternative names too. */
export function namesOf(
  subject: Name,
  alternativeNames: readonly GeneralName[],
): readonly GeneralName[] {
  const emails = subject.emails.map((value): GeneralName => ({
    kind: "email",
    key: `email:${value}`,
    value,
  }));
  const own = subject.rdns.length === 0 ? [] : [directoryName(subject)];
  return [...own, ...emails, ...alternativeNames];
}

/** Whether every name lies within one permitted subtree of its kind, where there are any, and outside all the excluded. */
export function allows(
  { permitted, excluded }: NameConstraints,
  names: readonly GeneralName[],
  work: Work,
): boolean {
  work.spend(NAME_COST * names.length * (permitted.length + excluded.length));
  return names.every((name) => {
    if (!isWellFormed(name)) return false;
    const ofKind = permitted.filter((base) => sameKind(base, name));
    const inside = ofKind.length === 0 || ofKind.some((base) => within(base, name, "all"));
    return inside && !excluded.some((base) => sameKind(base, name) && within(base, name, "any"));
  });
}

const MAILBOX = /^(?:[^\s@"\\]+|"(?:[^"\\]|\\.)*")@[\w-]+(?:\.[\w-]+)*$/;

/** A name that is none of its kind could be taken for any by whoever reads it next. */
function isWellFormed(name: GeneralName): boolean {
  // No dot at the end: RFC 5280 asks for the preferred syntax, and an absolute name would slip past what is excluded.
  if (name.kind === "dns") return /^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/.test(name.value);
  return name.kind !== "email" || MAILBOX.test(name.value);
}

function sameKind(base: GeneralName, name: GeneralName): boolean {
  if (base.kind === "other" || name.kind === "other") {
    return base.kind === "other" && name.kind === "other" && base.tag === name.tag;
  }
  return base.kind === name.kind;
}

/**
 * @param mode whether all that the name may stand for must lie in the subtree, or whether any of it is enough. The two differ for
 *   wildcards and for names that cannot be compared, and each is chosen so that doubt refuses.
 */
function within(base: GeneralName, name: GeneralName, mode: "all" | "any"): boolean {
  const doubt = mode === "any";
  if (base.kind === "dn" && name.kind === "dn") {
    return base.name.rdns.every((rdn, index) => rdn === name.name.rdns[index]);
  }
  if (base.kind === "ip" && name.kind === "ip") return ipWithin(base.bytes, name.bytes, doubt);
  if (base.kind === "dns" && name.kind === "dns") {
    return dnsWithin(lower(base.value), lower(name.value), doubt);
  }
  if (base.kind === "email" && name.kind === "email") {
    return emailWithin(base.value, name.value, doubt);
  }
  if (base.kind === "uri" && name.kind === "uri") {
    const host = hostOf(name.value);
    return host === undefined ? doubt : hostWithin(lower(base.value), host);
  }
  return doubt;
}

const lower = (text: string): string => text.toLowerCase();

function dnsWithin(base: string, name: string, doubt: boolean): boolean {
  if (base === "" || name === base || name.endsWith(`.${base}`)) return true;
  return doubt && name.startsWith("*.") && base.endsWith(name.slice(1));
}

/** A base with @ is one mailbox; without, all mailboxes of a host, or with a leading dot of the hosts below a domain. */
function emailWithin(base: string, name: string, doubt: boolean): boolean {
  const at = name.lastIndexOf("@");
  if (at < 1 || at === name.length - 1) return doubt;
  const host = lower(name.slice(at + 1));
  const baseAt = base.lastIndexOf("@");
  if (baseAt < 0) return hostWithin(lower(base), host);
  const sameLocalPart = unquoted(name.slice(0, at)) === unquoted(base.slice(0, baseAt));
  return sameLocalPart && host === lower(base.slice(baseAt + 1));
}

/** `a`, `"a"` and `"\\a"` name one mailbox (RFC 5321 §4.1.2). */
function unquoted(localPart: string): string {
  return localPart.startsWith('"') ? localPart.slice(1, -1).replaceAll(/\\(.)/gs, "$1") : localPart;
}

function hostWithin(base: string, host: string): boolean {
  return base.startsWith(".") ? host.endsWith(base) : base === "" || host === base;
}

/** The host name of a URI, without the dot of an absolute one; undefined when it has none, or an address in its place. */
function hostOf(uri: string): string | undefined {
  const host =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(?<host>[^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/iu.exec(uri)
      ?.groups?.["host"];
  return host === undefined || /^[\d.]+$/u.test(host) ? undefined : lower(host).replace(/\.$/u, "");
}

function ipWithin(base: Uint8Array, address: Uint8Array, doubt: boolean): boolean {
  if (address.length !== 4 && address.length !== 16) return doubt;
  if (base.length !== address.length * 2) return false;
  return address.every((byte, index) => {
    const mask = base[address.length + index] ?? 0xff;
    return (byte & mask) === ((base[index] ?? 0) & mask);
  });
}
