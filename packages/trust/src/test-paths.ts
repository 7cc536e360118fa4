/** For tests: certificates and CRLs of any shape, written byte by byte, each signed by an ECDSA P-256 key made for the run. */
import { generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

export type TestKey = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

export const newKey = (): TestKey => generateKeyPairSync("ec", { namedCurve: "P-256" });

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...header, ...content]);
}

export const text = (tag: number, value: string): Uint8Array => der(tag, Buffer.from(value));
const small = (value: number): Uint8Array => der(0x02, Uint8Array.of(value));
const TRUE = der(0x01, Uint8Array.of(0xff));

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const bytes = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
    return bytes;
  });
  return der(0x06, Uint8Array.from(arcs));
}

export const nameDer = (cn: string): Uint8Array =>
  der(0x30, der(0x31, der(0x30, oid("2.5.4.3"), text(0x0c, cn))));

export function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return der(0x30, oid(id), ...(critical ? [TRUE] : []), der(0x04, value));
}

/** keyCertSign and cRLSign; cRLSign alone; digitalSignature. */
const USAGES = { authority: [1, 0x06], crls: [1, 0x02], user: [7, 0x80] } as const;

const ECDSA = {
  sha1: der(0x30, oid("1.2.840.10045.4.1")),
  sha256: der(0x30, oid("1.2.840.10045.4.3.2")),
};

function signed(tbs: Uint8Array, key: TestKey, hash: keyof typeof ECDSA): Uint8Array {
  const signature = sign(hash, tbs, key.privateKey);
  return der(0x30, tbs, ECDSA[hash], der(0x03, Uint8Array.of(0), signature));
}

export type TestCertificate = {
  readonly subject: string;
  readonly issuer: string;
  readonly key: TestKey;
  readonly by: TestKey;
  readonly serial: number;
  readonly use: keyof typeof USAGES;
  readonly extensions?: readonly Uint8Array[];
  readonly hash?: keyof typeof ECDSA;
};

export function testCertificate(options: TestCertificate): Uint8Array {
  const { subject, issuer, key, by, serial, use, extensions = [], hash = "sha256" } = options;
  const basic = use === "authority" ? der(0x30, TRUE) : der(0x30);
  const tbs = der(
    0x30,
    der(0xa0, small(2)),
    small(serial),
    ECDSA[hash],
    nameDer(issuer),
    der(0x30, text(0x17, "200101000000Z"), text(0x17, "400101000000Z")),
    nameDer(subject),
    Uint8Array.from(key.publicKey.export({ type: "spki", format: "der" })),
    der(
      0xa3,
      der(
        0x30,
        extension("2.5.29.19", true, basic),
        extension("2.5.29.15", true, der(0x03, Uint8Array.from(USAGES[use]))),
        ...extensions,
      ),
    ),
  );
  return signed(tbs, by, hash);
}

/** @param day of January 2026, on which the CRL was made; it holds to the end of the year. */
export function testCrl(options: {
  readonly issuer: string;
  readonly by: TestKey;
  readonly day: number;
  readonly revoked?: readonly number[];
}): Uint8Array {
  const { issuer, by, day, revoked = [] } = options;
  const made = text(0x17, `260101000000Z`.replace("0101", `01${String(day).padStart(2, "0")}`));
  const entries = revoked.map((serial) => der(0x30, small(serial), made));
  const tbs = der(
    0x30,
    small(1),
    ECDSA.sha256,
    nameDer(issuer),
    made,
    text(0x17, "261231000000Z"),
    ...(entries.length === 0 ? [] : [der(0x30, ...entries)]),
    der(0xa0, der(0x30, extension("2.5.29.20", false, small(day)))),
  );
  return signed(tbs, by, "sha256");
}
