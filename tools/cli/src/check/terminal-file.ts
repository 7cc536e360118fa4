/** Who this command line is to the center: a registered terminal, kept in one file that only its owner may read. */
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TerminalIdentity, TerminalKey } from "@madoguchi/contract";
import { z } from "zod";
import { replace } from "../demo/deck-files.ts";
import { Refusal } from "../refusal.ts";

const coordinate = z.string().length(43);

const terminalFileSchema = z.strictObject({
  /** Origin of the center, without a trailing slash. */
  centerUrl: z.url({ protocol: /^https?$/ }),
  terminalId: z.uuid(),
  /** JWK (RFC 7517) of the key that signs every request. */
  privateKey: z.strictObject({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: coordinate,
    y: coordinate,
    d: coordinate,
  }),
});
export type TerminalFile = z.infer<typeof terminalFileSchema>;

const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;

export function defaultTerminalPath(varDir: string): string {
  return join(varDir, "terminal.json");
}

/** A new key, in the form in which the file keeps it. */
export async function createTerminalKey(): Promise<TerminalFile["privateKey"]> {
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);

  return terminalFileSchema.shape.privateKey.parse({ kty, crv, x, y, d });
}

export function publicHalf({ kty, crv, x, y }: TerminalFile["privateKey"]): TerminalKey {
  return { kty, crv, x, y };
}

/** Mode 0600, and replaced whole. Makes the folder. */
export async function writeTerminalFile(path: string, file: TerminalFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await replace(path, `${JSON.stringify(file, null, 2)}\n`);
}

/** @throws Refusal when there is none, or when it is not what was written */
export async function readTerminalFile(path: string): Promise<TerminalFile> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new Refusal(
      `端末の登録（${path}）がありません。「npm start」で実演を始めるか、「npx madoguchi check --register」で登録してください。`,
      { cause },
    );
  }
  try {
    return terminalFileSchema.parse(JSON.parse(text));
  } catch {
    // Without the cause: it could quote the key.
    throw new Refusal(
      `端末の登録（${path}）を読み取れません。「npx madoguchi check --register」で登録し直してください。`,
    );
  }
}

export async function identityOf(file: TerminalFile): Promise<TerminalIdentity> {
  return { terminalId: file.terminalId, privateKey: await signingKey(file.privateKey) };
}

/** The key as WebCrypto wants it; it cannot be read out again. */
export function signingKey(key: TerminalFile["privateKey"]): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", key, algorithm, false, ["sign"]);
}
