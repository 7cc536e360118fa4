/**
 * Madoguchi's own test PKI in the shape of the public certification service for individuals (公的個人認証).
 *
 * Nothing here is the real service or its official test environment: the names say so (架空), the keys are made on the
 * spot. The structure follows the published CA certificates: two user-authentication roots of different generations
 * under one and the same name, so that a verifier must find the issuer by key and not by name.
 */
import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { deadline, startOfDay } from "@madoguchi/notation";
import { extensions, type Issuer, keyUsage, type Name, signCertificate } from "./certificate.ts";
import { generateP384Key, generateRsaKey } from "./keys.ts";
import {
  createSurfaceAuthority,
  exportSurfaceAuthority,
  importSurfaceAuthority,
  type SurfaceAuthority,
  type SurfaceAuthorityImage,
} from "./surface.ts";

export type Authority = Issuer & {
  readonly certificate: Uint8Array;
  /** The day from which it issues. */
  readonly from: Temporal.PlainDate;
};

export type TestPki = {
  /** User authentication (利用者証明用), the older generation first. */
  readonly auth: readonly [Authority, Authority];
  /** User authentication for cards of the next generation: ECDSA on P-384, under the same name (our assumption). */
  readonly nextAuth: Authority;
  /** Digital signature (署名用). */
  readonly sign: Authority;
  /** What is printed on the card (券面事項確認). */
  readonly surface: SurfaceAuthority;
};

/** PKCS#8 and certificates in base64, ready for JSON. */
export type AuthorityImage = {
  readonly from: string;
  readonly certificate: string;
  readonly key: string;
};

export type TestPkiImage = {
  readonly auth: readonly [AuthorityImage, AuthorityImage];
  readonly nextAuth: AuthorityImage;
  readonly sign: AuthorityImage;
  readonly surface: SurfaceAuthorityImage;
};

export type AuthorityKind = "auth" | "nextAuth" | "officialTest" | "sign";

export type Validity = { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate };

const operator = "Test Agency for Local Authority Information Systems (架空)";
const organisation = ["O", "JPKI-TEST 架空 Madoguchi"] as const;

const authName: Name = [
  ["C", "JP"],
  organisation,
  ["OU", "JPKI-TEST for user authentication"],
  ["OU", operator],
];

/** All generations of a kind have the same name. */
const authorityNames: Record<AuthorityKind, Name> = {
  auth: authName,
  nextAuth: authName,
  // Shaped like the service's official test environment, whose cards are no person's: no verifier takes it beside real roots.
  officialTest: [
    ["C", "JP"],
    ["O", "JPKI-TEST"],
    ["OU", "JPKI for user authentication"],
    ["OU", operator],
  ],
  sign: [["C", "JP"], organisation, ["OU", "JPKI-TEST for digital signature"], ["OU", operator]],
};

/** Stands in issuerAltName of what the roots issue and in their own subjectAltName. */
export const serviceName: Name = [
  ["C", "JP"],
  ["O", "公的個人認証サービス（架空・試験用）"],
];

/** The directory name under which an authority publishes its revocation list. */
export function crlPartition(kind: AuthorityKind): Name {
  return [...authorityNames[kind], ["CN", "CRL 1"]];
}

/** Three authentication roots and a signing one around `today`, and the one for the printed side; makes five RSA keys. */
export async function createTestPki(today: Temporal.PlainDate): Promise<TestPki> {
  const [older, newer, nextAuth, sign, surface] = await Promise.all([
    createAuthority("auth", { from: today.subtract({ years: 6 }), until: today.add({ years: 4 }) }),
    createAuthority("auth", { from: today.subtract({ years: 2 }), until: today.add({ years: 8 }) }),
    createNextAuthority(today),
    createAuthority("sign", { from: today.subtract({ years: 6 }), until: today.add({ years: 4 }) }),
    createSurfaceAuthority(),
  ]);
  return { auth: [older, newer], nextAuth, sign, surface };
}

/** In use for two years, and for as long as certificates of ten years need it. */
export function createNextAuthority(today: Temporal.PlainDate): Promise<Authority> {
  const validity = { from: today.subtract({ years: 2 }), until: today.add({ years: 18 }) };
  return createAuthority("nextAuth", validity);
}

/** A self-signed CA certificate, valid 10 years in the real service. */
export async function createAuthority(kind: AuthorityKind, validity: Validity): Promise<Authority> {
  const { publicKey, privateKey } =
    kind === "nextAuth" ? await generateP384Key() : await generateRsaKey();
  const name = authorityNames[kind];
  const issuer = { name, publicKey, privateKey };
  const certificate = signCertificate(issuer, {
    serial: randomSerial(),
    subject: name,
    publicKey,
    ...validityInstants(validity),
    extensions: [
      extensions.certificateAuthority(),
      extensions.keyUsage(keyUsage.keyCertSign | keyUsage.crlSign),
      extensions.subjectAlternativeName(serviceName),
      extensions.crlDistributionPoint(crlPartition(kind)),
    ],
  });
  return { ...issuer, certificate, from: validity.from };
}

/** The root that was in use on that day: the newest that had begun. */
export function authRootOn({ auth }: TestPki, day: Temporal.PlainDate): Authority {
  const [older, newer] = auth;
  return Temporal.PlainDate.compare(newer.from, day) <= 0 ? newer : older;
}

/** Positive, 63 random bits. */
export function randomSerial(): bigint {
  return (randomBytes(8).readBigUInt64BE() >> 1n) | 1n;
}

/** A validity from 0:00:00 of the first day to 23:59:59 of the last, Japan time. */
export function validityInstants({ from, until }: Validity) {
  return { notBefore: startOfDay(from), notAfter: deadline(until).subtract({ seconds: 1 }) };
}

export function exportPki({ auth, nextAuth, sign, surface }: TestPki): TestPkiImage {
  return {
    auth: [exportAuthority(auth[0]), exportAuthority(auth[1])],
    nextAuth: exportAuthority(nextAuth),
    sign: exportAuthority(sign),
    surface: exportSurfaceAuthority(surface),
  };
}

export function importPki({ auth, nextAuth, sign, surface }: TestPkiImage): TestPki {
  return {
    auth: [importAuthority("auth", auth[0]), importAuthority("auth", auth[1])],
    nextAuth: importAuthority("nextAuth", nextAuth),
    sign: importAuthority("sign", sign),
    surface: importSurfaceAuthority(surface),
  };
}

export function exportAuthority(authority: Authority): AuthorityImage {
  return {
    from: authority.from.toString(),
    certificate: Buffer.from(authority.certificate).toString("base64"),
    key: authority.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
  };
}

function importAuthority(kind: AuthorityKind, image: AuthorityImage): Authority {
  const key = Buffer.from(image.key, "base64");
  const privateKey = createPrivateKey({ key, type: "pkcs8", format: "der" });
  return {
    name: authorityNames[kind],
    privateKey,
    publicKey: createPublicKey(privateKey),
    certificate: Buffer.from(image.certificate, "base64"),
    from: Temporal.PlainDate.from(image.from),
  };
}
