import { generateKeyPair, type KeyPairKeyObjectResult } from "node:crypto";

/** RSA-2048, on the thread pool, so that several are made at a time. */
export function generateRsaKey(): Promise<KeyPairKeyObjectResult> {
  const { promise, resolve, reject } = Promise.withResolvers<KeyPairKeyObjectResult>();
  generateKeyPair(
    "rsa",
    { modulusLength: 2048, publicExponent: 65537 },
    (error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })),
  );
  return promise;
}

/** ECDSA on P-384, as of the next generation of cards. */
export function generateP384Key(): Promise<KeyPairKeyObjectResult> {
  const { promise, resolve, reject } = Promise.withResolvers<KeyPairKeyObjectResult>();
  generateKeyPair("ec", { namedCurve: "P-384" }, (error, publicKey, privateKey) =>
    error ? reject(error) : resolve({ publicKey, privateKey }),
  );
  return promise;
}
