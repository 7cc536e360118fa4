import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { parseSignature, signMessage, verifyMessage } from "./http-signature.ts";
import type { SignedMessage } from "./http-signature.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256" };
let keys: CryptoKeyPair;
let otherKeys: CryptoKeyPair;
beforeAll(async () => {
  keys = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  otherKeys = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
});

const message = (body: string, path = "/api/v1/checks"): SignedMessage => ({
  method: "POST",
  path,
  body: new TextEncoder().encode(body),
});

async function verify(
  key: CryptoKey,
  received: SignedMessage,
  sent = message("{}"),
  keyId = "new",
) {
  const headers = await signMessage(keys.privateKey, keyId, sent, 1_790_000_000);
  const parts = parseSignature(headers);

  return parts !== null && verifyMessage(key, parts, received, headers["content-digest"]);
}

test("a signed request verifies, and says who signed it and when", async () => {
  const headers = await signMessage(keys.privateKey, "terminal-1", message("{}"), 1_790_000_000);
  expect(parseSignature(headers)).toMatchObject({ keyId: "terminal-1", created: 1_790_000_000 });
  expect(await verify(keys.publicKey, message("{}"))).toBe(true);
});

test("another key, body, path or method does not verify", async () => {
  expect(await verify(otherKeys.publicKey, message("{}"))).toBe(false);
  expect(await verify(keys.publicKey, message('{"a":1}'))).toBe(false);
  expect(await verify(keys.publicKey, message("{}", "/api/v1/challenges"))).toBe(false);
  expect(await verify(keys.publicKey, { ...message("{}"), method: "PUT" })).toBe(false);
});

test("no change of the body goes unnoticed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.string(), async (sent, received) => {
      expect(await verify(keys.publicKey, message(received), message(sent))).toBe(
        sent === received,
      );
    }),
    { numRuns: 50 },
  );
});

test("a later time cannot be put over an old signature", async () => {
  const headers = await signMessage(keys.privateKey, "t", message("{}"), 1_790_000_000);
  const parts = parseSignature({
    ...headers,
    "signature-input": headers["signature-input"].replace("1790000000", "1790000001"),
  });
  expect(parts).not.toBeNull();
  expect(
    parts && (await verifyMessage(keys.publicKey, parts, message("{}"), headers["content-digest"])),
  ).toBe(false);
});

test("anything but our one form of the headers is refused, whatever it is", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (input, signature) => {
      expect(parseSignature({ "signature-input": input, signature })).toBeNull();
    }),
  );
});
