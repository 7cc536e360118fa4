/** A whole card check in process: the virtual card's own PKI and DER writer against this package's reader. */
import { checkPin } from "@madoguchi/card";
import {
  createTestPki,
  crlPartition,
  personalise,
  signCrl,
  VirtualCard,
  VirtualReader,
} from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import {
  loadAnchors,
  loadRevocationList,
  validateAuthCertificate,
  verifyCardSignature,
} from "./index.ts";

const TODAY = Temporal.PlainDate.from("2026-11-22");
const NOW = Temporal.Instant.from("2026-11-22T00:04:00Z");

const HOLDER = {
  name: "窓口　花子（架空）",
  sex: "female",
  birthDate: "1980-02-17",
  prefecture: "東京都",
  city: "架空区",
  address: "東京都架空区窓口1-2-3",
  municipalityCode: "13999",
} as const;

test("a virtual card of either generation of roots is trusted and its signature holds, until it is revoked", async () => {
  const pki = await createTestPki(TODAY);
  const roots = loadAnchors(pki.auth.map(({ certificate }) => certificate));
  const life = { thisUpdate: NOW.subtract({ hours: 1 }), nextUpdate: NOW.add({ hours: 23 }) };
  const partition = crlPartition("auth");
  const challenge = new TextEncoder().encode("資格確認の文脈");

  for (const [issuer, issuedOn] of [
    [pki.auth[0], TODAY.subtract({ years: 4 })],
    [pki.auth[1], TODAY.subtract({ years: 1 })],
  ] as const) {
    const reader = new VirtualReader(
      VirtualCard.fromImage(await personalise(pki, HOLDER, { issuedOn })),
    );
    const pin = new TextEncoder().encode("1234");
    const signed = await checkPin(reader, "virtual-0", { challenge, pin });
    if (signed.kind !== "signed") throw new Error(signed.kind);
    const { certificate, signature } = signed;

    const empty = signCrl(issuer, { number: 1, ...life, revoked: [], partition });
    const question = { certificate, roots, at: NOW };
    const crls = [loadRevocationList(empty, roots)];
    const answer = await validateAuthCertificate({ ...question, crls });
    if (answer.kind !== "trusted") throw new Error(JSON.stringify(answer));
    expect(answer.subjectSerial).toMatch(/^[0-9A-Z]{14}13999001A$/);
    expect(
      await verifyCardSignature({ publicKey: answer.publicKey, message: challenge, signature }),
    ).toBe(true);
    expect(
      await verifyCardSignature({ publicKey: answer.publicKey, message: signature, signature }),
    ).toBe(false);

    const serial = BigInt(`0x${answer.certificateSerial}`);
    const revoked = [{ serial, at: NOW, reason: "keyCompromise" } as const];
    const next = signCrl(issuer, { number: 2, ...life, revoked, partition });
    expect(
      await validateAuthCertificate({
        ...question,
        crls: [...crls, loadRevocationList(next, roots)],
      }),
    ).toMatchObject({ kind: "revoked", at: NOW, reason: "keyCompromise" });
  }
});
