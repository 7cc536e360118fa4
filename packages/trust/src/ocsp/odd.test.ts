/** Answers that nobody's responder gives: written byte by byte, and rightly signed. */
import { createHash, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCertificate } from "../index.ts";
import { der, extension, nameDer, newKey, oid, testCertificate, text } from "../test-paths.ts";
import type { TestKey } from "../test-paths.ts";
import { certIdOf, encodeCertId } from "./cert-id.ts";
import type { CertIdHash } from "./cert-id.ts";
import { judgeOcspResponse } from "./judge.ts";
import type { OcspAnswer, OcspQuestion } from "./judge.ts";

const keys = { root: newKey(), leaf: newKey() };
const root = { subject: "Root", issuer: "Root", serial: 1, use: "authority" } as const;
const rootDer = testCertificate({ ...root, key: keys.root, by: keys.root });
const leaf = { subject: "Leaf", issuer: "Root", serial: 2, use: "user" } as const;
const leafDer = testCertificate({ ...leaf, key: keys.leaf, by: keys.root });
const [issuer, certificate] = [parseCertificate(rootDer), parseCertificate(leafDer)];
const other = { ...certificate, serial: "03" };

const NOON = text(0x18, "20260601120000Z");
const TOMORROW = der(0xa0, text(0x18, "20260602120000Z"));
const GOOD = Uint8Array.of(0x80, 0);
const BASIC = oid("1.3.6.1.5.5.7.48.1.1");

const idOf = (subject = certificate, hash: CertIdHash = "sha1") =>
  encodeCertId(certIdOf(subject, issuer, hash));
const single = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const byName = der(0xa1, nameDer("Root"));

type Parts = {
  readonly responder?: Uint8Array;
  readonly producedAt?: Uint8Array;
  readonly answers?: readonly Uint8Array[];
  /** Before the responder: a version; after the answers: extensions. */
  readonly before?: readonly Uint8Array[];
  readonly after?: readonly Uint8Array[];
  readonly certificates?: readonly Uint8Array[];
  readonly hash?: "sha1" | "sha256";
  readonly by?: TestKey;
};

const ECDSA = { sha1: "1.2.840.10045.4.1", sha256: "1.2.840.10045.4.3.2" } as const;

function response(parts: Parts = {}): Uint8Array {
  const { responder = byName, producedAt = NOON, hash = "sha256", by = keys.root } = parts;
  const { answers = [single(idOf(), GOOD, NOON, TOMORROW)], before = [], after = [] } = parts;
  const tbs = der(0x30, ...before, responder, producedAt, der(0x30, ...answers), ...after);
  const signature = der(0x03, Uint8Array.of(0), sign(hash, tbs, by.privateKey));
  const { certificates = [] } = parts;
  const along = certificates.length === 0 ? [] : [der(0xa0, der(0x30, ...certificates))];
  const basic = der(0x30, tbs, der(0x30, oid(ECDSA[hash])), signature, ...along);
  const bytes = der(0x30, BASIC, der(0x04, basic));

  return der(0x30, der(0x0a, Uint8Array.of(0)), der(0xa0, bytes));
}

function judge(bytes: Uint8Array, change: Partial<OcspQuestion> = {}): OcspAnswer {
  const at = new Date("2026-06-01T13:00:00Z");

  return judgeOcspResponse(bytes, { certificate, issuer, at, ...change });
}

/** The answer in a word. */
function said(parts: Parts, change: Partial<OcspQuestion> = {}): string {
  const answer = judge(response(parts), change);
  if (answer.kind !== "refused") return answer.kind;
  const { detail } = answer;

  return "detail" in detail ? detail.detail : detail.kind;
}

const extensions = (...each: readonly Uint8Array[]) => der(0xa1, der(0x30, ...each));
const NULL = Uint8Array.of(5, 0);

