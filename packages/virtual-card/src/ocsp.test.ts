/** openssl, which knows nothing of us, asks and judges the answers. */
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOfDay } from "@madoguchi/notation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerOcsp, createOcspResponder, type OcspFacts, type OcspResponder } from "./ocsp.ts";
import { createAuthority, type TestPki } from "./pki.ts";
import { sampleCard, today } from "./sample.ts";

const now = startOfDay(today);
let directory: string;
let pki: TestPki;
let responder: OcspResponder;
let serial: bigint;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "madoguchi-ocsp-"));
  const made = await sampleCard();
  ({ pki } = made);
  const certificate = new X509Certificate(Buffer.from(made.image.auth.certificate, "base64"));
  serial = BigInt(`0x${certificate.serialNumber}`);
  responder = await createOcspResponder(pki.auth, {
    from: today.subtract({ days: 1 }),
    until: today.add({ days: 30 }),
  });
  pem("leaf.pem", certificate.raw);
  pem("older.pem", pki.auth[0].certificate);
  pem("newer.pem", pki.auth[1].certificate);
});

afterAll(() => rmSync(directory, { recursive: true }));

function pem(name: string, certificate: Uint8Array): void {
  writeFileSync(join(directory, name), new X509Certificate(certificate).toString());
}

/** Both streams, one after the other; the exit code only through what they say. */
function openssl(args: string): string {
  const { stdout, stderr } = spawnSync("openssl", args.split(/\s+/u), {
    cwd: directory,
    encoding: "utf8",
  });
  return stdout + stderr;
}

function ask(options = "", issuer = "newer.pem"): Buffer {
  openssl(`ocsp -issuer ${issuer} ${options} -cert leaf.pem -reqout request.der`);
  return readFileSync(join(directory, "request.der"));
}

/** What openssl makes of the answer to its own request. */
function judge(facts: Partial<OcspFacts>, options = "", asked = responder): string {
  const answer = answerOcsp(asked, ask(options), { now, revoked: [], ...facts });
  writeFileSync(join(directory, "answer.der"), answer);
  const at = now.epochMilliseconds / 1000 + 60;
  // Without -no_nonce it would add a second nonce to the request it reads.
  const request = "-no_nonce -reqin request.der -respin answer.der -resp_text";
  return openssl(
    `ocsp -issuer newer.pem -cert leaf.pem ${request} -CAfile newer.pem -attime ${at}`,
  );
}

describe("openssl accepts", () => {
  test.each(["", "-sha256", "-no_nonce"])("good (%s)", (options) => {
    const shown = judge({}, options);
    expect(shown).toContain("Response verify OK");
    expect(shown).toContain("Cert Status: good");
    expect(shown).toContain("This Update: Nov 21 15:00:00 2026 GMT");
    expect(shown).toContain("Next Update: Nov 22 15:00:00 2026 GMT");
    expect(shown).toContain("OCSP No Check");
    expect(shown).toContain("OCSP Signing");
    expect(shown.includes("OCSP Nonce")).toBe(options !== "-no_nonce");
  });

  test("revoked, with when and why", () => {
    const at = startOfDay(today.subtract({ days: 3 }));
    const shown = judge({ revoked: [{ serial, at, reason: "affiliationChanged" }] });
    expect(shown).toContain("Response verify OK");
    expect(shown).toContain("Cert Status: revoked");
    expect(shown).toContain("Revocation Time: Nov 18 15:00:00 2026 GMT");
    expect(shown).toContain("Revocation Reason: affiliationChanged");
  });

  test("unknown, for what was never issued; and an answer that names no next one", () => {
    const shown = judge({ issued: () => false, hours: null });
    expect(shown).toContain("Response verify OK");
    expect(shown).toContain("Cert Status: unknown");
    expect(shown).not.toContain("Next Update");
  });
});

test("openssl refuses a responder of another PKI with the same names", async () => {
  const { privateKey } = await createAuthority("auth", { from: today, until: today });
  const issuers = [{ ...pki.auth[1], privateKey }];
  const impostor = await createOcspResponder(issuers, { from: today, until: today });
  expect(judge({}, "", impostor)).toContain("Response Verify Failure");
});

test("the nonce of the request is repeated, unless the answer was prepared", () => {
  const request = ask();
  // It is the last thing in the request.
  const nonce = request.subarray(-16);
  const holdsNonce = (facts: Partial<OcspFacts>) =>
    Buffer.from(answerOcsp(responder, request, { now, revoked: [], ...facts })).includes(nonce);
  expect(holdsNonce({})).toBe(true);
  expect(holdsNonce({ nonce: false })).toBe(false);
});

describe("what is not answered", () => {
  const answered = (request: Uint8Array) => {
    const answer = answerOcsp(responder, request, { now, revoked: [] });
    return Buffer.from(answer).toString("hex");
  };

  test("a certificate of somebody else's root: unauthorized", () => {
    pem("sign.pem", pki.sign.certificate);
    expect(answered(ask("", "sign.pem"))).toBe("30030a0106");
  });

  test("no request: malformed", () => {
    const request = ask();
    for (const bytes of [new Uint8Array(), Uint8Array.of(0x30, 0x00), request.subarray(0, 40)])
      expect(answered(bytes)).toBe("30030a0101");
  });
});
