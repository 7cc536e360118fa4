/** The printed side of a card as its chip holds it: who signs it, and what is signed. Public source: soltia48/myna-card. */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateEncrypt,
  sign,
} from "node:crypto";
import { currentCard, readRsaPublicKey, type SurfaceRoot } from "@madoguchi/card";
import { encodeRsaKey, keyIdentifier, signCvCertificate } from "./cv-certificate.ts";
import { tagged } from "./der.ts";
import { drawnFace } from "./photo.ts";
import { digitsPicture, textPicture } from "./picture.ts";
import { generateRsaKey } from "./keys.ts";
import { sexCode, textField, withOffsets } from "./record.ts";
import type { CardImage, SurfaceImage } from "./state.ts";

const authorityKeyId = keyIdentifier("9000023");
const municipalityKeyId = keyIdentifier("9992011");

/** Signs what is printed on cards, certified by a root key that is on no card. */
export type SurfaceAuthority = {
  /** What a verifier holds. */
  readonly root: { readonly keyId: Uint8Array; readonly publicKey: KeyObject };
  /** Card-verifiable certificate of the signing key, by the root. */
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
};

/** SPKI, card-verifiable certificate and PKCS#8 in base64. */
export type SurfaceAuthorityImage = {
  readonly root: string;
  readonly certificate: string;
  readonly key: string;
};

/** The root's private key is used once and forgotten. */
export async function createSurfaceAuthority(): Promise<SurfaceAuthority> {
  const [root, municipality] = await Promise.all([generateRsaKey(), generateRsaKey()]);
  const certificate = signCvCertificate(
    { keyId: authorityKeyId, privateKey: root.privateKey },
    { keyId: municipalityKeyId, publicKey: municipality.publicKey },
  );
  const { publicKey } = root;
  const { privateKey } = municipality;
  return { root: { keyId: authorityKeyId, publicKey }, certificate, privateKey };
}

export function exportSurfaceAuthority(authority: SurfaceAuthority): SurfaceAuthorityImage {
  const { root, certificate, privateKey } = authority;
  return {
    root: root.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    certificate: Buffer.from(certificate).toString("base64"),
    key: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
  };
}

export function importSurfaceAuthority(image: SurfaceAuthorityImage): SurfaceAuthority {
  const bytes = (base64: string) => Buffer.from(base64, "base64");
  return {
    root: {
      keyId: authorityKeyId,
      publicKey: createPublicKey({ key: bytes(image.root), type: "spki", format: "der" }),
    },
    certificate: bytes(image.certificate),
    privateKey: createPrivateKey({ key: bytes(image.key), type: "pkcs8", format: "der" }),
  };
}

/** What a verifier of the authority's cards must hold. */
export function surfaceRoot({ root }: SurfaceAuthority): SurfaceRoot {
  const publicKey = readRsaPublicKey(encodeRsaKey(root.publicKey));
  if (publicKey === undefined) throw new RangeError("the root has no RSA-2048 key");
  return { keyId: root.keyId, publicKey };
}

/** Makes the card's own key (RSA-2048) and has the authority sign it together with what is printed. */
export async function personaliseSurface(
  authority: SurfaceAuthority,
  printed: Pick<CardImage, "holder" | "expiry" | "securityCode">,
): Promise<SurfaceImage> {
  const { publicKey, privateKey } = await generateRsaKey();
  const cardKey = encodeRsaKey(publicKey);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    certificate: base64(authority.certificate),
    birth: base64(birthRecord(authority, cardKey, printed)),
    face: base64(faceRecord(authority, cardKey, printed)),
  };
}

type Printed = Pick<CardImage, "holder" | "expiry" | "securityCode">;

/** For age checks: birth date, the card's key, and one signature over both. */
function birthRecord(
  { privateKey }: SurfaceAuthority,
  cardKey: Uint8Array,
  { holder }: Printed,
): Uint8Array {
  const signed = Buffer.concat([
    textField(0xdf11, compactDate(holder.birthDate)),
    tagged(0xdf12, cardKey),
  ]);
  return tagged(0xff10, signed, tagged(0xdf13, sign("sha256", signed, privateKey)));
}

/** Three groups, each hashed alone, and one signature over the three hashes; expiry and security code stand outside it. */
function faceRecord(
  { privateKey }: SurfaceAuthority,
  cardKey: Uint8Array,
  { holder, expiry, securityCode }: Printed,
): Uint8Array {
  const person = [
    textField(0xdf22, compactDate(holder.birthDate)),
    textField(0xdf23, sexCode[holder.sex]),
    tagged(0xdf24, cardKey),
  ];
  const texts = [
    tagged(0xdf25, textPicture(holder.name)),
    tagged(0xdf26, textPicture(holder.address)),
  ];
  const photo = [tagged(0xdf27, drawnFace)];
  return withOffsets(0xff20, [
    ...person,
    ...texts,
    ...photo,
    tagged(0xdf28, signGroups(privateKey, [person, texts, photo])),
    textField(0xdf29, compactDate(expiry)),
    tagged(0xdf2a, digitsPicture(securityCode)),
  ]);
}

/** PKCS#1 v1.5 over a DigestInfo that holds all hashes at once. */
function signGroups(key: KeyObject, groups: readonly (readonly Uint8Array[])[]): Uint8Array {
  const hashes = groups.map((group) => createHash("sha256").update(Buffer.concat(group)).digest());
  const message = Buffer.concat([currentCard.surface.faceDigestInfoPrefix, ...hashes]);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, message);
}

function compactDate(iso: string): string {
  return iso.replaceAll("-", "");
}
