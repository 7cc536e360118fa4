/** Answers made by openssl, each for what it is worth, and every changed bit of them. */
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCertificate, readPathCrl } from "../index.ts";
import type { Certificate } from "../index.ts";
import { Openssl } from "../test-pki.ts";
import type { Authority } from "../test-pki.ts";
import { certIdOf } from "./cert-id.ts";
import { CACHEABLE_OCSP_POLICY, OCSP_POLICY, OcspClient } from "./client.ts";
import { judgeOcspResponse } from "./judge.ts";
import type { OcspAnswer, OcspQuestion } from "./judge.ts";
import { encodeOcspRequest } from "./request.ts";
import { answerOnce, newDelegate, serve } from "./test-openssl.ts";
import type { Signer } from "./test-openssl.ts";

const openssl = new Openssl();
const NONCE = Uint8Array.from({ length: 32 }, (_, index) => index);
let authority: Authority;
let issuer: Certificate;
let delegate: Signer;
let good: Certificate;
let revoked: Certificate;
let unknown: Certificate;

beforeAll(() => {
  authority = openssl.newAuthority(openssl.newKey("rsa:2048"));
  const userKey = openssl.newKey("ec:P-256");
  // The same name and key, but a register that this authority's responder does not read.
  const forgetful = openssl.newAuthority(authority.key);
  delegate = newDelegate(openssl, authority);
  const lost = authority.issue(userKey);
  authority.revoke(lost, "keyCompromise");
  issuer = parseCertificate(authority.der);
  good = parseCertificate(authority.issue(userKey).der);
  revoked = parseCertificate(lost.der);
  unknown = parseCertificate(forgetful.issue(userKey).der);
});
afterAll(() => openssl[Symbol.dispose]());

const now = () => Temporal.Now.instant();

/** What openssl says about the certificate. */
function answer(
  certificate: Certificate,
  options: {
    readonly signer?: Signer;
    readonly flags?: readonly string[];
    readonly hash?: "sha1" | "sha256";
  } = {},
): Uint8Array {
  const { signer = delegate, flags, hash = "sha1" } = options;
  const request = encodeOcspRequest(certIdOf(certificate, issuer, hash), NONCE);
  return answerOnce(openssl, authority, signer, request, flags);
}

function judge(
  response: Uint8Array,
  certificate: Certificate,
  change: Partial<OcspQuestion> = {},
): OcspAnswer {
  return judgeOcspResponse(response, {
    certificate,
    issuer,
    at: now(),
    nonce: NONCE,
    nonceRequired: true,
    ...change,
  });
}

describe("what a responder says", () => {
  test.each(["sha1", "sha256"] as const)("good, revoked and unknown, by %s", (hash) => {
    expect(judge(answer(good, { hash }), good).kind).toBe("good");
    expect(judge(answer(revoked, { hash }), revoked)).toMatchObject({
      kind: "revoked",
      reason: "keyCompromise",
    });
    expect(judge(answer(unknown, { hash }), unknown).kind).toBe("unknown");
  });

  test("counts from the issuer itself too, and by name or by key", () => {
    for (const signer of [delegate, authority]) {
      for (const flags of [[], ["-resp_key_id"], ["-resp_no_certs", "-resp_key_id"]]) {
        const wanted = signer === delegate && flags.includes("-resp_no_certs") ? "refused" : "good";
        const response = answer(good, { signer, flags: ["-ndays", "1", ...flags] });
        expect([flags, judge(response, good).kind]).toEqual([flags, wanted]);
      }
    }
  });

  test("is about one certificate only", () => {
    const otherCertificate = { kind: "refused", detail: { kind: "other-certificate" } };
    expect(judge(answer(good), revoked)).toEqual(otherCertificate);
    const namesake = parseCertificate(openssl.newAuthority(openssl.newKey("rsa:2048")).der);
    expect(judge(answer(good), good, { issuer: namesake })).toEqual(otherCertificate);
    expect(judge(answer(good), { ...good, issuer: good.subject })).toEqual(otherCertificate);
  });

  test("answers this request", () => {
    const other = Uint8Array.from(NONCE).fill(7);
    const wrong = { kind: "refused", detail: { kind: "nonce" } };
    expect(judge(answer(good), good, { nonce: other })).toEqual(wrong);
    const silent = answerOnce(
      openssl,
      authority,
      delegate,
      encodeOcspRequest(certIdOf(good, issuer, "sha1"), undefined),
    );
    expect(judge(silent, good)).toEqual(wrong);
    expect(judge(silent, good, { nonceRequired: false }).kind).toBe("good");
  });

  test("serves from thisUpdate to nextUpdate, give or take five minutes", () => {
    const response = answer(good);
    const made = judge(response, good);
    if (made.kind !== "good") throw new Error(made.kind);
    expect(made.until - made.thisUpdate).toBe(86_400_000);
    const at = (milliseconds: number) => new Date(made.thisUpdate + milliseconds);
    const kindAt = (milliseconds: number) => {
      const { kind, detail } = {
        detail: undefined,
        ...judge(response, good, { at: at(milliseconds) }),
      };
      return detail ?? kind;
    };
    expect(kindAt(-300_000)).toBe("good");
    expect(kindAt(-301_000)).toEqual({ kind: "not-yet" });
    expect(kindAt(86_400_000 + 300_000)).toBe("good");
    expect(kindAt(86_400_000 + 300_001)).toEqual({ kind: "stale" });
    const endless = answer(good, { flags: [] });
    expect(judge(endless, good).kind).toBe("good");
    expect(judge(endless, good, { at: now().add({ minutes: 21 }) })).toEqual({
      kind: "refused",
      detail: { kind: "stale" },
    });
  });
});

