/** Cards to be judged: certificates of a test PKI, each with a signature over a context, and the parts that the bare ceiling needs. */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { tokyoDate } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import { loadAnchors, loadRevocationList, parseCertificate } from "@madoguchi/trust";
import type { CertificateQuestion, RevocationList, TrustAnchor } from "@madoguchi/trust";
import {
  createTestPki,
  crlPartition,
  issueAuthCertificate,
  randomIssueNumber,
  signCrl,
} from "@madoguchi/virtual-card";
import type { Authority } from "@madoguchi/virtual-card";

export const KEYS = 16;

export type TrustCard = {
  readonly certificate: Uint8Array;
  readonly context: Uint8Array;
  readonly signature: Uint8Array;
  /** What the bare ceiling verifies: the bytes that the root signed, its signature and its key; and the card's key, to import. */
  readonly bare: {
    readonly hash: "sha256" | "sha384";
    readonly tbs: Uint8Array;
    readonly rootSignature: Uint8Array;
    readonly rootKey: KeyObject;
    readonly key: KeyObject;
    /** The form that Node imports quickest. */
    readonly keyPem: string | Buffer;
  };
};

export type TrustPlace = {
  readonly at: CertificateQuestion["at"];
  readonly roots: readonly TrustAnchor[];
  readonly crls: readonly RevocationList[];
  readonly rsa: readonly TrustCard[];
  readonly p384: readonly TrustCard[];
};

export async function openTrustPlace(): Promise<TrustPlace> {
  const now = systemClock.now();
  const today = tokyoDate(now);
  const pki = await createTestPki(today);
  const [, rsaRoot] = pki.auth;
  const authorities = [rsaRoot, pki.nextAuth];
  const roots = loadAnchors(authorities.map(({ certificate }) => certificate));
  const life = { thisUpdate: now.subtract({ hours: 1 }), nextUpdate: now.add({ hours: 23 }) };
  const partition = crlPartition("auth");
  const crls = authorities.map((authority) =>
    loadRevocationList(signCrl(authority, { number: 1, ...life, revoked: [], partition }), roots),
  );
  const validity = { from: today.subtract({ months: 1 }), until: today.add({ years: 4 }) };
  const rsa = Array.from({ length: KEYS }, () =>
    newCard(rsaRoot, validity, generateKeyPairSync("rsa", { modulusLength: 2048 })),
  );
  const p384 = Array.from({ length: KEYS }, () =>
    newCard(pki.nextAuth, validity, generateKeyPairSync("ec", { namedCurve: "P-384" })),
  );

  return { at: now, roots, crls, rsa, p384 };
}

function newCard(
  root: Authority,
  validity: Omit<Parameters<typeof issueAuthCertificate>[1], "issueNumber" | "publicKey">,
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
): TrustCard {
  const issueNumber = randomIssueNumber("13999");
  const certificate = issueAuthCertificate(root, { issueNumber, publicKey, ...validity });
  const isRsa = publicKey.asymmetricKeyType === "rsa";
  const hash = isRsa ? "sha256" : "sha384";
  const context = Uint8Array.from(randomBytes(240));
  const { tbs, signature: rootSignature } = parseCertificate(certificate);

  return {
    certificate,
    context,
    signature: Uint8Array.from(sign(hash, context, privateKey)),
    bare: {
      hash,
      tbs,
      rootSignature,
      rootKey: root.publicKey,
      key: publicKey,
      keyPem: publicKey.export({ format: "pem", type: isRsa ? "pkcs1" : "spki" }),
    },
  };
}