describe("an answer", () => {
  test.each(["sha1", "sha256", "sha384", "sha512"] as const)(
    "names its certificate by %s",
    (hash) => {
      expect(said({ answers: [single(idOf(certificate, hash), GOOD, NOON, TOMORROW)] })).toBe(
        "good",
      );
      expect(said({ answers: [single(idOf(other, hash), GOOD, NOON, TOMORROW)] })).toBe(
        "other-certificate",
      );
    },
  );

  test("is found among others, and must be the only one", () => {
    const ours = single(idOf(), GOOD, NOON, TOMORROW);
    const theirs = single(idOf(other), Uint8Array.of(0x82, 0), NOON, TOMORROW);
    expect(said({ answers: [theirs, ours] })).toBe("good");
    expect(
      said({ answers: [ours, single(idOf(certificate, "sha256"), Uint8Array.of(0x82, 0), NOON)] }),
    ).toBe("ambiguous");
    expect(said({ answers: [] })).toBe("other-certificate");
    expect(said({ answers: Array.from({ length: 101 }, () => theirs) })).toBe("ocsp-answers");
  });

  test("says when a certificate was revoked, and why", () => {
    const revoked = (...more: readonly Uint8Array[]) =>
      judge(response({ answers: [single(idOf(), der(0xa1, NOON, ...more), NOON, TOMORROW)] }));
    const at = Date.parse("2026-06-01T12:00:00Z");
    expect(revoked()).toMatchObject({ kind: "revoked", at, reason: "unspecified" });
    const reason = (code: number) => der(0xa0, der(0x0a, Uint8Array.of(code)));
    expect(revoked(reason(6))).toMatchObject({ kind: "revoked", reason: "certificateHold" });
    expect(revoked(reason(8))).toMatchObject({ kind: "refused", detail: { detail: "crl-reason" } });
  });

  test("has one status, and its own times", () => {
    const statuses = [Uint8Array.of(0x81, 0), Uint8Array.of(0x80, 1, 0), Uint8Array.of(0x83, 0)];
    for (const status of statuses) {
      expect(["good", "revoked", "unknown"]).not.toContain(
        said({ answers: [single(idOf(), status, NOON, TOMORROW)] }),
      );
    }
    const utc = text(0x17, "260601120000Z");
    expect(said({ answers: [single(idOf(), GOOD, utc, TOMORROW)] })).toBe("der-time");
    const yesterday = der(0xa0, text(0x18, "20260531120000Z"));
    expect(said({ answers: [single(idOf(), GOOD, NOON, yesterday)] })).toBe("ocsp-next-update");
    expect(said({ producedAt: text(0x18, "20260601130501Z") })).toBe("not-yet");
  });

  test("tells how far the responder's records go back", () => {
    const cutoff = extension("1.3.6.1.5.5.7.48.1.6", false, text(0x18, "20260101000000Z"));
    const answers = [single(idOf(), GOOD, NOON, TOMORROW, extensions(cutoff))];
    expect(judge(response({ answers }))).toMatchObject({
      archiveCutoff: Date.parse("2026-01-01Z"),
    });
  });

  test("may carry what is not understood, unless it demands to be", () => {
    const unknown = (critical: boolean) => extensions(extension("1.2.3.4", critical, NULL));
    const one = (critical: boolean) => [single(idOf(), GOOD, NOON, TOMORROW, unknown(critical))];
    expect(said({ answers: one(false) })).toBe("good");
    expect(said({ answers: one(true) })).toBe("critical-extension");
    expect(said({ after: [unknown(false)] })).toBe("good");
    expect(said({ after: [unknown(true)] })).toBe("critical-extension");
    const nonce = extension("1.3.6.1.5.5.7.48.1.2", false, NULL);
    expect(said({ after: [extensions(nonce, nonce)] })).toBe("extension-twice");
  });
});

describe("a response", () => {
  test("is of the one version there is, signed with what is strong enough", () => {
    expect(said({ before: [der(0xa0, Uint8Array.of(2, 1, 0))] })).toBe("ocsp-responder");
    expect(said({ hash: "sha1" })).toBe("signature-algorithm");
    expect(said({ hash: "sha1" }, { allowSha1: true })).toBe("good");
  });

  test("comes from who signed it", () => {
    const { publicKey } = keys.root;
    const bits = publicKey.export({ type: "spki", format: "der" }).subarray(-65);
    const keyHash = createHash("sha1").update(bits).digest();
    expect(said({ responder: der(0xa2, der(0x04, keyHash)) })).toBe("good");
    const otherHash = keyHash.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
    expect(said({ responder: der(0xa2, der(0x04, otherHash)) })).toBe("nobody");
    expect(said({ responder: der(0xa1, nameDer("Rooot")) })).toBe("nobody");
    expect(said({ responder: der(0xa1, nameDer("ROOT")) })).toBe("good");
    expect(said({}, { issuer: { ...issuer, publicKey: certificate.publicKey } })).toBe(
      "other-certificate",
    );
  });

  test("comes from no delegate of somebody of another name, though with the issuer's key", () => {
    const purpose = extension("2.5.29.37", false, der(0x30, oid("1.3.6.1.5.5.7.3.9")));
    const noCheck = extension("1.3.6.1.5.5.7.48.1.5", false, NULL);
    const from = (name: string) => {
      const made = { subject: "Delegate", issuer: name, serial: 7, use: "user" } as const;
      const key = { key: keys.leaf, by: keys.root, extensions: [purpose, noCheck] };
      const certificates = [testCertificate({ ...made, ...key })];
      return said({ responder: der(0xa1, nameDer("Delegate")), by: keys.leaf, certificates });
    };
    expect(from("Root")).toBe("good");
    expect(from("Another")).toBe("delegate-issuer");
  });

  test("brings no more certificates than play a part", () => {
    expect(said({ certificates: [rootDer, leafDer] })).toBe("good");
    const stray = testCertificate({ ...leaf, key: keys.leaf, by: keys.leaf });
    expect(
      said({
        certificates: [rootDer, testCertificate({ ...leaf, key: keys.root, by: keys.leaf })],
      }),
    ).toBe("ocsp-certificates");
    expect(said({ certificates: [stray, leafDer] })).toBe("good");
    expect(said({ certificates: Array.from({ length: 5 }, () => rootDer) })).toBe(
      "ocsp-certificates",
    );
    expect(judge(new Uint8Array(64 * 1024 + 1))).toMatchObject({ detail: { detail: "too-large" } });
  });
});

test("whatever the bytes, there is an answer, and never a good one by chance", () => {
  const whole = response({ certificates: [rootDer] });
  const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(
      edits,
      fc.nat(whole.length - 1),
      fc.uint8Array({ maxLength: 200 }),
      (changes, end, bytes) => {
        const changed = Uint8Array.from(whole);
        for (const [index, byte] of changes) changed[index] = byte;
        const same = Buffer.compare(changed, whole) === 0;
        expect(judge(changed).kind === "good").toBe(same);
        expect(judge(whole.subarray(0, end)).kind).toBe("refused");
        expect(judge(bytes).kind).not.toBe("good");
      },
    ),
    { numRuns: 2000 },
  );
});
