import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";

const program = join(import.meta.dirname, "../../../../bin/madoguchi.mjs");

/** Ctrl-C in a terminal reaches the whole group: us, and the database that is just being made. */
test("Ctrl-C in the middle of the first start ends it without a word and without a trace of a fault", async () => {
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-interrupted-"));
  try {
    const child = spawn(process.execPath, [program, "start"], {
      env: { ...process.env, PORT: "0", MADOGUCHI_VAR: folder, npm_lifecycle_event: undefined },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    await vi.waitFor(() => expect(existsSync(join(folder, "postgres.log"))).toBe(true), {
      timeout: 50_000,
      interval: 20,
    });
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect((await output).join("")).toBe("");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
