import { createPrivateKey, KeyObject, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CertificateCache,
  loadAnchors,
  loadRevocationList,
  TrustError,
  validateAuthCertificate,
  verifyCardSignature,
} from "./index.ts";
import type { CertificateVerdict, RevocationList, TrustAnchor } from "./index.ts";
import { Openssl } from "./test-pki.ts";
import type { Authority } from "./test-pki.ts";

const NOW = Temporal.Instant.from("2026-11-22T00:04:00Z");
const openssl = new Openssl();
let userKey: string;
let authority: Authority;
let older: Authority;
let roots: readonly TrustAnchor[];
let crls: readonly RevocationList[];

function verdict(
  certificate: Uint8Array,
  change: Partial<Parameters<typeof validateAuthCertificate>[0]> = {},
): Promise<CertificateVerdict> {
  return validateAuthCertificate({ certificate, roots, crls, at: NOW, ...change });
}

/** The public key of a certificate that must be trusted. */
async function trustedKey(certificate: Uint8Array, change: Parameters<typeof verdict>[1] = {}) {
  const answer = await verdict(certificate, change);
  if (answer.kind !== "trusted") throw new Error(`expected trusted, got ${JSON.stringify(answer)}`);
  return answer.publicKey;
}

beforeAll(() => {
  userKey = openssl.newKey("rsa:2048");
  authority = openssl.newAuthority(openssl.newKey("rsa:2048"));
  older = openssl.newAuthority(openssl.newKey("rsa:2048"));
  roots = loadAnchors([older.der, authority.der]);
  crls = [loadRevocationList(authority.crl(), roots), loadRevocationList(older.crl(), roots)];
}, 60_000);

afterAll(() => openssl[Symbol.dispose]());

describe("a certificate of a root we believe", () => {
  test("is trusted and tells whose it is", async () => {
    const { der } = authority.issue(userKey);
    expect(await verdict(der)).toEqual({
      kind: "trusted",
      standing: "valid",
      notAfter: Temporal.Instant.from("2029-02-17T14:59:59Z"),
      usableUntil: Temporal.PlainDate.from("2029-05-17"),
      subjectSerial: "997794E9AGCIEG13221003A",
      certificateSerial: expect.stringMatching(/^[0-9a-f]+$/),
      publicKey: { kind: "rsa", key: expect.any(KeyObject) },
    });
    expect(await verdict(der, { at: new Date(NOW.epochMilliseconds) })).toEqual(await verdict(der));
  });

  test("is trusted under either of two roots with one name", async () => {
    expect((await verdict(older.issue(userKey).der)).kind).toBe("trusted");
  });

  test.each(["ec:P-256", "ec:P-384"] as const)(
    "may hold a key of the next card: %s",
    async (algorithm) => {
      const key = openssl.newKey(algorithm);
      const message = new TextEncoder().encode("context");
      const publicKey = await trustedKey(authority.issue(key).der);
      const hash = algorithm === "ec:P-384" ? "sha384" : "sha256";
      const signature = sign(hash, message, createPrivateKey(readFileSync(key)));
      expect(await verifyCardSignature({ publicKey, message, signature })).toBe(true);
      expect(
        await verifyCardSignature({ publicKey, message: message.subarray(1), signature }),
      ).toBe(false);
    },
  );

  test("may come from a P-384 root with SHA-384", async () => {
    const next = openssl.newAuthority(openssl.newKey("ec:P-384"), { digest: "sha384" });
    const nextRoots = loadAnchors([next.der]);
    const change = { roots: nextRoots, crls: [loadRevocationList(next.crl(), nextRoots)] };
    expect((await verdict(next.issue(openssl.newKey("ec:P-384")).der, change)).kind).toBe(
      "trusted",
    );
  });
});

