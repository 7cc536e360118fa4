/**
 * x509-limbo's limbo.json is in no package, so whoever has it names it: `LIMBO=path npx vitest run packages/trust/src/suites/limbo`.
 * Without it the same code judges a document of that form made here.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newKey, testCertificate, testCrl } from "../test-paths.ts";
import { limboCases } from "./test-limbo.ts";
import { runSuite } from "./test-suite.ts";

const pem = (der: Uint8Array, label = "CERTIFICATE"): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString("base64")}\n-----END ${label}-----\n`;

function ownDocument(): string {
  const [rootKey, caKey, leafKey] = [newKey(), newKey(), newKey()];
  const root = testCertificate({
    subject: "Root",
    issuer: "Root",
    key: rootKey,
    by: rootKey,
    serial: 1,
    use: "authority",
  });
  const ca = { subject: "CA", issuer: "Root", key: caKey, by: rootKey, serial: 2 } as const;
  const leaf = { subject: "Leaf", issuer: "CA", key: leafKey, by: caKey, serial: 3 } as const;
  const common = {
    features: [],
    validation_time: "2026-06-01T00:00:00+00:00",
    trusted_certs: [pem(root)],
    untrusted_intermediates: [pem(testCertificate({ ...ca, use: "authority" }))],
    peer_certificate: pem(testCertificate({ ...leaf, use: "user" })),
    key_usage: [],
    extended_key_usage: [],
    max_chain_depth: null,
  };
  const crls = (revoked: readonly number[]) => [
    pem(testCrl({ issuer: "Root", by: rootKey, day: 1 }), "X509 CRL"),
    pem(testCrl({ issuer: "CA", by: caKey, day: 1, revoked }), "X509 CRL"),
  ];
  const noCa = [pem(testCertificate({ ...ca, use: "user" }))];
  return JSON.stringify({
    version: 1,
    testcases: [
      { ...common, id: "own::chain", expected_result: "SUCCESS" },
      { ...common, id: "own::crls", crls: crls([9]), expected_result: "SUCCESS" },
      { ...common, id: "own::revoked", crls: crls([3]), expected_result: "FAILURE" },
      { ...common, id: "own::usage", key_usage: ["keyAgreement"], expected_result: "FAILURE" },
      { ...common, id: "own::depth", max_chain_depth: 0, expected_result: "FAILURE" },
      { ...common, id: "own::no-root", trusted_certs: [], expected_result: "FAILURE" },
      { ...common, id: "own::no-ca", untrusted_intermediates: noCa, expected_result: "FAILURE" },
      { ...common, id: "webpki::left-out", expected_result: "FAILURE" },
    ],
  });
}

test("a limbo document: no false accept", () => {
  const path = process.env["LIMBO"];
  const { cases, leftOut } = limboCases(path ? readFileSync(path, "utf8") : ownDocument());
  const result = runSuite(cases);
  process.stdout.write(`limbo: ${JSON.stringify({ ...result, leftOut: leftOut.length })}\n`);
  expect(result.falseAccepts).toEqual([]);
  if (!path)
    expect({ ...result, leftOut }).toMatchObject({
      cases: 7,
      valid: 2,
      falseRejects: [],
      leftOut: ["webpki::left-out"],
    });
});
