/** The clinic's app as the center serves it: for times without a line, and taken back. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestCenter } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";

let receptionDirectory: string;
beforeAll(async () => {
  receptionDirectory = await mkdtemp(join(tmpdir(), "madoguchi-served-"));
  await writeFile(join(receptionDirectory, "worker.js"), "keeps");
  await writeFile(join(receptionDirectory, "worker-off.js"), "leaves");
});
afterAll(() => rm(receptionDirectory, { recursive: true }));

test.each([
  [true, "keeps"],
  [false, "leaves"],
])("starting without a line: %s", async (receptionStartsOffline, said) => {
  const center = await startTestCenter(undefined, { receptionDirectory, receptionStartsOffline });
  try {
    const config = await fetch(`${center.url}/reception/config.json`);
    expect(await config.json()).toMatchObject({ startsOffline: receptionStartsOffline });
    const worker = await fetch(`${center.url}/reception/worker.js`);
    expect(await worker.text()).toBe(said);
    expect(worker.headers.get("content-type")).toMatch(/^(?:text|application)\/javascript/u);
    // Looked for anew each time, or it could not be taken back.
    expect(worker.headers.get("cache-control")).toBe("no-store");
    expect(worker.headers.get("content-security-policy")).toContain("worker-src 'self'");
  } finally {
    await center.close();
  }
});
