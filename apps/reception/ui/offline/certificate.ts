/** As much of an X.509 certificate as a counter looks at by itself, and the two signatures around it. */
import { readTlvs, unlessMalformed } from "@madoguchi/card";
import { toHex } from "@madoguchi/card";
import { Temporal } from "temporal-polyfill";

export type Certificate = {
  readonly notBefore: Temporal.Instant;
  readonly notAfter: Temporal.Instant;
  /** Both as written, in hex: a name is compared as a whole. */
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly algorithm: string;
  readonly signature: Uint8Array<ArrayBuffer>;
};

/** Undefined for what is no certificate. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  return unlessMalformed(() => {
    const [whole] = readTlvs(der);
    const [tbs, algorithm, signature] = readTlvs(whole?.value ?? der);
    if (!tbs || !algorithm || !signature) return undefined;
    const members = readTlvs(tbs.value);
    // The version, which may be left out.
    const [, , issuer, validity, subject, key] =
      members[0]?.tag === 0xa0 ? members.slice(1) : members;
    if (!issuer || !validity || !subject || !key) return undefined;
    const [from, until] = readTlvs(validity.value).map(({ tag, value }) => instantOf(tag, value));
    if (!from || !until) return undefined;

    return {
      notBefore: from,
      notAfter: until,
      issuer: toHex(issuer.encoded),
      subject: toHex(subject.encoded),
      publicKey: key.encoded.slice(),
      signed: tbs.encoded.slice(),
      algorithm: firstOid(algorithm.value),
      signature: signature.value.slice(1),
    };
  });
}

/** Whether a card's key signed this: RSA with SHA-256, or P-384 with SHA-384, by generation. */
export async function isSignedByCard(
  { publicKey }: Pick<Certificate, "publicKey">,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array,
): Promise<boolean> {
  const isRsa = keyOid(publicKey) === RSA;
  return verify(publicKey, isRsa ? "SHA-256" : "SHA-384", message, signature);
}

/** Whether this authority's key signed the certificate, whoever that authority is. */
export async function isIssuedBy(
  certificate: Certificate,
  authority: Certificate,
): Promise<boolean> {
  const hash = HASHES.get(certificate.algorithm);
  if (certificate.issuer !== authority.subject || hash === undefined) return false;
  return verify(authority.publicKey, hash, certificate.signed, certificate.signature);
}

const RSA = "2a864886f70d010101";
/** sha256WithRSAEncryption …, ecdsa-with-SHA256 …. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ["2a864886f70d01010b", "SHA-256"],
  ["2a864886f70d01010c", "SHA-384"],
  ["2a864886f70d01010d", "SHA-512"],
  ["2a8648ce3d040302", "SHA-256"],
  ["2a8648ce3d040303", "SHA-384"],
]);
const CURVES: ReadonlyMap<string, { readonly name: string; readonly bytes: number }> = new Map([
  ["2a8648ce3d030107", { name: "P-256", bytes: 32 }],
  ["2b81040022", { name: "P-384", bytes: 48 }],
]);

async function verify(
  publicKey: Uint8Array<ArrayBuffer>,
  hash: string,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array,
): Promise<boolean> {
  const { subtle } = crypto;
  try {
    if (keyOid(publicKey) === RSA) {
      const algorithm = { name: "RSASSA-PKCS1-v1_5", hash };
      const key = await subtle.importKey("spki", publicKey, algorithm, false, ["verify"]);
      return await subtle.verify(algorithm, key, signature.slice(), message);
    }
    const curve = CURVES.get(curveOid(publicKey));
    if (curve === undefined) return false;
    const algorithm = { name: "ECDSA", namedCurve: curve.name, hash };
    const key = await subtle.importKey("spki", publicKey, algorithm, false, ["verify"]);
    return await subtle.verify(algorithm, key, fixedLength(signature, curve.bytes), message);
  } catch {
    return false;
  }
}

/** WebCrypto takes r and s side by side; certificates and cards write them as DER. */
function fixedLength(signature: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(2 * bytes);
  const [whole] = readTlvs(signature);
  for (const [index, { value }] of readTlvs(whole?.value ?? signature).entries()) {
    const number = value[0] === 0 ? value.subarray(1) : value;
    if (index < 2) joined.set(number, (index + 1) * bytes - number.length);
  }

  return joined;
}

function keyOid(publicKey: Uint8Array): string {
  return firstOid(algorithmOf(publicKey));
}

function curveOid(publicKey: Uint8Array): string {
  const [, parameters] = readTlvs(algorithmOf(publicKey));

  return toHex(parameters?.value ?? new Uint8Array());
}

function algorithmOf(publicKey: Uint8Array): Uint8Array {
  const [whole] = readTlvs(publicKey);
  const [algorithm] = readTlvs(whole?.value ?? publicKey);

  return algorithm?.value ?? new Uint8Array();
}

function firstOid(sequence: Uint8Array): string {
  const [oid] = readTlvs(sequence);

  return toHex(oid?.value ?? new Uint8Array());
}

/** UTCTime, whose years begin with 1950, or GeneralizedTime. */
function instantOf(tag: number, value: Uint8Array): Temporal.Instant | undefined {
  const text = new TextDecoder().decode(value);
  const century = tag === 0x17 ? (Number(text.slice(0, 2)) < 50 ? "20" : "19") : "";
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;

  return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
