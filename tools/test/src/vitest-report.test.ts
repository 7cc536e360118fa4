import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readVitestReport } from "./vitest-report.ts";

async function read(testResults: unknown): Promise<Awaited<ReturnType<typeof readVitestReport>>> {
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-report-"));
  try {
    const file = join(folder, "report.json");
    if (testResults !== undefined) await writeFile(file, JSON.stringify({ testResults }));
    return await readVitestReport(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const ran = (...statuses: string[]) => ({
  name: "a.test.ts",
  status: "passed",
  assertionResults: statuses.map((status) => ({ fullName: `case ${status}`, status })),
});

test("skipped, pending and postponed tests count as failed", async () => {
  const report = await read([ran("passed", "passed", "skipped"), ran("todo", "pending", "failed")]);
  expect(report).toMatchObject({ passed: 2, failed: 4 });
  expect(report.problems).toContain("case todo (todo)");
});

test("a file that did not load counts as one failure and says why", async () => {
  const broken = {
    name: "b.test.ts",
    status: "failed",
    message: "no export",
    assertionResults: [],
  };
  expect(await read([ran("passed"), broken])).toEqual({
    passed: 1,
    failed: 1,
    problems: ["b.test.ts: no export"],
  });
});

test("no report at all is a failure", async () => {
  expect(await read(undefined)).toMatchObject({ passed: 0, failed: 1 });
});
