import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { seeding } from "@madoguchi/center";
import { openDatabase, transaction } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { fateOf } from "./fates.ts";
import { facilityIdOf } from "./people.ts";

const program = join(import.meta.dirname, "../../../../bin/madoguchi.mjs");

type Run = { readonly lines: readonly string[]; readonly code: number | null };

/** @param killAt the line with which it is ended by kill -9, with all that is under way */
async function simulate(
  env: Readonly<Record<string, string>>,
  applications: number,
  killAt?: RegExp,
): Promise<Run> {
  const child = spawn(
    process.execPath,
    [program, "simulate", "grants", "--applications", String(applications)],
    {
      env: { ...process.env, ...env, npm_lifecycle_event: undefined },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  const exited = once(child, "exit");
  const lines: string[] = [];
  child.stderr.on("data", (bytes: Buffer) => lines.push(bytes.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (killAt?.test(line)) {
      process.kill(-(child.pid ?? 0), "SIGKILL");
      break;
    }
  }
  const [code] = await exited;

  return { lines, code };
}

/** The rest of the way is short: without this the simulation might be through before it is killed. */
async function holdingLastRepayment(
  url: string,
  applications: number,
  work: () => Promise<void>,
): Promise<void> {
  const numbers = Array.from({ length: applications }, (_, number) => number);
  const last = numbers.findLast((number) => fateOf(number).course === "repaid") ?? Number.NaN;
  const db = openDatabase(url, { max: 1 });
  try {
    await transaction(db, async (tx) => {
      const held = tx.selectFrom("grantApplication").where("facilityId", "=", facilityIdOf(last));
      await held.select("id").forUpdate().executeTakeFirstOrThrow();
      await work();
    });
  } finally {
    await db.destroy();
  }
}

test("killed while people apply, approve, pay and pay back, every yen is where it belongs", async () => {
  await using database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-simulation-"));
  const env = { DATABASE_URL: database.url, MADOGUCHI_VAR: folder };
  try {
    const killed = async (place: RegExp) => {
      const { code, lines } = await simulate(env, 100, place);
      expect([code, lines.at(-1)]).toEqual([null, expect.stringMatching(place)]);
    };
    for (const place of [/^申請　\d/, /^2人の承認　\d/, /確認済み$/, /号　振込\d/])
      await killed(place);
    await holdingLastRepayment(database.url, 100, () => killed(/^返還の請求　\d/));
    const { code, lines } = await simulate(env, 100);
    const text = lines.join("\n");
    expect(text).toContain("入ったお金と出たお金は、1円まで合っています。");
    expect(text).toContain("100件（決定 100件");
    expect(code).toBe(0);

    // Done already: nothing happens twice.
    const figures = (run: readonly string[]) =>
      run.slice(run.indexOf("結果")).filter((line) => !/途中の検算|かかった時間/.test(line));
    const again = await simulate(env, 100);
    expect(figures(again.lines)).toEqual(figures(lines));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("it touches no database that holds anything else", async () => {
  await using database = await freshDatabase();
  const db = openDatabase(database.url, { max: 1 });
  await transaction(db, (tx) => seeding.seedProgrammes(tx, Temporal.PlainDate.from("2026-11-22")));
  await db.destroy();
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-simulation-"));
  const { code, lines } = await simulate({ DATABASE_URL: database.url, MADOGUCHI_VAR: folder }, 1);
  await rm(folder, { recursive: true });
  expect(lines.join("")).toContain("何も変えずに終わりました");
  expect(code).toBe(1);
});
