import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSpool } from "./spool.ts";
import type { Spool } from "./spool.ts";

let directory: string;
let spool: Spool;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), "madoguchi-spool-")), "spool");
  spool = createSpool(directory);
});
afterEach(() => rm(join(directory, ".."), { recursive: true }));

const bytes = Buffer.from("保険者のファイル".repeat(10_000));
const chunks = () => Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);

test("what was received is read as it was, with its size and hash, until it is removed", async () => {
  expect(await spool.receive("a", chunks(), bytes.length)).toEqual({
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest(),
  });
  expect((await buffer(spool.open("a"))).equals(bytes)).toBe(true);
  expect(await spool.olderThan(Date.now() + 1000)).toEqual(["a"]);
  expect(await spool.olderThan(Date.now() - 60_000)).toEqual([]);
  await spool.remove("a");
  await spool.remove("a");
  expect(await readdir(directory)).toEqual([]);
});

test("what is too large leaves nothing, and its source can still be answered", async () => {
  const source = chunks();
  expect(await spool.receive("a", source, 1)).toBeNull();
  expect(source.destroyed).toBe(false);
  expect(await readdir(directory)).toEqual([]);
});

test("nor does a sender who breaks off", async () => {
  const broken = Readable.from(
    (function* () {
      yield bytes;
      throw new Error("gone");
    })(),
  );
  await expect(spool.receive("a", broken, bytes.length)).rejects.toThrow("gone");
  expect(await readdir(directory)).toEqual([]);
});
