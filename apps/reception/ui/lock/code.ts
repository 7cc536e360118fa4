/**
 * The short code that opens this app on this device. It keeps a passer-by from the screen; what a thief of the whole computer could
 * read is sealed with a key, or not there at all. Only a slow hash is kept, and wrong tries cost time, in every window together.
 */
import { z } from "zod";
import { openStore } from "../kept/open-store.ts";

const inStore = openStore("madoguchi-lock", "lock");
const KEY = "code";

/** OWASP Password Storage, PBKDF2-HMAC-SHA256. */
const ITERATIONS = 600_000;
const FREE_TRIES = 4;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3600;

const keptSchema = z.object({
  salt: z.instanceof(Uint8Array<ArrayBuffer>),
  hash: z.instanceof(Uint8Array<ArrayBuffer>),
  iterations: z.int(),
  wrongTries: z.int(),
  /** Milliseconds since the epoch. */
  waitUntil: z.number(),
});
type Kept = z.infer<typeof keptSchema>;

export type CodeTry =
  | { readonly kind: "open" }
  | { readonly kind: "wrong"; readonly triesLeft: number }
  | { readonly kind: "wait"; readonly seconds: number };

export const CODE = /^[0-9]{4,8}$/;

export async function hasCode(): Promise<boolean> {
  return (await load()) !== null;
}

export async function setCode(digits: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = await derive(digits, salt, ITERATIONS);
  await keep({ salt, hash, iterations: ITERATIONS, wrongTries: 0, waitUntil: 0 });
}

export async function removeCode(): Promise<void> {
  await inStore("readwrite", (store) => store.delete(KEY));
}

/** A try counts before it is looked at, so that closing the window meanwhile saves none. */
export function tryCode(digits: string): Promise<CodeTry> {
  return navigator.locks.request("madoguchi-lock", async () => {
    const kept = await load();
    if (kept === null) return { kind: "open" };
    const waiting = Math.ceil((kept.waitUntil - Date.now()) / 1000);
    if (waiting > 0) return { kind: "wait", seconds: Math.min(waiting, LONGEST_WAIT_SECONDS) };
    const wrongTries = kept.wrongTries + 1;
    const seconds = waitAfter(wrongTries);
    await keep({ ...kept, wrongTries, waitUntil: Date.now() + seconds * 1000 });
    if (isSame(await derive(digits, kept.salt, kept.iterations), kept.hash)) {
      await keep({ ...kept, wrongTries: 0, waitUntil: 0 });
      return { kind: "open" };
    }
    return seconds > 0
      ? { kind: "wait", seconds }
      : { kind: "wrong", triesLeft: FREE_TRIES + 1 - wrongTries };
  });
}

/** In seconds: nothing at first, then twice as long each time. */
export function waitAfter(wrongTries: number): number {
  return wrongTries <= FREE_TRIES
    ? 0
    : Math.min(FIRST_WAIT_SECONDS * 2 ** (wrongTries - FREE_TRIES - 1), LONGEST_WAIT_SECONDS);
}

async function load(): Promise<Kept | null> {
  const kept = keptSchema.safeParse(await inStore("readonly", (store) => store.get(KEY)));

  return kept.success ? kept.data : null;
}

async function keep(kept: Kept): Promise<void> {
  await inStore("readwrite", (store) => store.put(kept, KEY));
}

async function derive(
  digits: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const code = new TextEncoder().encode(digits);
  const key = await crypto.subtle.importKey("raw", code, "PBKDF2", false, ["deriveBits"]);
  code.fill(0);
  const bits = { name: "PBKDF2", hash: "SHA-256", salt, iterations };

  return new Uint8Array(await crypto.subtle.deriveBits(bits, key, 256));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  a.forEach((byte, index) => {
    difference |= byte ^ (b[index] ?? 0);
  });

  return difference === 0;
}
