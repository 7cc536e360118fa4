/** Sealing what must be readable again, and by nobody who has only the database: AES-256-GCM under a key of its use. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export type Seal = ReturnType<typeof createSeal>;

/** @param secret as `newToken` makes it; whoever has it opens everything */
export function createSeal(secret: string) {
  const keyFor = (use: string) =>
    Buffer.from(hkdfSync("sha256", secret, "madoguchi", use, KEY_BYTES));

  return {
    /** @param use what it is and whose, e.g. `totp:<account>`: what is sealed for one use does not open for another */
    close(use: string, plain: Uint8Array): Uint8Array {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor(use), nonce);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);

      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },

    /** @returns null for what this key did not seal for this use */
    open(use: string, sealed: Uint8Array): Uint8Array | null {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
      if (tag.length < TAG_BYTES) {
        return null;
      }
      const decipher = createDecipheriv("aes-256-gcm", keyFor(use), nonce);
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]);
      } catch {
        return null;
      }
    },

    /** A mark that only this key makes: for what goes out and comes back. */
    sign(use: string, text: string): Uint8Array {
      return createHmac("sha256", keyFor(use)).update(text).digest();
    },

    isSigned(use: string, text: string, mark: Uint8Array): boolean {
      const right = createHmac("sha256", keyFor(use)).update(text).digest();

      return mark.length === right.length && timingSafeEqual(mark, right);
    },
  };
}
