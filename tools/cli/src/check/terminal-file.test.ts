import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSignature, signMessage, verifyMessage } from "@madoguchi/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTerminalKey,
  identityOf,
  publicHalf,
  readTerminalFile,
  writeTerminalFile,
} from "./terminal-file.ts";

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "madoguchi-terminal-"));
});

afterAll(() => rm(home, { recursive: true }));

async function newTerminal() {
  const privateKey = await createTerminalKey();
  return { centerUrl: "http://localhost:3000", terminalId: randomUUID(), privateKey };
}

test("comes back as it was written, for its owner alone, also over an older file of wider mode", async () => {
  const path = join(home, "new", "folder", "terminal.json");
  const first = await newTerminal();
  await writeTerminalFile(path, first);
  expect(await readTerminalFile(path)).toEqual(first);
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const open = join(home, "open.json");
  await writeFile(open, "{}", { mode: 0o644 });
  const second = await newTerminal();
  await writeTerminalFile(open, second);
  expect((await stat(open)).mode & 0o777).toBe(0o600);
  expect(second).not.toEqual(first);
  expect(await readdir(join(home, "new", "folder"))).toEqual(["terminal.json"]);
});

test("what its key signs, its public half verifies; the public half holds no secret", async () => {
  const file = await newTerminal();
  const { privateKey, terminalId } = await identityOf(file);
  expect(terminalId).toBe(file.terminalId);
  const message = { method: "POST", path: "/api/v1/challenges", body: new Uint8Array([1]) };
  const headers = await signMessage(privateKey, terminalId, message, 1);
  const parts = parseSignature(headers);
  const half = publicHalf(file.privateKey);
  const key = await crypto.subtle.importKey(
    "jwk",
    half,
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["verify"],
  );
  expect(parts && (await verifyMessage(key, parts, message, headers["content-digest"]))).toBe(true);
  expect(JSON.stringify(half)).not.toContain(file.privateKey.d);
});

test("a file that is missing or spoilt is named, with the way out and without the key", async () => {
  await expect(readTerminalFile(join(home, "none.json"))).rejects.toThrow(
    /none\.json）がありません。.*--register」で登録してください。/,
  );
  const spoilt = join(home, "spoilt.json");
  const file = await newTerminal();
  await writeFile(spoilt, JSON.stringify({ ...file, terminalId: "me" }));
  const refusal = await readTerminalFile(spoilt).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: "Refusal" });
  expect(refusal).not.toHaveProperty("cause");
  expect(String(refusal)).toContain("登録し直してください。");
});