describe("who issued it", () => {
  test("a stranger with the same name is unknown", async () => {
    const stranger = openssl.newAuthority(openssl.newKey("rsa:2048"));
    expect(await verdict(stranger.issue(userKey).der)).toEqual({ kind: "unknown-issuer" });
  });

  test("a stranger with the same name and key identifier is unknown", async () => {
    const ski = roots[1]?.certificate.extensions.subjectKeyId ?? "";
    const forger = openssl.newAuthority(openssl.newKey("rsa:2048"), { ski });
    const { der } = forger.issue(userKey);
    expect(loadAnchors([forger.der])[0]?.certificate.extensions.subjectKeyId).toBe(ski);
    expect(await verdict(der)).toEqual({ kind: "unknown-issuer" });
  });

  test("without roots nobody is known", async () => {
    expect(await verdict(authority.issue(userKey).der, { roots: [] })).toEqual({
      kind: "unknown-issuer",
    });
  });

  test("a root that ends before the certificate vouches for nothing after its end", async () => {
    const shortLived = openssl.newAuthority(openssl.newKey("rsa:2048"), { to: "20271231000000Z" });
    const ours = loadAnchors([shortLived.der]);
    const change = {
      roots: ours,
      crls: [loadRevocationList(shortLived.crl({ to: "20380101000000Z" }), ours)],
    };
    const { der } = shortLived.issue(userKey);
    const end = ours[0]?.certificate.notAfter ?? 0;
    expect((await verdict(der, { ...change, at: new Date(end) })).kind).toBe("trusted");
    expect((await verdict(der, { ...change, at: new Date(end + 1) })).kind).toBe("unknown-issuer");
  });

  test("an ordinary certificate cannot be an anchor", async () => {
    expect(() => loadAnchors([authority.issue(userKey).der])).toThrow(
      new TrustError("anchor-not-a-ca"),
    );
    const extensions = {
      basicConstraints: "critical, CA:TRUE",
      keyUsage: "critical, keyCertSign, cRLSign",
    };
    const intermediate = authority.issue(userKey, { extensions });
    expect(() => loadAnchors([intermediate.der])).toThrow(new TrustError("anchor-not-self-signed"));
  });
});

describe("time, in Tokyo", () => {
  const at = (local: string) =>
    Temporal.PlainDateTime.from(local).toZonedDateTime("Asia/Tokyo").toInstant();
  /** A list that is fresh at any time: this is about the certificate. */
  const always = () => [
    loadRevocationList(authority.crl({ from: "20200101000000Z", to: "20491231000000Z" }), roots),
  ];

  test("one certificate through its life", async () => {
    const life = [
      ["2022-01-01T08:59:59", "not-yet-valid"],
      ["2022-01-01T09:00:00", "valid"],
      ["2026-06-02T23:59:59", "valid"],
      ["2026-06-03T00:00:00", "expiring"],
      ["2026-09-03T23:59:59", "expiring"],
      ["2026-09-04T00:00:00", "expired-grace"],
      ["2026-12-03T23:59:59", "expired-grace"],
      ["2026-12-04T00:00:00", "expired"],
    ] as const;
    const { der } = authority.issue(userKey, { from: "20220101000000Z", to: "20260903145959Z" });
    const lists = always();
    const seen: (readonly [string, string])[] = [];
    for (const [local] of life) {
      const answer = await verdict(der, { crls: lists, at: at(local) });
      seen.push([local, answer.kind === "trusted" ? answer.standing : answer.kind]);
    }
    expect(seen).toEqual(life);
  });

  test("an impossible time is the caller's error", async () => {
    await expect(
      verdict(authority.issue(userKey).der, { at: new Date(Number.NaN) }),
    ).rejects.toThrow(RangeError);
  });
});

describe("revocation", () => {
  test("a revoked certificate is refused with the reason, also by yesterday's list", async () => {
    const certificate = authority.issue(userKey);
    expect((await verdict(certificate.der)).kind).toBe("trusted");
    authority.revoke(certificate, "affiliationChanged");
    const held = authority.issue(userKey);
    authority.revoke(held, "certificateHold");
    const now = [...crls, loadRevocationList(authority.crl(), roots)];
    expect(await verdict(certificate.der, { crls: now })).toMatchObject({
      kind: "revoked",
      reason: "affiliationChanged",
    });
    expect(await verdict(held.der, { crls: now })).toMatchObject({
      kind: "revoked",
      reason: "certificateHold",
    });
    const old = [
      ...crls,
      loadRevocationList(authority.crl({ from: "20200101000000Z", to: "20200102000000Z" }), roots),
    ];
    expect((await verdict(certificate.der, { crls: old })).kind).toBe("revoked");
  });

  test("no list, another root's list, a list from tomorrow: unknown", async () => {
    const { der } = authority.issue(userKey);
    const [, olderList] = crls;
    const tomorrow = loadRevocationList(
      authority.crl({ from: "20261123150000Z", to: "20261124150000Z" }),
      roots,
    );
    expect(await verdict(der, { crls: [] })).toEqual({
      kind: "revocation-unknown",
      detail: "no-list",
    });
    expect(olderList && (await verdict(der, { crls: [olderList] }))).toEqual({
      kind: "revocation-unknown",
      detail: "no-list",
    });
    expect(await verdict(der, { crls: [tomorrow] })).toEqual({
      kind: "revocation-unknown",
      detail: "stale",
    });
  });

  test("a list serves for 24 hours after its nextUpdate and not a moment longer", async () => {
    const { der } = authority.issue(userKey);
    const end = Temporal.Instant.from("2026-11-23T15:00:00Z");
    expect((await verdict(der, { at: end.subtract({ milliseconds: 1 }) })).kind).toBe("trusted");
    expect(await verdict(der, { at: end })).toEqual({
      kind: "revocation-unknown",
      detail: "stale",
    });
  });

  test("a partition answers only for the certificates that name it", async () => {
    const extensions = { crlDistributionPoints: "dp1" };
    const { der } = authority.issue(userKey, { extensions });
    const first = loadRevocationList(authority.crl({ extensions: "crl1" }), roots);
    const second = loadRevocationList(authority.crl({ extensions: "crl2" }), roots);
    expect((await verdict(der, { crls: [first] })).kind).toBe("trusted");
    expect(await verdict(der, { crls: [second] })).toEqual({
      kind: "revocation-unknown",
      detail: "no-list",
    });
    expect((await verdict(authority.issue(userKey).der, { crls: [first] })).kind).toBe(
      "revocation-unknown",
    );
  });

  test("a list that cannot answer alone, or that no root signed, is not loaded", async () => {
    const load = (list: Uint8Array) => () => loadRevocationList(list, roots);
    expect(load(authority.crl({ extensions: "crlIndirect" }))).toThrow(new TrustError("crl-scope"));
    expect(load(authority.crl({ extensions: "crlReasons" }))).toThrow(new TrustError("crl-scope"));
    const stranger = openssl.newAuthority(openssl.newKey("rsa:2048"));
    expect(load(stranger.crl())).toThrow(new TrustError("crl-issuer"));
  });
});

