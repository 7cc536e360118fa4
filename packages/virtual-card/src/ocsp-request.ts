/** Reads OCSP requests (RFC 6960 §4.1) as far as a responder must: what is asked about, and the nonce. */
import { readTlvs, type Tlv, TlvError, toHex, unlessMalformed } from "@madoguchi/card";

export type CertificateId = {
  readonly hash: "sha1" | "sha256";
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: bigint;
  /** As it was asked, for the answer repeats it. */
  readonly encoded: Uint8Array;
};

export type OcspRequest = {
  readonly certificates: readonly CertificateId[];
  /** The value of the nonce's extension (RFC 9654). */
  readonly nonce: Uint8Array | undefined;
};

const hashes = new Map<string, CertificateId["hash"]>([
  ["2b0e03021a", "sha1"],
  ["608648016503040201", "sha256"],
]);

const nonceId = "2b0601050507300102";

/** Undefined for anything else, and for hashes that nobody needs. A signature on the request is not looked at. */
export function readOcspRequest(encoded: Uint8Array): OcspRequest | undefined {
  return unlessMalformed(() => {
    const [request] = readTlvs(encoded);
    const [asked] = elements(request);
    const fields = elements(asked);
    const list = fields.find(({ tag }) => tag === 0x30);
    const [extensions] = elements(fields.find(({ tag }) => tag === 0xa2));
    const certificates = elements(list).map((request) => certificateId(elements(request)[0]));
    return { certificates, nonce: nonceOf(elements(extensions)) };
  });
}

function certificateId(id: Tlv | undefined): CertificateId {
  const [algorithm, nameHash, keyHash, serial] = elements(id);
  const [name] = elements(algorithm);
  const hash = hashes.get(toHex(name?.value ?? new Uint8Array()));
  if (!id || !hash || !nameHash || !keyHash || serial?.tag !== 0x02 || serial.value.length === 0)
    throw new TlvError("this is no CertID");
  return {
    hash,
    nameHash: nameHash.value,
    keyHash: keyHash.value,
    serial: BigInt(`0x${toHex(serial.value)}`),
    encoded: id.encoded,
  };
}

function nonceOf(extensions: readonly Tlv[]): Uint8Array | undefined {
  for (const extension of extensions) {
    const fields = elements(extension);
    if (toHex(fields[0]?.value ?? new Uint8Array()) === nonceId) return fields.at(-1)?.value;
  }
  return undefined;
}

/** What a constructed element holds; nothing when it is not there. @throws TlvError */
function elements(outer: Tlv | undefined): readonly Tlv[] {
  return outer === undefined ? [] : readTlvs(outer.value);
}
