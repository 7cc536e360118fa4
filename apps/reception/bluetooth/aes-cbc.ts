/** AES-128-CBC with a zero IV and no padding, as the reader speaks it, by WebCrypto, which always pads. */

const BLOCK = 16;
const zeroIv = new Uint8Array(BLOCK);

export function importAesKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", Uint8Array.from(bytes), "AES-CBC", false, [
    "encrypt",
    "decrypt",
  ]);
}

/** Whole blocks only. No copy of `plain` stays behind: it may hold a PIN. */
export async function encryptBlocks(
  key: CryptoKey,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const padded = await encrypt(key, zeroIv, plain);
  return padded.subarray(0, plain.length);
}

/** Whole blocks only, at least one. @throws OperationError for anything else */
export async function decryptBlocks(key: CryptoKey, cipher: Uint8Array): Promise<Uint8Array> {
  // WebCrypto insists on a last block of padding. Nothing, encrypted after these blocks, is exactly that.
  const padding = await encrypt(key, Uint8Array.from(cipher.subarray(-BLOCK)), new Uint8Array());
  const padded = new Uint8Array(cipher.length + BLOCK);
  padded.set(cipher);
  padded.set(padding, cipher.length);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv: zeroIv }, key, padded));
}

async function encrypt(
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, plain));
}
