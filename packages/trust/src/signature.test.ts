/** What a card's signature must be to the last byte, and what a card may be made to sign without that helping anybody. */
import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { DerReader, TrustError } from "./der.ts";
import { readPublicKey, verifyCardSignature } from "./signature.ts";
import type { PublicKey } from "./signature.ts";
import { der, oid } from "./test-paths.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });

function read(key: KeyObject): PublicKey {
  return readPublicKey(new DerReader(key.export({ type: "spki", format: "der" })));
}

/** A context as the center writes one, and what else a card could be asked to sign. */
const context = (changes: Readonly<Record<string, string>> = {}): Uint8Array =>
  new TextEncoder().encode(
    Object.entries({
      purpose: "pinCheck",
      facility: "1310000001",
      terminal: "W0000001",
      challenge: "0b6b3c2e",
      nonce: "d3b07384",
      ...changes,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );

const message = context();

const holds = (key: KeyObject, signature: Uint8Array, signed = message): Promise<boolean> =>
  verifyCardSignature({ publicKey: read(key), message: signed, signature });

const SHA256 = "2.16.840.1.101.3.4.2.1";
const NULL = der(0x05);
const digest = createHash("sha256").update(message).digest();
const digestInfo = (algorithm: Uint8Array, hash: Uint8Array = digest): Uint8Array =>
  der(0x30, algorithm, der(0x04, hash));
const exact = digestInfo(der(0x30, oid(SHA256), NULL));

/** The private key over a whole block, padding and all: what the holder of a card can make it do, and more. */
const raw = (block: Uint8Array): Uint8Array =>
  privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, block);

/** 00, type, filling, 00, data. */
function block(data: Uint8Array, { type = 1, filling = 0xff, short = 0 } = {}): Uint8Array {
  const length = 256 - 3 - data.length - short;
  return Uint8Array.from([
    0,
    type,
    ...Array<number>(length).fill(filling),
    0,
    ...data,
    ...Array<number>(short).fill(0xaa),
  ]);
}

describe("RSA: one block and no other", () => {
  test("the exact one holds, whoever built it", async () => {
    expect(await holds(rsa.publicKey, raw(block(exact)))).toBe(true);
    expect(await holds(rsa.publicKey, sign("sha256", message, rsa.privateKey))).toBe(true);
  });

  const long = Uint8Array.from([0x30, 0x81, exact.length - 2, ...exact.subarray(2)]);

  test.each([
    ["NULL left out", block(digestInfo(der(0x30, oid(SHA256))))],
    ["NULL written twice", block(digestInfo(der(0x30, oid(SHA256), NULL, NULL)))],
    ["a length in BER", block(long)],
    [
      "the OID of SHA-384 over a SHA-256",
      block(digestInfo(der(0x30, oid("2.16.840.1.101.3.4.2.2"), NULL))),
    ],
    ["the OID of SHA-1", block(digestInfo(der(0x30, oid("1.3.14.3.2.26"), NULL)))],
    ["the bare hash", block(digest)],
    ["something after the hash", block(Uint8Array.from([...exact, 0]))],
    [
      "something inside after the hash",
      block(der(0x30, der(0x30, oid(SHA256), NULL), der(0x04, digest), NULL)),
    ],
    ["short padding, and the rest free to choose", block(exact, { short: 150 })],
    ["type 0", block(exact, { type: 0, filling: 0 })],
    ["type 2", block(exact, { type: 2, filling: 0x55 })],
    ["a filling that is not FF", block(exact).with(100, 0xfe)],
    [
      "no filling at all",
      Uint8Array.from([0, 1, 0, ...exact, ...Array<number>(256 - 3 - exact.length).fill(0)]),
    ],
  ])("%s does not hold", async (_, forged) => {
    expect(await holds(rsa.publicKey, raw(forged))).toBe(false);
  });

  test("PSS does not hold, nor another length, nor a number beyond the modulus", async () => {
    const pss = sign("sha256", message, {
      key: rsa.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
    });
    const right = sign("sha256", message, rsa.privateKey);
    const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
    const { n = "" } = rsa.publicKey.export({ format: "jwk" });
    const beyond = (number(right) + number(Buffer.from(n, "base64url"))).toString(16);
    const wrong = [
      pss,
      Uint8Array.from([0, ...right]),
      right.subarray(1),
      Uint8Array.from([...right, 0]),
      Buffer.from(beyond.padStart(beyond.length + (beyond.length % 2), "0"), "hex"),
      new Uint8Array(256),
      new Uint8Array(256).fill(0, 0, 255).with(255, 1),
      new Uint8Array(),
    ];
    for (const signature of wrong) expect(await holds(rsa.publicKey, signature)).toBe(false);
  });

  test("a key with which cubes can be rolled into signatures is no key", () => {
    const { n = "" } = rsa.publicKey.export({ format: "jwk" });
    const modulus = der(0x02, Uint8Array.from([0, ...Buffer.from(n, "base64url")]));
    const withExponent = (...e: number[]): (() => PublicKey) => {
      const bits = der(0x30, modulus, der(0x02, Uint8Array.from(e)));
      const algorithm = der(0x30, oid("1.2.840.113549.1.1.1"), NULL);
      return () =>
        readPublicKey(new DerReader(der(0x30, algorithm, der(0x03, Uint8Array.of(0), bits))));
    };
    expect(withExponent(1, 0, 1)().kind).toBe("rsa");
    for (const e of [[1], [3], [17], [1, 0, 2], [1, 0, 0, 0, 1]]) {
      expect(withExponent(...e)).toThrow(new TrustError("key-exponent"));
    }
  });
});

describe("ECDSA on P-384", () => {
  const ORDER = BigInt(
    "0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
  );
  const right = sign("sha384", message, p384.privateKey);
  const parts = new DerReader(right).enter(0x30);
  const value = (): bigint => BigInt(`0x${Buffer.from(parts.read(0x02).content).toString("hex")}`);
  const [r, s] = [value(), value()];
  const integer = (number: bigint): Uint8Array => {
    const text = number.toString(16);
    const bytes = Buffer.from(text.padStart(text.length + (text.length % 2), "0"), "hex");
    return der(0x02, (bytes[0] ?? 0) >= 0x80 ? Uint8Array.from([0, ...bytes]) : bytes);
  };
  const signature = (...elements: readonly Uint8Array[]): Uint8Array => der(0x30, ...elements);
  const padded = (number: bigint): Uint8Array => {
    const content = new DerReader(integer(number)).any().content;
    return der(
      0x02,
      Uint8Array.from([0, ...((content[0] ?? 0) === 0 ? content : [0, ...content])]),
    );
  };

  test("the exact encoding of r and s holds", async () => {
    expect(await holds(p384.publicKey, signature(integer(r), integer(s)))).toBe(true);
  });

  // Of every signature there is a twin, which says the same of the same message by the same key. Nothing here knows a signature by its bytes.
  test("so does its twin n - s", async () => {
    expect(await holds(p384.publicKey, signature(integer(r), integer(ORDER - s)))).toBe(true);
  });

  test.each([
    ["r = 0", signature(integer(0n), integer(s))],
    ["s = 0", signature(integer(r), integer(0n))],
    ["both 0", signature(integer(0n), integer(0n))],
    ["r = n", signature(integer(ORDER), integer(s))],
    ["s = n", signature(integer(r), integer(ORDER))],
    ["r + n", signature(integer(r + ORDER), integer(s))],
    ["s + n", signature(integer(r), integer(s + ORDER))],
    ["-s", signature(integer(r), der(0x02, Uint8Array.of(0x80)))],
    ["swapped", signature(integer(s), integer(r))],
    ["a zero byte too many in r", signature(padded(r), integer(s))],
    ["a zero byte too many in s", signature(integer(r), padded(s))],
    ["a third number", signature(integer(r), integer(s), integer(1n))],
    ["something after", Uint8Array.from([...right, 0])],
    ["a length in BER", Uint8Array.from([0x30, 0x81, right.length - 2, ...right.subarray(2)])],
    [
      "r and s as 96 bytes",
      sign("sha384", message, { key: p384.privateKey, dsaEncoding: "ieee-p1363" }),
    ],
    ["another hash", sign("sha256", message, p384.privateKey)],
    ["nothing", new Uint8Array()],
  ])("%s does not hold", async (_, forged) => {
    expect(await holds(p384.publicKey, forged)).toBe(false);
  });

  test("a point beside the curve is no key", () => {
    const info = Uint8Array.from(p384.publicKey.export({ type: "spki", format: "der" }));
    const last = info.length - 1;
    const beside = info.with(last, (info[last] ?? 0) ^ 1);
    expect(() => readPublicKey(new DerReader(beside))).toThrow(new TrustError("key-point"));
  });
});

describe("a card signs what a terminal tells it to, and that helps nobody", () => {
  test.each([
    ["another purpose", context({ purpose: "consent" })],
    ["another facility", context({ facility: "1310000002" })],
    ["another terminal", context({ terminal: "W0000002" })],
    ["another challenge", context({ challenge: "0b6b3c2f" })],
    ["another nonce", context({ nonce: "d3b07385" })],
    ["nothing", new Uint8Array()],
    ["the hash instead of the context", digest],
    ["the DigestInfo itself", exact],
    ["the context and more", Uint8Array.from([...message, 0])],
  ])("%s", async (_, other) => {
    for (const [{ publicKey, privateKey }, hash] of [
      [rsa, "sha256"],
      [p384, "sha384"],
    ] as const) {
      expect(await holds(publicKey, sign(hash, other, privateKey))).toBe(false);
      expect(await holds(publicKey, sign(hash, other, privateKey), other)).toBe(true);
    }
  });

  test("nor what another card signed", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect(await holds(rsa.publicKey, sign("sha256", message, other.privateKey))).toBe(false);
    expect(await holds(rsa.publicKey, sign("sha384", message, p384.privateKey))).toBe(false);
    expect(await holds(p384.publicKey, sign("sha256", message, rsa.privateKey))).toBe(false);
  });
});
