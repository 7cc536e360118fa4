import { readFile, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { newToken } from "@madoguchi/platform";
import type { Settings } from "./settings.ts";

/** The key that seals secrets in the database: from the environment, or one of this installation's own, made once and kept. */
export async function readSecretKey({ secretKey, varDir }: Settings): Promise<string> {
  if (secretKey !== undefined) return secretKey;
  const path = join(varDir, "secret.key");
  await mkdir(varDir, { recursive: true });
  try {
    // Only where there is none: with another key, what is sealed would stay shut.
    await writeFile(path, newToken(), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFile(path, "utf8");
}
