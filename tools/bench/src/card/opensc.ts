/** How many APDUs Debian's OpenSC sends for the same work: the certificate read, and a digest signed with the PIN. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { defaultPin } from "@madoguchi/virtual-card";
import type { PcscWay } from "./pcsc.ts";

const run = promisify(execFile);

export type OpenScCount = { readonly apdus: number | null; readonly description: string };

export async function countOpenSc({ slot, received }: PcscWay): Promise<OpenScCount> {
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-opensc-"));
  // Without a cache or a configuration of the machine's.
  const env = { ...process.env, HOME: directory, XDG_CACHE_HOME: directory };
  const digest = join(directory, "digest");
  await writeFile(digest, new Uint8Array(32));
  const before = received();
  try {
    await run("pkcs15-tool", ["--reader", slot, "--read-certificate", "1"], { env });
    const sign = `--sign --key 1 --pkcs1 --sha-256 --raw --pin ${defaultPin}`.split(" ");
    const files = ["--input", digest, "--output", join(directory, "signature")];
    await run("pkcs15-crypt", ["--reader", slot, ...sign, ...files], { env });

    return {
      apdus: received() - before,
      description: "pkcs15-tool --read-certificate and pkcs15-crypt --sign, counted by the card",
    };
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";

    return { apdus: null, description: missing ? "not installed" : "it could not sign" };
  } finally {
    await rm(directory, { recursive: true });
  }
}
