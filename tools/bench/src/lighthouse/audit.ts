/** One page, judged by Lighthouse in a browser of its own. npx fetches it: 176 MB for a figure wanted now and then are no dependency (042). */
import { execFile } from "node:child_process";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";

export const LIGHTHOUSE = "13.5.0";
export const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

export type Scores = Readonly<Record<(typeof categories)[number], number>>;

/** Beside those that Lighthouse gives it. */
const CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu";
/** On a busy machine the browser may lose the beginning of its trace; Lighthouse then asks to be run again. */
const ATTEMPTS = 5;

const category = z.object({ score: z.number().nullable() });
const reportSchema = z.object({
  runtimeError: z.object({ code: z.string() }).optional(),
  categories: z.object({
    performance: category,
    accessibility: category,
    "best-practices": category,
    seo: category,
  }),
});

/** @throws when the page cannot be judged */
export async function audit(url: string): Promise<Scores> {
  const failures: string[] = [];
  while (failures.length < ATTEMPTS) {
    const report = reportSchema.parse(JSON.parse(await run(url)));
    if (!report.runtimeError) {
      const points = (name: (typeof categories)[number]) =>
        Math.round((report.categories[name].score ?? 0) * 100);

      return {
        performance: points("performance"),
        accessibility: points("accessibility"),
        "best-practices": points("best-practices"),
        seo: points("seo"),
      };
    }
    failures.push(report.runtimeError.code);
  }
  throw new Error(`Lighthouse could not judge ${url}: ${failures.join(", ")}`);
}

/**
 * @returns the report, which tells of most failures as well. It goes to a file: a pipe still has the end of it when Lighthouse leaves.
 */
async function run(url: string): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "lighthouse-"));
  const report = join(folder.path, "report.json");
  const args = [
    "--yes",
    `lighthouse@${LIGHTHOUSE}`,
    url,
    "--quiet",
    "--output=json",
    `--output-path=${report}`,
    `--only-categories=${categories.join(",")}`,
    `--chrome-flags=${CHROMIUM_FLAGS}`,
  ];
  const env = {
    ...process.env,
    CHROME_PATH: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // Lighthouse wants a newer Node than the machine's own may be.
    PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
  };
  const said = await new Promise<string>((resolve) => {
    execFile("npx", args, { env, maxBuffer: 64 * 1024 * 1024 }, (_error, _stdout, stderr) => {
      resolve(stderr);
    });
  });

  return readFile(report, "utf8").catch(() => {
    throw new Error(`Lighthouse wrote no report of ${url}: ${said}`);
  });
}
