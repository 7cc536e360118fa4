/** Master data by the office: lists that are tried before they are written, and what they do to those who are registered. */
import { checkDigit, encodeShiftJis, formatDate, tokyoToday } from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let db: Db;
let one: Visitor;
let two: Visitor;
let registered: FacilityPerson;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl);
  [one, two] = [await official(center), await official(center)];
  registered = await registerFacility(center);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const codeOf = (number: number) => {
  const payload = `131${String(500_000 + number)}`;

  return payload + checkDigit(payload);
};
const lineOf = (number: number, change: Partial<{ name: string; code: string }> = {}) =>
  `${change.code ?? codeOf(number)},${change.name ?? `架空第${number}診療所`},東京都千代田区見本町${number}番,03-1234-${String(number).padStart(4, "0")}`;
const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
const ownLine = (name: string) =>
  `${registered.facilityCode},${name},東京都千代田区霞が関1-2-2（架空）,03-0000-0000`;

function listOf(lines: readonly string[], fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  const all = {
    kind: "medical",
    prefecture: "13",
    source: "架空厚生局の一覧表",
    "listedOn.year": "2026",
    "listedOn.month": "11",
    "listedOn.day": "1",
    isWhole: "yes",
    "column.code": "番号",
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  const text = ["番号,医療機関名称,所在地,電話番号", ...lines, ""].join("\r\n");
  form.set("file", new Blob([new Uint8Array(encodeShiftJis(text))]), "医科13.csv");

  return form;
}

const LISTS = "/office/facility-lists";
const upload = (visitor: Visitor, lines: readonly string[], fields = {}) =>
  visitor.upload(LISTS, listOf(lines, fields));

test("what is wrong is told line by line, on the page and as a file, and can be brought again with the same settings", async () => {
  const { status, path, html } = await upload(one, [
    lineOf(1),
    `${codeOf(2).slice(0, 9)}x,架空,東京都,03-0000-0000`,
    `${codeOf(3)},,東京都,03-0000-0000`,
  ]);
  expect(status).toBe(200);
  expect(html).toContain("誤りが2件あるため、取り込めません");
  expect(html).toContain("4行目");
  const { bytes } = await one.download(`${path}/problems.csv`);
  expect(new TextDecoder().decode(bytes)).toContain("4,B,医療機関名称,name-empty");
  expect((await one.post(`${path}/confirm`, {})).status).toBe(404);
  const again = await one.get(`${LISTS}/new?like=${path.split("/").at(-1)}`);
  expect(again.html).toContain('value="架空厚生局の一覧表"');
  expect(again.html).toContain('value="番号"');
  const none = await one.upload(LISTS, new FormData());
  expect([none.status, none.html.includes("ファイルが選ばれていません")]).toEqual([422, true]);
});

test("the first list of an area needs two; nothing is written until then", async () => {
  const lines = [...hundred.map((number) => lineOf(number)), ownLine(registered.facilityName)];
  const { path, html } = await upload(one, lines);
  expect(html).toContain("もう1人の確認待ち");
  expect(html).toContain("101件");
  expect((await one.get(`${LISTS}?q=${codeOf(1)}`)).html).toContain("名簿に見つかりません");
  const own = await one.post(`${path}/confirm`, {});
  expect([own.status, own.html.includes("ほかの職員が確かめてください")]).toEqual([409, true]);
  // One at a time for the area.
  const second = await upload(two, lines);
  expect([second.status, second.html.includes("先にそれを決めてください")]).toEqual([409, true]);
  expect((await two.get(LISTS)).html).toContain("確認を待っています");
  expect((await two.post(`${path}/confirm`, {})).html).toContain("確認済み");
  expect((await two.post(`${path}/confirm`, {})).status).toBe(409);
  expect((await one.get(`${LISTS}?q=${encodeURIComponent("架空第1診療所")}`)).html).toContain(
    codeOf(1),
  );
});

test("a later list shows what changes and who is affected, finds changed codes, tells the facility, and keeps what was", async () => {
  const moved = codeOf(900);
  const lines = [
    ...hundred
      .filter((number) => ![7, 9].includes(number))
      .map((number) => lineOf(number, number === 8 ? { name: "架空あたらしい診療所" } : {})),
    lineOf(7, { code: moved }),
    ownLine("架空改名医院"),
  ];
  const later = { "listedOn.month": "12" };
  const { path, html } = await upload(one, lines, later);
  expect(html).toContain("架空あたらしい診療所");
  expect(html).toMatch(/コードの変更と統合　1件.*コードの変更/s);
  expect(html).toMatch(/影響を受ける登録済みの施設　1件.*施設の名称が変わる/s);
  // 1 added, 2 changed and 2 gone of 101 are less than five per cent: the one who brought it may decide.
  expect(html).toContain("この名簿を取り込む");
  const csv = new TextDecoder().decode((await one.download(`${path}/differences.csv`)).bytes);
  expect(csv).toContain("架空あたらしい診療所");
  expect(csv).toContain(`${codeOf(9)},名簿になくなる,架空第9診療所,`);
  expect(csv).toContain(`${moved},加わる,,架空第7診療所`);
  expect(csv).toContain(`コードの変更,${codeOf(7)},${moved}`);
  expect((await one.post(`${path}/confirm`, {})).html).toContain("確認済み");

  const mail = await center.mailTo(registered.mail);
  expect(mail.subject).toContain("新しい名簿の内容が、施設の登録と違います");
  expect(mail.text).toContain("登録と違う項目：施設の名称");
  const facility = await db
    .selectFrom("facility")
    .select("name")
    .where("code", "=", registered.facilityCode)
    .executeTakeFirstOrThrow();
  expect(facility.name).toBe(registered.facilityName);
  // The facility sees both, and takes over the list's words without typing.
  expect((await registered.visitor.get("/procedures")).html).toContain("架空改名医院");
  expect((await registered.visitor.get("/procedures/details?from=list")).html).toContain(
    'value="架空改名医院"',
  );

  const record = await one.get(`${LISTS}/records/${codeOf(8)}`);
  expect(record.html).toMatch(/架空あたらしい診療所.*架空第8診療所/s);
  const gone = await one.get(`${LISTS}/records/${codeOf(7)}`);
  expect(gone.html).toMatch(new RegExp(`名簿になくなった`, "s"));
  expect(gone.html).toContain(`${LISTS}/records/${moved}`);
});

test("a list that another one has overtaken is not written", async () => {
  const waiting = await upload(
    one,
    hundred.map((number) => lineOf(number)),
    {
      "listedOn.year": "2027",
    },
  );
  // Meanwhile the command line takes a list in.
  await sql`
    insert into facility_list
    select gen_random_uuid(), source, listed_on, file_name, sha256, lines, added, changed, unchanged, gone,
      clock_timestamp(), imported_by, kind, prefecture_code, is_whole
    from facility_list limit 1`.execute(db);
  const late = await two.post(`${waiting.path}/confirm`, {});
  expect([late.status, late.html.includes("元の内容が変わりました")]).toEqual([409, true]);
  expect((await one.post(`${waiting.path}/withdraw`, {})).html).toContain("取下げ");
});

const AT_LEISURE = { timeout: 10_000 };

test("days on which nobody answers are entered with a reason, told on every page, and taken back before they begin", async () => {
  const day = (name: string, date: Temporal.PlainDate) => ({
    [`${name}.year`]: String(date.year),
    [`${name}.month`]: String(date.month),
    [`${name}.day`]: String(date.day),
  });
  const today = tokyoToday(systemClock);
  const soon = today.add({ days: 3 });
  const wrong = await one.post("/office/closings", {
    reason: "臨時の点検",
    ...day("fromOn", soon),
    ...day("untilOn", today),
  });
  expect([wrong.status, wrong.html.includes("初日より前です")]).toEqual([422, true]);
  const entered = await one.post("/office/closings", {
    reason: "臨時の点検",
    ...day("fromOn", soon),
    ...day("untilOn", soon),
  });
  const words = `${formatDate(soon)}は休みます（臨時の点検）。`;
  expect(entered.html).toContain("「臨時の点検」を取り消す");
  // Pages for everybody are drawn once a second, and by a busy machine later.
  const told = async () => (await center.visitor().get("/")).html.includes(words);
  await expect.poll(told, AT_LEISURE).toBe(true);
  const path = /\/office\/closings\/[\w-]+\/withdraw/.exec(entered.html)?.[0] ?? "";
  expect((await two.post(path, {})).html).toContain("に取消し");
  expect((await two.post(path, {})).status).toBe(409);
  await expect.poll(told, AT_LEISURE).toBe(false);
});
