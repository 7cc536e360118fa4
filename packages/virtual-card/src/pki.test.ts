/** openssl judges what the test PKI issues. */
import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOfDay } from "@madoguchi/notation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signCrl } from "./certificate.ts";
import { personalise } from "./holder.ts";
import {
  type Authority,
  createTestPki,
  crlPartition,
  exportPki,
  importPki,
  type TestPki,
} from "./pki.ts";
import { hanako, sampleCard, today } from "./sample.ts";
import { issueAuthCertificate, randomIssueNumber } from "./user-certificate.ts";

let directory: string;
let pki: TestPki;
let auth: X509Certificate;
let sign: X509Certificate;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "madoguchi-pki-"));
  const made = await sampleCard();
  pki = made.pki;
  auth = new X509Certificate(Buffer.from(made.image.auth.certificate, "base64"));
  sign = new X509Certificate(Buffer.from(made.image.sign?.certificate ?? "", "base64"));
});

afterAll(() => rmSync(directory, { recursive: true }));

/** Both streams; the exit code only through what they say. */
function openssl(args: string): string {
  try {
    return execFileSync("openssl", args.split(" "), {
      cwd: directory,
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    return error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  }
}

function pem(name: string, ...certificates: (X509Certificate | Uint8Array)[]): string {
  const all = certificates.map((each) =>
    (each instanceof X509Certificate ? each : new X509Certificate(each)).toString(),
  );
  writeFileSync(join(directory, name), all.join(""));
  return name;
}

const roots = () => pem("roots.pem", ...pki.auth.map(({ certificate }) => certificate));
const at = () => startOfDay(today).epochMilliseconds / 1000;

describe("certificates", () => {
  test("the strict verifier finds the issuer among two roots of one name, in either order", async () => {
    const old = await personalise(pki, hanako, { issuedOn: today.subtract({ years: 3 }) });
    pem("old.pem", Buffer.from(old.auth.certificate, "base64"));
    pem("new.pem", auth);
    const check = (leaf: string) =>
      openssl(`verify -x509_strict -attime ${at()} -CAfile roots.pem ${leaf}`);
    for (const order of [pki.auth, pki.auth.toReversed()]) {
      pem("roots.pem", ...order.map(({ certificate }) => certificate));
      expect(check("old.pem")).toBe("old.pem: OK\n");
      expect(check("new.pem")).toBe("new.pem: OK\n");
    }
    expect(
      new Set(pki.auth.map(({ certificate }) => new X509Certificate(certificate).subject)).size,
    ).toBe(1);
    expect(auth.verify(createPublicKey(pki.auth[0].privateKey))).toBe(false);
  });

  test("a card of the next generation stands under a P-384 root, the third of that name", async () => {
    const { auth: credential } = await personalise(pki, hanako, {
      issuedOn: today,
      generation: "P-384",
      ocsp: "http://ocsp.example/",
    });
    pem("leaf.pem", Buffer.from(credential.certificate, "base64"));
    pem("roots.pem", ...[...pki.auth, pki.nextAuth].map(({ certificate }) => certificate));
    const verified = openssl(`verify -x509_strict -attime ${at()} -CAfile roots.pem leaf.pem`);
    expect(verified).toBe("leaf.pem: OK\n");
    const shown = openssl("x509 -in leaf.pem -noout -text");
    expect(shown.match(/Signature Algorithm: (\S+)/u)?.[1]).toBe("ecdsa-with-SHA384");
    expect(shown).toContain("ASN1 OID: secp384r1");
    expect(shown).toContain("Policy: 1.2.392.200149.8.5.1.3.30");
    expect(shown).toContain("OCSP - URI:http://ocsp.example/");
  });

  test("another PKI of the same names is not trusted", async () => {
    const other = await createTestPki(today);
    pem("leaf.pem", auth);
    pem("other.pem", ...other.auth.map(({ certificate }) => certificate));
    expect(openssl(`verify -attime ${at()} -CAfile other.pem leaf.pem`)).toContain(
      "verification failed",
    );
  });

  test("the authentication certificate names nobody and ends with the fifth birthday", () => {
    pem("leaf.pem", auth);
    const shown = openssl("x509 -in leaf.pem -noout -text -nameopt utf8,sep_comma_plus");
    expect(auth.subject).toMatch(/^C=JP\nCN=[0-9A-Z]{14}99201\d{3}[A-Z]$/);
    expect(new Date(auth.validTo).toISOString()).toBe("2030-02-17T14:59:59.000Z");
    expect(new Date(auth.validFrom).toISOString()).toBe("2025-11-21T15:00:00.000Z");
    expect(shown).toMatch(/Key Usage: critical\s+Digital Signature\n/);
    expect(shown).toContain("Policy: 1.2.392.200149.8.5.1.3.30");
    expect(shown).toMatch(/CRL Distribution Points: \s+Full Name:\s+DirName:/);
    expect(shown).toContain("X509v3 Issuer Alternative Name");
    expect(shown).not.toMatch(/山田|URI:/);
  });

  test("the signing certificate names its holder in other names", () => {
    pem("leaf.pem", sign);
    pem("root.pem", pki.sign.certificate);
    expect(openssl(`verify -x509_strict -attime ${at()} -CAfile root.pem leaf.pem`)).toContain(
      "OK",
    );
    const shown = openssl("x509 -in leaf.pem -noout -ext subjectAltName,keyUsage");
    expect(shown).toContain("Digital Signature, Non Repudiation");
    expect(shown.match(/othername:/g)).toHaveLength(6);
    const raw = sign.raw.toString("utf8");
    for (const fact of [hanako.name, "319800217", hanako.address]) expect(raw).toContain(fact);
  });

  test("an expired one is expired", async () => {
    const root = pki.auth[1];
    const key = createPublicKey(root.privateKey);
    const validity = { from: root.from, until: today.subtract({ days: 1 }) };
    const facts = { ...validity, issueNumber: randomIssueNumber("99201"), publicKey: key };
    pem("leaf.pem", issueAuthCertificate(root, facts));
    const verify = (time: number) => openssl(`verify -attime ${time} -CAfile ${roots()} leaf.pem`);
    // openssl counts the last second itself as too late.
    expect(verify(at() - 2)).toContain("OK");
    expect(verify(at())).toContain("certificate has expired");
  });
});

describe("revocation lists", () => {
  const list = (root: Authority, serials: readonly string[], partitioned: boolean) =>
    signCrl(root, {
      number: 7,
      thisUpdate: startOfDay(today),
      nextUpdate: startOfDay(today.add({ days: 1 })),
      revoked: serials.map((serial) => ({
        serial: BigInt(`0x${serial}`),
        at: startOfDay(today.subtract({ days: 3 })),
        reason: "affiliationChanged",
      })),
      ...(partitioned && { partition: crlPartition("auth") }),
    });

  test.each([true, false])("revoke by serial number (partitioned: %s)", (partitioned) => {
    const verify = (serials: readonly string[]) => {
      writeFileSync(join(directory, "list.der"), list(pki.auth[1], serials, partitioned));
      openssl("crl -inform DER -in list.der -out list.pem");
      pem("leaf.pem", auth);
      const flags = "-x509_strict -extended_crl -crl_check -CRLfile list.pem";
      return openssl(`verify ${flags} -attime ${at() + 60} -CAfile ${roots()} leaf.pem`);
    };
    expect(verify([])).toBe("leaf.pem: OK\n");
    expect(verify([sign.serialNumber])).toBe("leaf.pem: OK\n");
    expect(verify([sign.serialNumber, auth.serialNumber])).toContain("certificate revoked");
  });

  test("are signed by their own root, numbered, dated, and give reasons", () => {
    writeFileSync(join(directory, "list.der"), list(pki.auth[1], [auth.serialNumber], true));
    const check = (root: Authority) => {
      pem("root.pem", root.certificate);
      return openssl("crl -inform DER -in list.der -CAfile root.pem -noout -text -verify");
    };
    const shown = check(pki.auth[1]);
    expect(shown).toContain(`Serial Number: ${auth.serialNumber}`);
    expect(shown).toMatch(/X509v3 CRL Number: \s+7\n/);
    expect(shown).toMatch(/X509v3 CRL Reason Code: \s+Affiliation Changed/);
    expect(shown).toContain("Last Update: Nov 21 15:00:00 2026 GMT");
    expect(shown).toContain("Next Update: Nov 22 15:00:00 2026 GMT");
    expect(shown).toMatch(/Issuing Distribution Point: critical/);
  });
});

test("a PKI survives JSON", () => {
  const copy = importPki(JSON.parse(JSON.stringify(exportPki(pki))));
  expect(exportPki(copy)).toEqual(exportPki(pki));
  const key = createPrivateKey(copy.auth[0].privateKey.export({ type: "pkcs8", format: "pem" }));
  expect(new X509Certificate(pki.auth[0].certificate).checkPrivateKey(key)).toBe(true);
});
