/** Cards whose certificate is not what it should be: each signs like any other, and the verifier tells them apart. */
import { checkPin } from "@madoguchi/card";
import { startOfDay } from "@madoguchi/notation";
import {
  loadAnchors,
  loadRevocationList,
  validateAuthCertificate,
  verifyCardSignature,
} from "@madoguchi/trust";
import {
  type CardImage,
  createAuthority,
  crlPartition,
  personalise,
  recertify,
  signCrl,
  type TestPki,
  VirtualCard,
  VirtualReader,
} from "@madoguchi/virtual-card";
import { hanako, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { beforeAll, expect, test } from "vitest";

const now = startOfDay(today);
const lastYears = { from: today.subtract({ years: 4 }), until: today.add({ years: 1 }) };
const challenge = new TextEncoder().encode("資格確認の文脈");

let pki: TestPki;
let current: CardImage;
let next: CardImage;

beforeAll(async () => {
  ({ pki, image: current } = await sampleCard());
  const issuedOn = today.subtract({ years: 1 });
  next = await personalise(pki, hanako, { issuedOn, generation: "P-384" });
});

/** Has the card sign and the center's verifier judge, which trusts every root of this PKI and no other. */
async function verdictOn(image: CardImage): Promise<string> {
  const authorities = [...pki.auth, pki.nextAuth];
  const roots = loadAnchors(authorities.map(({ certificate }) => certificate));
  const crls = authorities.map((authority) =>
    loadRevocationList(
      signCrl(authority, {
        number: 1,
        thisUpdate: now,
        nextUpdate: now.add({ hours: 24 }),
        revoked: [],
        partition: crlPartition("auth"),
      }),
      roots,
    ),
  );
  const reader = new VirtualReader(VirtualCard.fromImage(image));
  const pin = new TextEncoder().encode("1234");
  const signed = await checkPin(reader, "virtual-0", { challenge, pin });
  if (signed.kind !== "signed") throw new Error(signed.kind);
  const { certificate, signature } = signed;
  const verdict = await validateAuthCertificate({ certificate, roots, crls, at: now });
  if (verdict.kind !== "trusted") return verdict.kind;
  const { publicKey } = verdict;
  const holds = await verifyCardSignature({ publicKey, message: challenge, signature });
  const other = await verifyCardSignature({ publicKey, message: signature, signature });
  return `${verdict.standing}, ${holds && !other ? "signed" : "not signed"}`;
}

test("of both generations: valid, and the signature holds", async () => {
  expect(await verdictOn(current)).toBe("valid, signed");
  expect(await verdictOn(next)).toBe("valid, signed");
});

test("expired, and not begun", async () => {
  const expired = { from: today.subtract({ years: 6 }), until: today.subtract({ years: 1 }) };
  const coming = { from: today.add({ days: 1 }), until: today.add({ years: 5 }) };
  expect(await verdictOn(recertify(current, pki.auth[0], expired))).toBe("expired");
  expect(await verdictOn(recertify(next, pki.nextAuth, coming))).toBe("not-yet-valid");
});

test("of an issuer that has only the name of ours", async () => {
  const [impostor, nextImpostor] = await Promise.all([
    createAuthority("auth", lastYears),
    createAuthority("nextAuth", lastYears),
  ]);
  const validity = { from: today.subtract({ years: 1 }), until: today.add({ days: 300 }) };
  expect(await verdictOn(recertify(current, impostor, validity))).toBe("unknown-issuer");
  expect(await verdictOn(recertify(next, nextImpostor, validity))).toBe("unknown-issuer");
});

test("of a root like that of the service's own test cards, which are no person's", async () => {
  const testRoot = await createAuthority("officialTest", lastYears);
  const validity = { from: today.subtract({ years: 1 }), until: today.add({ days: 300 }) };
  expect(await verdictOn(recertify(current, testRoot, validity))).toBe("unknown-issuer");
});
