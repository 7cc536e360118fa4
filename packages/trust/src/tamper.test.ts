/** Nothing that was changed after signing, and nothing malformed even when signed, may pass or crash. */
import { createPrivateKey, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  CertificateCache,
  loadAnchors,
  loadRevocationList,
  parseCertificate,
  TrustError,
  validateAuthCertificate,
  verifyCardSignature,
} from "./index.ts";
import type { RevocationList, TrustAnchor } from "./index.ts";
import { DerReader, TAG, enterOnly } from "./der.ts";
import { flips } from "./test-flips.ts";
import { Openssl } from "./test-pki.ts";

const AT = new Date("2026-11-22T00:04:00Z");
const openssl = new Openssl();
let authorityKey: KeyObject;
let holderKey: KeyObject;
let certificate: Uint8Array;
let list: Uint8Array;
let roots: readonly TrustAnchor[];
let crls: readonly RevocationList[];

beforeAll(() => {
  const authority = openssl.newAuthority(openssl.newKey("rsa:2048"));
  const userKey = openssl.newKey("rsa:2048");
  authority.revoke(authority.issue(userKey), "keyCompromise");
  certificate = authority.issue(userKey, { extensions: { crlDistributionPoints: "dp1" } }).der;
  list = authority.crl({ extensions: "crl1" });
  authorityKey = createPrivateKey(readFileSync(authority.key));
  holderKey = createPrivateKey(readFileSync(userKey));
  roots = loadAnchors([authority.der]);
  crls = [loadRevocationList(list, roots)];
}, 60_000);

afterAll(() => openssl[Symbol.dispose]());

function verdictOf(der: Uint8Array, cache?: CertificateCache) {
  return validateAuthCertificate({
    certificate: der,
    roots,
    crls,
    at: AT,
    ...(cache && { cache }),
  });
}

/** undefined when refused as it should be: by a TrustError and nothing else. */
function attempt<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

test("no single-bit change of a certificate is trusted, even beside its original in the cache", async () => {
  const cache = new CertificateCache(10);
  expect((await verdictOf(certificate, cache)).kind).toBe("trusted");
  let trusted = 0;
  for (const changed of flips(certificate))
    if ((await verdictOf(changed, cache)).kind === "trusted") trusted += 1;
  expect(trusted).toBe(0);
}, 60_000);

test("no single-bit change of a CRL is loaded", () => {
  expect(crls[0]?.entries.size).toBe(1);
  let loaded = 0;
  for (const changed of flips(list))
    if (attempt(() => loadRevocationList(changed, roots))) loaded += 1;
  expect(loaded).toBe(0);
}, 60_000);

test("no single-bit change of a card's signature or of what it signed is accepted", async () => {
  const message = new TextEncoder().encode("目的・施設・端末・乱数・時刻");
  const signature = Uint8Array.from(sign("sha256", message, holderKey));
  const answer = await verdictOf(certificate);
  if (answer.kind !== "trusted") throw new Error(answer.kind);
  const { publicKey } = answer;
  expect(await verifyCardSignature({ publicKey, message, signature })).toBe(true);
  const accepted: Uint8Array[] = [];
  for (const changed of flips(signature)) {
    if (await verifyCardSignature({ publicKey, message, signature: changed }))
      accepted.push(changed);
  }
  for (const changed of flips(message)) {
    if (await verifyCardSignature({ publicKey, message: changed, signature }))
      accepted.push(changed);
  }
  expect(accepted).toEqual([]);
  for (const hash of ["sha1", "sha384", "sha512"]) {
    const other = sign(hash, message, holderKey);
    expect(await verifyCardSignature({ publicKey, message, signature: other })).toBe(false);
  }
}, 60_000);

/** Some bytes replaced, removed or put in anywhere. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    remove: fc.nat(4),
    insert: fc.uint8Array({ maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);

type Edit = { readonly at: number; readonly remove: number; readonly insert: Uint8Array };

function edited(bytes: Uint8Array, changes: readonly Edit[]): Uint8Array {
  return changes.reduce((current, { at, remove, insert }) => {
    const position = Math.floor(at * current.length);
    return Uint8Array.from([
      ...current.subarray(0, position),
      ...insert,
      ...current.subarray(position + remove),
    ]);
  }, bytes);
}

function concatenated(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...header, ...content]);
}

/** A changed certificate or CRL under a new, right signature: what a broken or malicious CA could hand out. */
function signedAgain(der: Uint8Array, changes: readonly Edit[]): Uint8Array {
  const outer = enterOnly(der, TAG.sequence);
  const tbs = concatenated(TAG.sequence, edited(outer.read(TAG.sequence).content, changes));
  const algorithm = outer.read(TAG.sequence).encoded;
  const signature = sign("sha256", tbs, authorityKey);
  return concatenated(
    TAG.sequence,
    tbs,
    algorithm,
    concatenated(TAG.bitString, Uint8Array.of(0), signature),
  );
}

test("a changed certificate, signed again by its CA, gets a verdict and never a crash", async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(edits, async (changes) => {
      kinds.add((await verdictOf(signedAgain(certificate, changes))).kind);
    }),
    { numRuns: 2000 },
  );
  expect(kinds).toContain("malformed");
  expect(kinds).toContain("trusted");
}, 60_000);

test("a changed CRL, signed again by its CA, is loaded or refused and never a crash", () => {
  let loaded = 0;
  fc.assert(
    fc.property(edits, (changes) => {
      if (attempt(() => loadRevocationList(signedAgain(list, changes), roots))) loaded += 1;
    }),
    { numRuns: 2000 },
  );
  expect(loaded).toBeGreaterThan(0);
}, 60_000);

test("any bytes at all are refused with a reason", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), edits, async (bytes, changes) => {
      expect(attempt(() => parseCertificate(bytes))).toBeUndefined();
      expect(attempt(() => loadRevocationList(bytes, roots))).toBeUndefined();
      expect((await verdictOf(bytes)).kind).toBe("malformed");
      attempt(() => parseCertificate(edited(certificate, changes)));
    }),
    { numRuns: 5000 },
  );
}, 60_000);

test("the reader ends on every input and never reads past it", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const reader = new DerReader(bytes);
      let total = 0;
      attempt(() => {
        while (!reader.atEnd) total += reader.any().encoded.length;
      });
      expect(total).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 5000 },
  );
});
