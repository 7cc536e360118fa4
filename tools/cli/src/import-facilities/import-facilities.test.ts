/** The command as offices run it, over a database of its own. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFacilities } from "../commands/import-facilities.ts";
import { hearing } from "../hearing.fixture.ts";

let home: string;
let database: FreshDatabase;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "madoguchi-import-facilities-"));
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});
const heard = hearing(() => ({ DATABASE_URL: database.url, MADOGUCHI_VAR: home }));

async function list(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(home, name);
  await writeFile(path, ["医療機関コード,お名前,所在地", ...lines, ""].join("\r\n"));
  return path;
}

const always = ["--kind", "medical", "--source", "架空厚生局の一覧表", "--column", "name=お名前"];

test("a list is taken in, its differences from the one before are told and written, and mistakes stop it", async () => {
  const first = await list("first.csv", "1310113715,架空医院,東京都千代田区（架空）");
  const run = (...args: string[]) => importFacilities.run([...args, ...always]);
  expect(await run(first, "--date", "2026-11-01", "--dry-run")).toBe(0);
  expect(heard.all.join("\n")).toContain("何も書いていません");
  expect(await run(first, "--date", "令和8年11月1日")).toBe(0);
  expect(heard.all.join("\n")).toContain("追加1");

  const second = await list("second.csv", "13-1011371-5,架空あたらしい医院,東京都千代田区（架空）");
  const report = join(home, "report.csv");
  expect(await run(second, "--date", "2026-12-01", "--report", report)).toBe(0);
  expect(heard.all.join("\n")).toContain("1310113715 名称：「架空医院」→「架空あたらしい医院」");
  expect(await readFile(report, "utf8")).toContain("1310113715,名称,架空医院,架空あたらしい医院");

  const wrong = await list("wrong.csv", "1310113716,架空医院,東京都");
  const errors = join(home, "errors.csv");
  expect(await run(wrong, "--date", "2026-12-02", "--errors", errors)).toBe(1);
  expect(heard.all.join("\n")).toContain("誤りが1件あるため、取り込みません");
  expect(await readFile(errors, "utf8")).toContain("検証番号");
});

test.each([
  [["--date", "2026-11-01"], "1つ指定してください"],
  [["a.csv", "--kind", "clinic", "--date", "2026-11-01"], "--kind"],
  [["a.csv", "--kind", "medical", "--source", "架空", "--date", "きのう"], "--date"],
  [["a.csv", ...always, "--date", "2026-11-01", "--prefecture", "48"], "--prefecture"],
  [["a.csv", ...always, "--date", "2026-11-01", "--column", "beds=病床数"], "--column"],
  [["a.csv", ...always, "--date", "2026-11-01", "--encoding", "utf-16"], "--encoding"],
  [["missing.csv", ...always, "--date", "2026-11-01"], "読めません"],
])("%j is refused in a sentence", async (args, words) => {
  expect(await importFacilities.run(args)).toBe(2);
  expect(heard.all.join("\n")).toContain(words);
});
