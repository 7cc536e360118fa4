/** Files that officials bring, and what waits for a second one of them. */
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { enqueue, transaction } from "@madoguchi/platform";
import { official } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, nth, twenty } from "./feeds/feed.fixture.ts";
import type { Row } from "./feeds/feed.fixture.ts";
import { FEED_BYTES, startCenterWithInsurers, upload } from "./office.fixture.ts";
import { town } from "./registry.fixture.ts";

let center: Awaited<ReturnType<typeof startCenterWithInsurers>>;
let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  center = await startCenterWithInsurers();
  first = await official(center);
  second = await official(center);
});
afterAll(() => center.close());

async function pageOf(path: string, words: string): Promise<string> {
  let html = "";
  await expect
    .poll(async () => (html = (await first.get(path)).html), { timeout: 30_000 })
    .toContain(words);

  return html;
}

const spooled = () => readdir(join(center.filesDirectory, "spool"));
const people = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from person`.execute(center.db))
    .rows[0]?.count;

const send = (rows: readonly Row[], fields?: Readonly<Record<string, string>>) =>
  upload(first, rows, fields);

test("tried, taken in, and the file is gone afterwards", async () => {
  const dry = await send(twenty, { mode: "full", dryRun: "yes" });
  expect(dry).toMatch(/^\/office\/feeds\/[0-9a-f-]{36}$/);
  expect(await pageOf(dry, "このまま取り込めます")).toContain("追加 20人");
  expect(await people()).toBe(0);
  const path = await send(twenty);
  expect(await pageOf(path, "変わったこと")).toContain("追加 20人");
  expect(await people()).toBe(20);
  await expect.poll(spooled).toEqual([]);
  await pageOf(await send(twenty), "取り込み済みのファイルです");
  const { html } = await first.get(`/office/insurers/${town}`);
  expect(html.match(/全件\.csv/g)).toHaveLength(3);
});

test("wrong lines are shown, and told in a file whose reading is on record", async () => {
  const path = await send([...twenty, nth(21, { 性別: "5" }), nth(22, { カナ: "みほん" })]);
  const html = await pageOf(path, "誤りが2件あります");
  expect(html).toContain("I列「性別」");
  const { bytes, type } = await first.download(`${path}/problems.csv`);
  expect(type).toBe("text/csv; charset=utf-8");
  expect(new TextDecoder().decode(bytes)).toContain("22,I,性別,code,");
  const { rows } = await sql`
    select actor_kind, subject_id from audit_event where action = 'feed.problems-read'`.execute(
    center.db,
  );
  expect(rows).toEqual([{ actorKind: "official", subjectId: town }]);
});

test("endings beyond the share wait for another official", async () => {
  const path = await send(twenty.slice(0, 10));
  await pageOf(path, "ほかの職員の確認を待っています");
  expect(await spooled()).toHaveLength(1);
  expect((await first.post(`${path}/confirm`, {})).html).toContain(
    "ファイルを送った人は確認できません。",
  );
  expect((await first.get("/office/insurers")).html).toContain(
    "2人目の確認を待っているものが1件あります",
  );
  await second.post(`${path}/confirm`, {});
  expect(await pageOf(path, "変わったこと")).toContain("終了 10件");
  expect((await second.post(`${path}/decline`, {})).status).toBe(409);
  const { rows } = await sql`
    select d.sender_id <> d.decided_by as distinct, f.confirmed_by = d.decided_by as recorded
    from feed_delivery d join feed_file f on f.sha256 = d.sha256 and f.state = 'accepted'
    where d.decided_by is not null`.execute(center.db);
  expect(rows).toEqual([{ distinct: true, recorded: true }]);
  await expect.poll(spooled).toEqual([]);
});

test("or are declined by another official, and nothing changes", async () => {
  await pageOf(await send(twenty.slice(0, 9), { mode: "diff" }), "取り込みませんでした");
  const path = await send([nth(1)]);
  await pageOf(path, "2人目の確認待ち");
  await second.post(`${path}/decline`, {});
  await pageOf(path, "取り込まないと決めました");
  await expect.poll(spooled).toEqual([]);
});

test.each([
  ["no file", { mode: "full" }, null, "ファイルが選ばれていません"],
  ["no kind", {}, "行", "ファイルの種類を選んでください"],
  ["too large", { mode: "full" }, "長".repeat(FEED_BYTES), "を超えています"],
] as const)("%s is said beside the field, and nothing is kept", async (_, fields, text, said) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob(text === null ? [] : [text]), text === null ? "" : "a.csv");
  const answer = await first.upload(`/office/insurers/${town}/upload`, form);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain(said);
  await expect.poll(spooled).toEqual([]);
});

test("a file on which nobody works any more is taken up again", async () => {
  const path = await send([...twenty, nth(31)], { mode: "full", dryRun: "yes" });
  await pageOf(path, "このまま取り込めます");
  await expect.poll(spooled).toEqual([]);
  // As a process leaves it that was killed.
  const id = path.slice(-36);
  await writeFile(join(center.filesDirectory, "spool", id), csv([...twenty, nth(31)]));
  await sql`
    update feed_delivery set state = 'running', file_deleted_at = null, finished_at = null,
      alive_at = now() - interval '3 minutes' where id = ${id}`.execute(center.db);
  await transaction(center.db, (tx) => enqueue(tx, "resume-feeds", {}));
  await pageOf(path, "このまま取り込めます");
  await expect.poll(spooled).toEqual([]);
});

test("a file that outlived its worker goes when the job is tried again", async () => {
  const path = await send([...twenty, nth(32)], { mode: "full", dryRun: "yes" });
  await pageOf(path, "このまま取り込めます");
  await expect.poll(spooled).toEqual([]);
  const id = path.slice(-36);
  await writeFile(join(center.filesDirectory, "spool", id), "");
  await transaction(center.db, (tx) => enqueue(tx, "take-in-feed", { id }));
  await expect.poll(spooled).toEqual([]);
});

test("a file that nobody decides on is deleted in the night after its time", async () => {
  const path = await send([nth(2)]);
  await pageOf(path, "2人目の確認待ち");
  await sql`
    update feed_delivery set finished_at = now() - interval '31 days' where state = 'unconfirmed'`.execute(
    center.db,
  );
  const [lying = ""] = await spooled();
  const before = new Date(Date.now() - 31 * 24 * 3_600_000);
  await utimes(join(center.filesDirectory, "spool", lying), before, before);
  await transaction(center.db, (tx) => enqueue(tx, "forget", {}));
  await pageOf(path, "確認の期限が過ぎました");
  await expect.poll(spooled, { timeout: 30_000 }).toEqual([]);
});

test("nobody without an office account sees any of it", async () => {
  const stranger = center.visitor();
  for (const path of ["", `/${town}`, `/${town}/upload`, `/${town}/suspended`, "/suspended"]) {
    expect((await stranger.get(`/office/insurers${path}`)).path).toContain("/office/sign-in");
  }
});

test.each([
  ["138", ["窓口市（架空）"]],
  ["１３８０", ["窓口市（架空）"]],
  ["ﾏﾄﾞｸﾞﾁ", ["窓口市（架空）"]],
  ["まどぐち", ["窓口市（架空）"]],
  ["健康保険協会　東京", ["全国健康保険協会 東京支部"]],
  ["どこにもない%", []],
])("%s finds %j", async (text, names) => {
  const { html } = await first.get(`/office/insurers?q=${encodeURIComponent(text)}`);
  const found = [...html.matchAll(/<a href="\/office\/insurers\/\d+">([^<]+)/g)];
  expect(found.map(([, name]) => name)).toEqual(names);
});

test("details and the share are changed, on record, and what is wrong is said", async () => {
  const path = `/office/insurers/${town}/edit`;
  const fields = {
    name: "窓口市（架空）",
    kana: "マドグチシ",
    telephone: "０３-００００-１２３４",
    hours: "",
    postalCode: "100-0013",
    address: "架空県窓口市1番",
    endingPercent: "60",
  };
  expect((await first.post(path, { ...fields, kana: "まどぐち" })).html).toContain(
    "フリガナは全角カタカナで入力してください。",
  );
  const { html } = await first.post(path, fields);
  expect(html).toContain("登録内容を変更しました");
  expect(html).toContain("03-0000-1234");
  expect(html).toContain("資格の60%を超えて");
  await pageOf(await send([...twenty, nth(21)]), "変わったこと");
  expect(await pageOf(await send(twenty.slice(0, 9)), "変わったこと")).toContain("終了 12件");
});

test("whoever is suspended is told to who says why, and no more once the insurer has made sure", async () => {
  const diff = (rows: readonly Row[]) =>
    send(
      rows.map((each) => ({ 異動区分: "1", ...each })),
      { mode: "diff" },
    );
  await pageOf(
    await diff([nth(3, { カナ: "ホカノ　タロウ" }), nth(4, { 生年月日: "1999-09-09" })]),
    "保留した行",
  );
  expect((await first.get("/office/insurers/suspended")).html).toContain("2人");
  const path = `/office/insurers/${town}/suspended`;
  expect((await first.post(path, {})).html).toContain("見る理由を選んでください");
  const { html } = await first.post(path, { reason: "insurer-asked" });
  expect(html).toContain("フリガナが登録と違います");
  expect(html).toContain("生年月日が登録と違います");
  const { rows } = await sql`
    select detail from audit_event where action = 'suspended.looked-at'`.execute(center.db);
  expect(rows).toEqual([{ detail: { page: 1, people: 2, reason: "insurer-asked" } }]);
  await pageOf(
    await diff([nth(3, { カナ: "ホカノ　タロウ", 本人確認済区分: "1" })]),
    "変わったこと",
  );
  expect((await first.get("/office/insurers/suspended")).html).toContain("1人");
});