describe("what it was made for", () => {
  test.each([
    [
      "a signing certificate",
      { keyUsage: "critical, digitalSignature, nonRepudiation" },
      "key-usage",
    ],
    ["no key usage", { keyUsage: undefined }, "key-usage"],
    ["another policy", { certificatePolicies: "1.2.392.200149.8.5.1.1.20" }, "policy"],
    ["no policy", { certificatePolicies: undefined }, "policy"],
    ["a CA", { basicConstraints: "critical, CA:TRUE" }, "ca"],
    ["a server", { extendedKeyUsage: "critical, serverAuth" }, "extended-key-usage"],
  ])("%s is refused", async (_, extensions, detail) => {
    expect(await verdict(authority.issue(userKey, { extensions }).der)).toEqual({
      kind: "wrong-purpose",
      detail,
    });
  });

  test("a client-authentication purpose fits", async () => {
    const extensions = { extendedKeyUsage: "clientAuth" };
    expect((await verdict(authority.issue(userKey, { extensions }).der)).kind).toBe("trusted");
  });
});

describe("what we do not understand is refused", () => {
  test("an unknown extension only when critical", async () => {
    const plain = authority.issue(userKey, { extensions: { "1.2.3.4.5": "ASN1:NULL" } });
    const critical = authority.issue(userKey, {
      extensions: { "1.2.3.4.5": "critical, ASN1:NULL" },
    });
    expect((await verdict(plain.der)).kind).toBe("trusted");
    expect(await verdict(critical.der)).toEqual({
      kind: "malformed",
      detail: "critical-extension",
    });
  });

  test("SHA-1, short keys and other curves", async () => {
    expect(await verdict(authority.issue(userKey, { digest: "sha1" }).der)).toEqual({
      kind: "malformed",
      detail: "signature-algorithm",
    });
    const short = authority.issue(openssl.newKey("rsa:1024"));
    expect(await verdict(short.der)).toEqual({ kind: "malformed", detail: "key-size" });
    const other = authority.issue(openssl.newKey("ec:P-521"));
    expect(await verdict(other.der)).toEqual({ kind: "malformed", detail: "key-curve" });
  });

  test("a subject without its one number", async () => {
    const twice = authority.issue(userKey, { subject: "/C=JP/CN=A/CN=B" });
    expect(await verdict(twice.der)).toEqual({ kind: "malformed", detail: "subject" });
  });
});

describe("the cache of returning cards", () => {
  test("answers the same, forgets the least recently used, and never outlives its root", async () => {
    const cache = new CertificateCache(2);
    const certificates = [0, 1, 2].map(() => authority.issue(userKey).der);
    const first: CertificateVerdict[] = [];
    for (const der of certificates) first.push(await verdict(der, { cache }));
    expect(cache.size).toBe(2);
    const again: CertificateVerdict[] = [];
    for (const der of certificates) again.push(await verdict(der, { cache }));
    expect(again).toEqual(first);
    const last = certificates[2] ?? new Uint8Array();
    expect(await verdict(last, { cache, roots: loadAnchors([older.der]) })).toEqual({
      kind: "unknown-issuer",
    });
    expect((await verdict(last, { cache, crls: [] })).kind).toBe("revocation-unknown");
  });

  test("strangers do not enter it", async () => {
    const cache = new CertificateCache(2);
    await verdict(openssl.newAuthority(openssl.newKey("rsa:2048")).issue(userKey).der, { cache });
    expect(cache.size).toBe(0);
  });
});
