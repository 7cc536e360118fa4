/** The command as offices run it, over a database of its own. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeding } from "@madoguchi/center";
import { openDatabase, transaction } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFeed } from "../commands/import.ts";
import { hearing } from "../hearing.fixture.ts";

const titles =
  "保険者番号,記号,番号,枝番,本人家族,氏名,カナ,生年月日,性別,資格取得日,喪失日,喪失事由,有効開始日,有効終了日,負担割合";
const person = (n: number, sex = "2") =>
  `138057,国,${n},01,1,見本　花子,ミホン　ハナコ,昭和55年2月${n}日,${sex},令和3年4月1日,,,令和3年4月1日,,3割`;

let home: string;
let database: FreshDatabase;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "madoguchi-import-"));
  database = await freshDatabase();
  const db = openDatabase(database.url, { max: 1 });
  const contractFrom = Temporal.PlainDate.from("2021-10-20");
  await transaction(db, (tx) =>
    seeding.insertInsurers(tx, [{ number: "138057", name: "窓口市（架空）", contractFrom }]),
  );
  await db.destroy();
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

const heard = hearing(() => ({ DATABASE_URL: database.url, MADOGUCHI_VAR: home }));

async function file(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(home, name);
  await writeFile(path, `${[titles, ...lines].join("\n")}\n`);
  return path;
}

test("tried, taken in, and sent again", async () => {
  const path = await file("full.csv", person(1), person(2));
  expect(await importFeed.run([path, "--insurer", "138057", "--dry-run"])).toBe(0);
  expect(await importFeed.run([path, "--insurer", "138057"])).toBe(0);
  expect(await importFeed.run([path, "--insurer", "138057", "--full"])).toBe(0);
  expect(heard.all[0]).toContain("取り込めます（試しのため、何も書いていません）。");
  expect(heard.all[1]).toContain("取り込みました。\n  行    2件\n  資格  追加2　変更0　終了0");
  expect(heard.all[2]).toContain("に取り込み済みです。何も変えていません。");
});

test("endings wait for a second person", async () => {
  const path = await file("fewer.csv", person(1));
  expect(await importFeed.run([path, "--insurer", "138057"])).toBe(1);
  expect(heard.all[0]).toContain("2件のうち1件の資格が終わるため、取り込みません。");
  const confirmed = ["--confirm-endings", "二人目（架空）"];
  expect(await importFeed.run([path, "--insurer", "138057", ...confirmed])).toBe(0);
});

test("errors are shown, and written with line, column, rule and mend", async () => {
  const path = await file("wrong.csv", person(1), person(2, "5"));
  const errors = join(home, "errors.csv");
  expect(await importFeed.run([path, "--insurer", "138057", "--errors", errors])).toBe(1);
  expect(heard.all[0]).toContain("  3行目I列「性別」：決められた値ではありません。");
  expect(await readFile(errors, "utf8")).toBe(
    "\ufeff行,列,列名,規則,内容,直し方\r\n3,I,性別,code,決められた値ではありません。,決められた値に直してください。\r\n",
  );
});

test("a notice of renewed certificates is tried, taken in once, and its errors are written", async () => {
  const notice = async (name: string, ...lines: readonly string[]) => {
    const path = join(home, name);
    const header = "旧証明書のハッシュ値,新証明書のハッシュ値,引き継ぎ日";
    await writeFile(path, [header, ...lines, ""].join("\n"));
    return path;
  };
  const path = await notice("renewals.csv", `${"a".repeat(64)},${"b".repeat(64)},2026-06-01`);
  expect(await importFeed.run(["certificates", path, "--dry-run"])).toBe(0);
  expect(await importFeed.run(["certificates", path])).toBe(0);
  expect(await importFeed.run(["certificates", path])).toBe(0);
  expect(heard.all[0]).toContain("1件を取り込めます");
  expect(heard.all[1]).toContain("1件の更新を取り込みました。\n  引き継ぎ  0件");
  expect(heard.all[2]).toContain("に取り込み済みです。");
  const errors = join(home, "renewal-errors.csv");
  const wrong = await notice(
    "wrong-renewals.csv",
    `${"a".repeat(63)},${"b".repeat(64)},2026-06-01`,
  );
  expect(await importFeed.run(["certificates", wrong, "--errors", errors])).toBe(1);
  expect(heard.all[3]).toContain("2行目A列「旧証明書のハッシュ値」");
  expect(await readFile(errors, "utf8")).toContain("2,A,旧証明書のハッシュ値,hash,");
});

test.each([
  [["certificates"], "1つ指定してください"],
  [["certificates", "a.csv", "--insurer", "138057"], "保険者は指定しません"],
  [["full.csv"], "--insurer で指定してください"],
  [["--insurer", "138057"], "1つ指定してください"],
  [["nowhere.csv", "--insurer", "138057"], "を読めません"],
  [["full.csv", "--insurer", "138058"], "検証番号が合いません"],
  [["full.csv", "--insurer", "138057", "--full", "--diff"], "どちらか1つ"],
  [["full.csv", "--insurer", "138057", "--colour"], "は読み取れません"],
])("%j is refused with one sentence", async (args, sentence) => {
  expect(await importFeed.run(args)).toBe(2);
  expect(heard.all.join()).toContain(sentence);
});