describe("who may say it", () => {
  const signerFault = (detail: string) => ({ kind: "refused", detail: { kind: "signer", detail } });

  test("a delegate made for it, as long as it holds", () => {
    const refused = [
      [{ extendedKeyUsage: undefined }, {}, "delegate-purpose"],
      [{ extendedKeyUsage: "anyExtendedKeyUsage" }, {}, "delegate-purpose"],
      [{ keyUsage: "critical, keyEncipherment" }, {}, "delegate-purpose"],
      [{}, { from: "20200101000000Z", to: "20210101000000Z" }, "delegate-expired"],
      [{ "1.2.3.4.5": "critical, ASN1:NULL" }, {}, "delegate-critical-extension"],
      [{ noCheck: undefined }, {}, "delegate-revocation-unknown"],
    ] as const;
    for (const [extensions, life, detail] of refused) {
      const signer = newDelegate(openssl, authority, extensions, life);
      expect(judge(answer(good, { signer }), good)).toEqual(signerFault(detail));
    }
  });

  test("one that cannot be spared the question, as a current CRL says", () => {
    const signer = newDelegate(openssl, authority, { noCheck: undefined });
    const life = { from: "20200101000000Z", to: "20491231000000Z" };
    const response = answer(good, { signer });
    const crls = [readPathCrl(authority.crl(life))];
    expect(judge(response, good, { crls }).kind).toBe("good");
    authority.revoke(signer, "superseded");
    const next = [readPathCrl(authority.crl(life))];
    expect(judge(response, good, { crls: next })).toEqual(signerFault("delegate-revoked"));
    const forged = openssl.newAuthority(openssl.newKey("rsa:2048"));
    expect(judge(response, good, { crls: [readPathCrl(forged.crl(life))] })).toEqual(
      signerFault("delegate-revocation-unknown"),
    );
  });

  test("nobody whom another authority of the same name has made", () => {
    const stranger = openssl.newAuthority(openssl.newKey("rsa:2048"));
    const signer = newDelegate(openssl, stranger);
    expect(judge(answer(good, { signer }), good)).toEqual({
      kind: "refused",
      detail: { kind: "malformed", detail: "ocsp-certificates" },
    });
    // With the stranger's own certificate beside it, all signatures hold, and yet it is not the issuer who speaks.
    const flags = ["-ndays", "1", "-rother", stranger.path];
    expect(judge(answer(good, { signer, flags }), good)).toEqual(signerFault("delegate-issuer"));
    expect(judge(answer(good, { signer: stranger }), good)).toEqual(signerFault("delegate-issuer"));
  });

  test("not the holder of an ordinary certificate", () => {
    const key = openssl.newKey("ec:P-256");
    const signer = { key, path: authority.issue(key).path };
    expect(judge(answer(good, { signer }), good)).toEqual(signerFault("delegate-purpose"));
  });

  test("not with a signature that was spoilt", () => {
    const response = answer(good, { flags: ["-ndays", "1", "-badsig"] });
    expect(judge(response, good)).toEqual(signerFault("signature"));
  });
});

test.each(["delegate", "issuer"])("no changed bit of an answer signed by the %s passes", (who) => {
  const response =
    who === "issuer"
      ? answer(good, { signer: authority, flags: ["-ndays", "1", "-resp_no_certs"] })
      : answer(good);
  const at = now();
  expect(judge(response, good, { at }).kind).toBe("good");
  const passed: number[] = [];
  for (let bit = 0; bit < response.length * 8; bit += 1) {
    const changed = Uint8Array.from(response);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { kind } = judge(changed, good, { at });
    if (kind !== "refused" && kind !== "error") passed.push(bit);
  }
  expect(passed).toEqual([]);
});

test.each([
  ["POST", { ...OCSP_POLICY, nonceRequired: true }],
  ["GET", CACHEABLE_OCSP_POLICY],
  ["GET", { ...OCSP_POLICY, method: "get", nonceRequired: true, hash: "sha1" }],
] as const)("the client asks a running responder over HTTP: %s, %o", async (method, policy) => {
  await using server = await serve(authority, delegate);
  const methods = new Set<string>();
  const client = new OcspClient({
    url: server.url,
    fetch: (url, init) => {
      methods.add(init.method);
      return fetch(url, init);
    },
    policy,
  });
  const ask = async (certificate: Certificate) =>
    (await client.ask({ certificate, issuer, at: now() })).kind;
  expect(await ask(good)).toBe("good");
  expect(await ask(revoked)).toBe("revoked");
  expect(await ask(unknown)).toBe("unknown");
  expect([...methods]).toEqual([method]);
});
