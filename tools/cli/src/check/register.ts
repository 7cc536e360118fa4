/** Makes this command line a terminal of a facility, by the ユーザー設定情報 that the portal shows. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { createClient, type SetupInfo, type Terminal } from "@madoguchi/contract";
import { type CheckEnd, failed } from "./run-check.ts";
import { createTerminalKey, publicHalf, signingKey, writeTerminalFile } from "./terminal-file.ts";

export type RegisterEnd =
  | { readonly kind: "registered"; readonly terminal: Terminal }
  | Extract<CheckEnd, { kind: "offline" | "problem" }>;

/** Writes the terminal's file to `path`, over an older one. */
export async function register(
  centerUrl: string,
  setup: SetupInfo,
  path: string,
): Promise<RegisterEnd> {
  // Before the activation code is spent: it is good once.
  await mkdir(dirname(path), { recursive: true });
  const privateKey = await createTerminalKey();
  const client = createClient({ baseUrl: centerUrl });
  const activated = await client.activate(await signingKey(privateKey), {
    ...setup,
    key: publicHalf(privateKey),
    terminalName: "コマンドライン",
    terminalKind: "other",
  });
  if (!activated.ok) return failed(activated, centerUrl);
  const { terminalId } = activated.value;
  await writeTerminalFile(path, { centerUrl, terminalId, privateKey });

  return { kind: "registered", terminal: activated.value };
}
