/**
 * Mutual authentication with the reader's master key, and the session key that hides everything said afterwards.
 * Source: ACR1255U-J1 reference manual, §5.3 and §5.7. The key that leaves the factory is public, so whoever listens to
 * the first seconds can read along; a key of the clinic's own closes that.
 *
 * Blocks are chained, as in every public client that was used with a reader; the example that V1.01 prints in §5.6.7.2
 * hides its second random number without chaining.
 */
import { concatBytes, equalBytes, LinkError } from "@madoguchi/card";
import { decryptBlocks, encryptBlocks, importAesKey } from "./aes-cbc.ts";

const BLOCK = 16;
const PADDING = 0xff;
const askForRandom = Uint8Array.of(0xe0, 0x00, 0x00, 0x45, 0x00);
const answerRandom = Uint8Array.of(0xe0, 0x00, 0x00, 0x46, 0x00);

/** As every ACR1255U-J1 is sold. */
export const factoryMasterKey = new TextEncoder().encode("ACR1255U-J1 Auth");

/** The reader has another master key than we. Only a person can mend that. */
export class MasterKeyError extends LinkError {
  override readonly name = "MasterKeyError";
}

/** Sends an escape command in the clear and gives the data of its answer; undefined when the reader refuses it. */
export type AskInClear = (escape: Uint8Array) => Promise<Uint8Array | undefined>;

/** Both sides show that they know the master key. @throws MasterKeyError, LinkError */
export async function authenticate(ask: AskInClear, masterKey: CryptoKey): Promise<Session> {
  const hidden = randomOf(await ask(askForRandom), 0x45);
  if (hidden === undefined) throw new LinkError("protocol", "the reader gave no random number");
  const theirs = await decryptBlocks(masterKey, hidden);
  const ours = crypto.getRandomValues(new Uint8Array(BLOCK));
  // Decrypted, not encrypted: the reader applies its encryption to find both numbers again.
  const proof = await decryptBlocks(masterKey, concatBytes([ours, theirs]));
  const answer = randomOf(await ask(concatBytes([answerRandom, proof])), 0x46);
  const known = answer !== undefined && equalBytes(await decryptBlocks(masterKey, answer), ours);
  if (!known) throw new MasterKeyError("protocol", "the reader has another master key");
  const key = concatBytes([theirs.subarray(0, BLOCK / 2), ours.subarray(0, BLOCK / 2)]);
  return new Session(await importAesKey(key));
}

/** The sixteen bytes after E1 00 00 and the step's own two. */
function randomOf(answer: Uint8Array | undefined, step: number): Uint8Array | undefined {
  const begin = Uint8Array.of(0xe1, 0x00, 0x00, step, 0x00);
  if (answer === undefined || answer.length !== begin.length + BLOCK) return undefined;
  if (!equalBytes(answer.subarray(0, begin.length), begin)) return undefined;
  return answer.subarray(begin.length);
}

/** Every message is encrypted for itself, filled up with FF. */
export class Session {
  readonly #key: CryptoKey;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  seal(message: Uint8Array): Promise<Uint8Array> {
    const padded = new Uint8Array(Math.ceil(message.length / BLOCK) * BLOCK).fill(PADDING);
    padded.set(message);
    // It may hold a PIN.
    return encryptBlocks(this.#key, padded).finally(() => padded.fill(0));
  }

  /** @throws LinkError `protocol` */
  async open(block: Uint8Array): Promise<Uint8Array> {
    if (block.length === 0 || block.length % BLOCK !== 0)
      throw new LinkError("protocol", "a block from the reader is not encrypted");
    return decryptBlocks(this.#key, block);
  }
}
