/** Reads what was given beside the certificate. What cannot be used is left out, and said so. */
import { TrustError, loadAnchors } from "@madoguchi/trust";
import type { TrustAnchor } from "@madoguchi/trust";
import { Refusal } from "../refusal.ts";
import { readAllObjects, readObjects } from "./files.ts";
import type { Said } from "./step.ts";

/** @throws Refusal: without its roots nothing can be said of a certificate */
export async function readRoots(paths: readonly string[]): Promise<readonly TrustAnchor[]> {
  try {
    return loadAnchors(await readAllObjects(paths));
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new Refusal(
      `--root の証明書は、信頼する認証局として使えません（${error.detail}）。自己署名の認証局の証明書を指定してください。`,
    );
  }
}

export async function readUsable<T>(
  option: string,
  paths: readonly string[],
  read: (der: Uint8Array) => T,
): Promise<{ readonly usable: readonly T[]; readonly notes: readonly Said[] }> {
  const usable: T[] = [];
  const notes: Said[] = [];
  for (const path of paths) {
    for (const der of await readObjects(path)) {
      try {
        usable.push(read(der));
      } catch (error) {
        if (!(error instanceof TrustError)) throw error;
        notes.push({
          ja: `${option} の「${path}」は使えません（${error.detail}）。`,
          en: `${option} ${path} cannot be used (${error.detail}).`,
        });
      }
    }
  }
  return { usable, notes };
}
