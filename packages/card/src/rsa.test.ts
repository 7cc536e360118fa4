import { expect, test } from "vitest";
import { concatBytes, fromHex } from "./hex.ts";
import { currentCard } from "./profile.ts";
import { readRsaPublicKey, toJwk, verifiesPkcs1 } from "./rsa.ts";

const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};

async function signedByWebCrypto() {
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { n = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const binary = atob(n.replaceAll("-", "+").replaceAll("_", "/"));
  const modulus = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  const message = new TextEncoder().encode("a challenge");
  const signature = new Uint8Array(
    await crypto.subtle.sign(algorithm.name, pair.privateKey, message),
  );
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
  const digestInfo = concatBytes([currentCard.surface.signature.digestInfoPrefix, hash]);
  return { n, modulus, signature, digestInfo };
}

test("agrees with WebCrypto, and with it alone", async () => {
  const { n, modulus, signature, digestInfo } = await signedByWebCrypto();
  const key = readRsaPublicKey(concatBytes([fromHex("900301000191820100"), modulus]));
  if (key === undefined) throw new Error("the key was not read");
  expect(toJwk(key)).toEqual({ kty: "RSA", n, e: "AQAB" });
  expect(verifiesPkcs1(key, digestInfo, signature)).toBe(true);
  for (const at of [0, 128, 255]) {
    const spoilt = signature.slice();
    spoilt[at] = (spoilt[at] ?? 0) ^ 1;
    expect(verifiesPkcs1(key, digestInfo, spoilt)).toBe(false);
  }
  const other = digestInfo.slice();
  other[50] = (other[50] ?? 0) ^ 0x80;
  expect(verifiesPkcs1(key, other, signature)).toBe(false);
  expect(verifiesPkcs1(key, digestInfo, signature.subarray(1))).toBe(false);
  expect(verifiesPkcs1(key, digestInfo, new Uint8Array(256))).toBe(false);
  expect(verifiesPkcs1(key, digestInfo, new Uint8Array(256).fill(0xff))).toBe(false);
});

test.each([
  ["another exponent", `900103` + `91820100${"c9".repeat(256)}`],
  ["a short modulus", `9003010001` + `918180${"c9".repeat(128)}`],
  ["a modulus of 2047 bits", `9003010001` + `91820100${"49".repeat(256)}`],
  ["something after it", `9003010001` + `91820100${"c9".repeat(256)}` + "9000"],
  ["nothing", ""],
  ["half a header", "9182"],
])("reads no key from %s", (_, hex) => {
  expect(readRsaPublicKey(fromHex(hex))).toBeUndefined();
});
