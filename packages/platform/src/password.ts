/** Passwords at rest: argon2id (RFC 9106), with its parameters beside the hash so that they can be raised later. */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const argon2Async = promisify(argon2);

// OWASP's second recommended setting: 19 MiB, two passes.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const TAG_BYTES = 32;

/** PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce, MEMORY_KIB, PASSES);

  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** `null` as the stored hash costs the same time, so that nobody learns which accounts exist. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(stored ?? "");
  const [, memory, passes, nonce, tag] = match ?? [];
  if (!memory || !passes || !nonce || !tag) {
    await derive(password, Buffer.alloc(16), MEMORY_KIB, PASSES);

    return false;
  }
  const derived = await derive(
    password,
    Buffer.from(nonce, "base64"),
    Number(memory),
    Number(passes),
  );

  return timingSafeEqual(derived, Buffer.from(tag, "base64"));
}

function derive(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  // NFKC, so that a full-width password typed on another keyboard is the same password.
  const message = Buffer.from(password.normalize("NFKC"), "utf8");

  return argon2Async("argon2id", {
    message,
    nonce,
    memory,
    passes,
    parallelism: 1,
    tagLength: TAG_BYTES,
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
