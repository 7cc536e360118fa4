/** Certificates, revocation lists and OCSP answers as people keep them: DER, or any number of them in PEM. */
import { readFile } from "node:fs/promises";
import { Refusal } from "../refusal.ts";

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** DER of all that the file holds. @throws Refusal */
export async function readObjects(path: string): Promise<readonly Uint8Array[]> {
  const bytes = await readFile(path).catch(() => {
    throw new Refusal(`「${path}」を読み取れません。ファイルの名前を確かめてください。`);
  });
  if (!bytes.includes("-----BEGIN ")) return [Uint8Array.from(bytes)];
  const found = [...bytes.toString("latin1").matchAll(PEM)].map(([, , body = ""]) =>
    Uint8Array.from(Buffer.from(body, "base64")),
  );
  if (found.length === 0) {
    throw new Refusal(`「${path}」の PEM を読み取れません。BEGIN と END の行を確かめてください。`);
  }
  return found;
}

export async function readAllObjects(paths: readonly string[]): Promise<readonly Uint8Array[]> {
  return (await Promise.all(paths.map(readObjects))).flat();
}
