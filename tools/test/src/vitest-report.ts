import { readFile } from "node:fs/promises";
import { z } from "zod";

export type Tally = { readonly passed: number; readonly failed: number };

/** The parts we read of vitest's JSON reporter. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Only `passed` passes: a skipped or postponed test proves nothing, and a file that did not load ran no test. */
export async function readVitestReport(
  file: string,
): Promise<Tally & { readonly problems: readonly string[] }> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    return { passed: 0, failed: 1, problems: ["vitest ended without a report"] };
  }
  const { testResults } = reportSchema.parse(JSON.parse(text));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const problems = [
    ...unloaded.map(({ name, message = "" }) => `${name}: ${message}`),
    ...tests
      .filter(({ status }) => status !== "passed")
      .map(({ fullName, status }) => `${fullName} (${status})`),
  ];
  return {
    passed: tests.length - (problems.length - unloaded.length),
    failed: problems.length,
    problems,
  };
}
