/** Lists and responder together: every pair of what they may say. */
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadAnchors, loadRevocationList, parseCertificate } from "./index.ts";
import type { Certificate, RevocationList, TrustAnchor } from "./index.ts";
import { JPKI_AUTHENTICATION } from "./jpki.ts";
import type { OcspOutcome } from "./ocsp/client.ts";
import { revocationOf } from "./revocation.ts";
import type { OcspWhenAway } from "./revocation.ts";
import { Openssl } from "./test-pki.ts";

const at = Temporal.Instant.from("2026-11-22T00:04:00Z").epochMilliseconds;
const HOUR = 3_600_000;
const openssl = new Openssl();
let issuer: TrustAnchor;
let certificate: Certificate;
let lists: Readonly<
  Record<"none" | "silent" | "naming" | "stale" | "stale-naming", readonly RevocationList[]>
>;

beforeAll(() => {
  const authority = openssl.newAuthority(openssl.newKey("rsa:2048"));
  const issued = authority.issue(openssl.newKey("ec:P-256"));
  const roots = loadAnchors([authority.der]);
  const [root] = roots;
  if (root === undefined) throw new Error("no root");
  issuer = root;
  certificate = parseCertificate(issued.der);
  const old = { from: "20260101000000Z", to: "20260102000000Z" };
  const load = (life = {}) => [loadRevocationList(authority.crl(life), roots)];
  const [silent, stale] = [load(), load(old)];
  authority.revoke(issued, "superseded");
  lists = { none: [], silent, naming: load(), stale, "stale-naming": load(old) };
});
afterAll(() => openssl[Symbol.dispose]());

const times = { thisUpdate: at - HOUR, until: at + HOUR, archiveCutoff: undefined };

const outcomes: Readonly<Record<string, OcspOutcome>> = {
  good: { kind: "good", ...times },
  revoked: { kind: "revoked", at: at - HOUR, reason: "keyCompromise", ...times },
  unknown: { kind: "unknown", ...times },
  old: { kind: "good", ...times, until: at - HOUR },
  error: { kind: "error", error: "try-later" },
  refused: { kind: "refused", detail: { kind: "nonce" } },
  away: { kind: "away", detail: "timeout" },
};

function said(
  list: keyof typeof lists,
  outcome?: OcspOutcome,
  whenAway: OcspWhenAway = "current-list",
): string {
  const finding = revocationOf({
    certificate,
    issuer,
    crls: lists[list],
    ocsp: outcome && { outcome, whenAway },
    at,
    profile: JPKI_AUTHENTICATION,
  });
  switch (finding.kind) {
    case "good":
      return "good";
    case "revoked":
      return finding.reason;
    case "unknown":
      return finding.detail;
  }
}

/** What lists alone say, by which list there is. */
const alone = {
  none: "no-list",
  silent: "good",
  naming: "superseded",
  stale: "stale",
  "stale-naming": "superseded",
} as const;

const kinds = ["none", "silent", "naming", "stale", "stale-naming"] as const;
const naming: ReadonlySet<string> = new Set(["naming", "stale-naming"]);

describe.each(kinds)("with a list that is %s", (list) => {
  const orRevoked = (otherwise: string) => (naming.has(list) ? "superseded" : otherwise);

  test("and no responder", () => {
    expect(said(list)).toBe(alone[list]);
  });

  test("and a responder that answers", () => {
    expect(said(list, outcomes["good"])).toBe(orRevoked("good"));
    expect(said(list, outcomes["revoked"])).toBe(orRevoked("keyCompromise"));
    expect(said(list, outcomes["unknown"])).toBe(orRevoked("ocsp-unknown"));
  });

  test.each(["old", "error", "refused", "away"])("and a responder that does not: %s", (name) => {
    expect(said(list, outcomes[name])).toBe(alone[list]);
    expect(said(list, outcomes[name], "nobody")).toBe(orRevoked("ocsp-away"));
  });
});

test("of an expired certificate a responder must say how far its records go back", () => {
  const finding = (archiveCutoff: number | undefined, crls: readonly RevocationList[]) =>
    revocationOf({
      certificate: { ...certificate, notAfter: at - 30 * 24 * HOUR },
      issuer,
      crls,
      ocsp: { outcome: { kind: "good", ...times, archiveCutoff }, whenAway: "nobody" },
      at,
      profile: JPKI_AUTHENTICATION,
    });
  expect(finding(undefined, [])).toEqual({ kind: "unknown", detail: "no-list" });
  expect(finding(at - 29 * 24 * HOUR, [])).toEqual({ kind: "unknown", detail: "no-list" });
  expect(finding(at - 30 * 24 * HOUR, [])).toEqual({ kind: "good" });
  expect(finding(undefined, lists.silent)).toEqual({ kind: "good" });
});

test("of a moment that is over, what is known must be current now, and what came later does not count", () => {
  const finding = (list: keyof typeof lists, then: number, outcome?: OcspOutcome) =>
    revocationOf({
      certificate,
      issuer,
      crls: lists[list],
      ocsp: outcome && { outcome, whenAway: "nobody" },
      at: then,
      askedAt: at,
      profile: JPKI_AUTHENTICATION,
    }).kind;
  const revokedAt = lists.naming[0]?.entries.get(certificate.serial)?.at ?? 0;
  expect(finding("naming", revokedAt - 1)).toBe("good");
  expect(finding("naming", revokedAt)).toBe("revoked");
  // A list that is from after the moment is as good as any, and one that was current then is not enough.
  expect(finding("silent", Date.UTC(2026, 0, 1, 12))).toBe("good");
  expect(finding("stale", Date.UTC(2026, 0, 1, 12))).toBe("unknown");
  expect(finding("none", at - 2 * HOUR, outcomes["revoked"])).toBe("good");
  expect(finding("none", at, outcomes["revoked"])).toBe("revoked");
  expect(finding("none", at - 9 * HOUR, outcomes["good"])).toBe("good");
});
