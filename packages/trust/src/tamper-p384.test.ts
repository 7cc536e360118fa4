/** Every single bit of a chain, a list and a signature of the next generation: P-384 from the root to the card. */
import { createPrivateKey, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TrustError } from "./der.ts";
import {
  loadAnchors,
  loadRevocationList,
  validateAuthCertificate,
  verifyCardSignature,
} from "./index.ts";
import type { RevocationList, TrustAnchor } from "./index.ts";
import { flips } from "./test-flips.ts";
import { Openssl } from "./test-pki.ts";

const AT = new Date("2026-11-22T00:04:00Z");
const openssl = new Openssl();
let holderKey: KeyObject;
let certificate: Uint8Array;
let list: Uint8Array;
let roots: readonly TrustAnchor[];
let crls: readonly RevocationList[];

beforeAll(() => {
  const authority = openssl.newAuthority(openssl.newKey("ec:P-384"), { digest: "sha384" });
  const userKey = openssl.newKey("ec:P-384");
  authority.revoke(authority.issue(userKey), "keyCompromise");
  certificate = authority.issue(userKey, { extensions: { crlDistributionPoints: "dp1" } }).der;
  list = authority.crl({ extensions: "crl1" });
  holderKey = createPrivateKey(readFileSync(userKey));
  roots = loadAnchors([authority.der]);
  crls = [loadRevocationList(list, roots)];
}, 60_000);

afterAll(() => openssl[Symbol.dispose]());

const verdictOf = (der: Uint8Array) =>
  validateAuthCertificate({ certificate: der, roots, crls, at: AT });

/** All at once, so that every thread of the pool is busy. */
async function accepted(
  changed: Iterable<Uint8Array>,
  isAccepted: (bytes: Uint8Array) => Promise<boolean>,
): Promise<number> {
  return (await Promise.all(Array.from(changed, isAccepted))).filter(Boolean).length;
}

test("no single-bit change of a P-384 certificate is trusted", async () => {
  expect((await verdictOf(certificate)).kind).toBe("trusted");
  const isTrusted = async (der: Uint8Array) => (await verdictOf(der)).kind === "trusted";
  expect(await accepted(flips(certificate), isTrusted)).toBe(0);
}, 60_000);

test("no single-bit change of a CRL signed with P-384 is loaded", () => {
  expect(crls[0]?.entries.size).toBe(1);
  for (const changed of flips(list)) {
    expect(() => loadRevocationList(changed, roots)).toThrow(TrustError);
  }
}, 60_000);

test("no single-bit change of a P-384 card's signature or of what it signed is accepted", async () => {
  const message = new TextEncoder().encode("目的・施設・端末・乱数・時刻");
  const signature = Uint8Array.from(sign("sha384", message, holderKey));
  const answer = await verdictOf(certificate);
  if (answer.kind !== "trusted") throw new Error(answer.kind);
  const { publicKey } = answer;
  expect(await verifyCardSignature({ publicKey, message, signature })).toBe(true);
  const changedSignature = (bytes: Uint8Array) =>
    verifyCardSignature({ publicKey, message, signature: bytes });
  const changedMessage = (bytes: Uint8Array) =>
    verifyCardSignature({ publicKey, message: bytes, signature });
  expect(await accepted(flips(signature), changedSignature)).toBe(0);
  expect(await accepted(flips(message), changedMessage)).toBe(0);
}, 60_000);
