/** The OCSP vectors of the cryptography project, as Debian's python3-cryptography-vectors holds them: real responders, and odd ones. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseCertificate } from "../certificate.ts";
import { TAG, TrustError, enterOnly } from "../der.ts";
import { readCertId, sameCertId } from "./cert-id.ts";
import { judgeOcspResponse } from "./judge.ts";
import type { OcspAnswer } from "./judge.ts";
import { encodeOcspRequest } from "./request.ts";
import { readOcspResponse } from "./response.ts";

const FOLDER = "/usr/lib/python3/dist-packages/cryptography_vectors/x509";
const file = (name: string) => Uint8Array.from(readFileSync(join(FOLDER, "ocsp", `${name}.der`)));

/** What stands in a response, and since when; or why it cannot be read. */
function contents(name: string): readonly string[] {
  const response = attempt(() => readOcspResponse(file(name)));
  if (typeof response === "string") return [response];
  if (response.kind === "error") return [response.error];
  return response.answers.map(({ status, thisUpdate }) => {
    const reason = status.kind === "revoked" ? ` ${status.reason}` : "";
    return `${status.kind}${reason} ${new Date(thisUpdate).toISOString().slice(0, 16)}`;
  });
}

function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof TrustError) return error.detail;
    throw error;
  }
}

const responses: Readonly<Record<string, readonly string[]>> = {
  "resp-delegate-unknown-cert": ["unknown 2018-09-01T13:02"],
  "resp-invalid-signature-oid": ["signature-algorithm"],
  "resp-responder-key-hash": ["revoked unspecified 2018-09-01T13:45"],
  "resp-response-type-unknown-oid": ["ocsp-type"],
  "resp-revoked-no-next-update": ["revoked unspecified 2018-10-23T00:28"],
  "resp-revoked-reason": ["revoked superseded 2018-09-01T19:48"],
  "resp-revoked": ["revoked unspecified 2018-08-31T17:49"],
  "resp-sct-extension": ["good 2019-11-16T02:30"],
  "resp-sha256": ["good 2018-08-30T11:00"],
  "resp-single-extension-reason": ["good 2019-11-10T04:27"],
  "resp-successful-no-response-bytes": ["der-truncated"],
  "resp-unauthorized": ["unauthorized"],
  "resp-unknown-extension": ["revoked superseded 2018-09-01T19:48"],
  "resp-unknown-hash-alg": ["ocsp-hash"],
  "resp-unknown-response-status": ["ocsp-status"],
};

describe("responses", () => {
  test("none is left out", () => {
    const found = readdirSync(join(FOLDER, "ocsp")).filter((name) => name.includes("resp"));
    expect(found.map((name) => name.replace(".der", "")).toSorted()).toEqual(
      [...Object.keys(responses), "ocsp-army.deps.mil-resp"].toSorted(),
    );
  });

  test.each(Object.entries(responses))("%s", (name, expected) => {
    expect(contents(name)).toEqual(expected);
  });
});

/** Let's Encrypt's own answer is the one whose issuer stands beside the vectors. */
describe("an answer of Let's Encrypt", () => {
  const pem = readFileSync(join(FOLDER, "letsencryptx3.pem"), "latin1");
  const x3 = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
  const issuer = parseCertificate(x3);
  const certificate = { serial: "031c787a7dc90295007bc5f2220b3b527af0", issuer: issuer.subject };
  const ask = (name: string, at: string): OcspAnswer =>
    judgeOcspResponse(file(name), { certificate, issuer, at: new Date(at) });

  test("is good while it lasts", () => {
    expect(ask("resp-sha256", "2018-09-01T00:00:00Z")).toEqual({
      kind: "good",
      thisUpdate: Date.parse("2018-08-30T11:00:00Z"),
      until: Date.parse("2018-09-06T11:00:00Z"),
      archiveCutoff: undefined,
    });
    expect(ask("resp-sha256", "2018-08-30T10:00:00Z")).toMatchObject({
      detail: { kind: "not-yet" },
    });
    expect(ask("resp-sha256", "2018-09-06T12:00:00Z")).toMatchObject({ detail: { kind: "stale" } });
  });

  test("is the only one that speaks of its certificate", () => {
    const kinds = Object.keys(responses).map((name) => {
      const answer = ask(name, "2018-09-01T00:00:00Z");
      return answer.kind === "refused" ? answer.detail.kind : answer.kind;
    });
    expect(new Set(kinds)).toEqual(new Set(["malformed", "other-certificate", "good", "error"]));
    expect(kinds.filter((kind) => kind === "good")).toHaveLength(1);
  });
});

/** Requests that this package would have written byte for byte, and how far it can read the others' identifiers. */
describe("requests", () => {
  const idOf = (name: string) => {
    const asked = enterOnly(file(name), TAG.sequence).enter(TAG.sequence).enter(TAG.sequence);
    return readCertId(asked.enter(TAG.sequence));
  };

  test.each([
    "req-sha1",
    "ocsp-army.valid-req",
    "ocsp-army.revoked-req",
    "ocsp-army.inapplicable-req",
  ])("%s", (name) => {
    expect(encodeOcspRequest(idOf(name), undefined)).toEqual(file(name));
  });

  test("with a nonce", () => {
    const nonce = Uint8Array.from(Buffer.from("7b805a1d3726b8b84f48d2f8bfd72dfd", "hex"));
    expect(encodeOcspRequest(idOf("req-ext-nonce"), nonce)).toEqual(file("req-ext-nonce"));
  });

  test("with a hash that nobody knows", () => {
    expect(attempt(() => idOf("req-invalid-hash-alg"))).toBe("ocsp-hash");
  });

  test("of which the army's responder answers those that it has an answer for", () => {
    const response = readOcspResponse(file("ocsp-army.deps.mil-resp"));
    const answers = response.kind === "basic" ? response.answers : [];
    expect(answers).toHaveLength(20);
    const statusOf = (name: string) =>
      answers.find(({ id }) => sameCertId(id, idOf(name)))?.status.kind;
    expect(statusOf("ocsp-army.valid-req")).toBe("good");
    expect(statusOf("ocsp-army.revoked-req")).toBe("revoked");
    expect(statusOf("ocsp-army.inapplicable-req")).toBeUndefined();
  });
});
