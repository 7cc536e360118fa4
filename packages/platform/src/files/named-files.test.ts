import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createNamedFiles } from "./named-files.ts";

test("a named file is there whole or not at all, is replaced in one step, and goes with its folder", async () => {
  const directory = await mkdtemp(join(tmpdir(), "madoguchi-named-"));
  const files = createNamedFiles(directory);
  const bytes = (value: string) => [new TextEncoder().encode(value)];
  expect(await files.write("bulk/1/result", bytes("一つめ"))).toBe(9);
  expect(await files.write("bulk/1/result", bytes("二つめ"))).toBe(9);
  expect(await text(files.read("bulk/1/result"))).toBe("二つめ");

  async function* broken(): AsyncGenerator<Uint8Array> {
    yield* bytes("half");
    throw new Error("the line broke");
  }
  await expect(files.write("bulk/1/result", broken())).rejects.toThrow("the line broke");
  expect(await text(files.read("bulk/1/result"))).toBe("二つめ");
  expect(await readdir(join(directory, "bulk/1"))).toEqual(["result"]);

  for (const name of ["../away", "bulk/../../away", "bulk", "/bulk/1", "bulk/1/"]) {
    await expect(files.write(name, bytes("x"))).rejects.toThrow(RangeError);
  }
  await files.remove("bulk/1");
  await files.remove("bulk/1");
  expect(await readdir(join(directory, "bulk"))).toEqual([]);
  await rm(directory, { recursive: true });
});
