/** Where a certificate says its CRL stands (RFC 5280 §4.2.1.13) and what a CRL says it covers (§5.2.5). */
import {
  TAG,
  TrustError,
  bitString,
  contextConstructed,
  contextPrimitive,
  readDefaultFalse,
} from "../der.ts";
import type { DerElement } from "../der.ts";
import { directoryName, nameBelow, readGeneralNames } from "./names.ts";
import type { DirectoryName, GeneralName } from "./names.ts";

/** One bit for each reason of ReasonFlags; `unused` (bit 0) says nothing. */
export type Reasons = number;

export const ALL_REASONS: Reasons = 0b1_1111_1110;

/** The names in full, or what stands below the CRL issuer's name. */
type PointName =
  | { readonly kind: "full"; readonly names: readonly GeneralName[] }
  | { readonly kind: "relative"; readonly rdn: Uint8Array };

export type DistributionPoint = {
  readonly name: PointName | undefined;
  readonly reasons: Reasons;
  readonly crlIssuer: readonly GeneralName[] | undefined;
};

export type IssuingDistributionPoint = {
  readonly name: PointName | undefined;
  readonly onlyUsers: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly reasons: Reasons;
  readonly indirect: boolean;
};

/** @throws TrustError */
export function readDistributionPoints(value: DerElement): readonly DistributionPoint[] {
  const reader = value.only(TAG.sequence).enter();
  const points: DistributionPoint[] = [];
  do {
    const point = reader.enter(TAG.sequence);
    const name = pointName(point.optional(contextConstructed(0)));
    const reasons = reasonFlags(point.optional(contextPrimitive(1)));
    const issuer = point.optional(contextConstructed(2));
    point.finish();
    const crlIssuer = issuer === undefined ? undefined : readGeneralNames(issuer);
    if (name === undefined && crlIssuer === undefined) throw new TrustError("distribution-point");
    points.push({ name, reasons, crlIssuer });
  } while (!reader.atEnd);
  return points;
}

/** @throws TrustError */
export function readIssuingDistributionPoint(value: DerElement): IssuingDistributionPoint {
  const reader = value.only(TAG.sequence).enter();
  const name = pointName(reader.optional(contextConstructed(0)));
  const onlyUsers = readDefaultFalse(reader, contextPrimitive(1));
  const onlyAuthorities = readDefaultFalse(reader, contextPrimitive(2));
  const reasons = reasonFlags(reader.optional(contextPrimitive(3)));
  const indirect = readDefaultFalse(reader, contextPrimitive(4));
  const onlyAttributes = readDefaultFalse(reader, contextPrimitive(5));
  reader.finish();
  return { name, onlyUsers, onlyAuthorities, onlyAttributes, reasons, indirect };
}

function pointName(element: DerElement | undefined): PointName | undefined {
  if (element === undefined) return undefined;
  const reader = element.enter();
  const choice = reader.any();
  reader.finish();
  if (choice.tag === contextConstructed(0)) {
    return { kind: "full", names: readGeneralNames(choice) };
  }
  if (choice.tag === contextConstructed(1)) return { kind: "relative", rdn: choice.content };
  throw new TrustError("distribution-point");
}

function reasonFlags(element: DerElement | undefined): Reasons {
  if (element === undefined) return ALL_REASONS;
  const { bytes } = bitString(element);
  const [first = 0, second = 0] = bytes;
  let reasons: Reasons = 0;
  for (let bit = 1; bit <= 8; bit += 1) {
    const byte = bit < 8 ? first : second;
    if ((byte & (0x80 >> (bit & 7))) !== 0) reasons |= 1 << bit;
  }
  return reasons;
}

/** @param crlIssuer below whose name a relative name stands. */
export function fullNamesOf(name: PointName, crlIssuer: DirectoryName): readonly GeneralName[] {
  switch (name.kind) {
    case "full":
      return name.names;
    case "relative":
      return [directoryName(nameBelow(crlIssuer, name.rdn))];
  }
}

const complete = new WeakMap<readonly DistributionPoint[], readonly string[]>();

/** Names of the points at which one list settles a status alone: those for all reasons, and of the certificate's own issuer. */
export function completePointsOf(points: readonly DistributionPoint[]): readonly string[] {
  const known = complete.get(points);
  if (known !== undefined) return known;
  const names = points.flatMap(({ name, reasons, crlIssuer }) =>
    name?.kind === "full" && reasons === ALL_REASONS && crlIssuer === undefined
      ? name.names.map(({ key }) => key)
      : [],
  );
  complete.set(points, names);
  return names;
}

/** Whether one of the names stands in both lists. */
export function shareName(some: readonly GeneralName[], others: readonly GeneralName[]): boolean {
  const keys = new Set(some.map(({ key }) => key));
  return others.some(({ key }) => keys.has(key));
}
