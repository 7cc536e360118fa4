/** Notices by the office: seen before they go out, published by who may, changed with their history, withdrawn with a reason. */
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let db: Db;
let approver: Visitor;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl);
  approver = await official(center);
  await sql`update account set role = 'approver' where realm = 'office'`.execute(db);
});

afterAll(async () => {
  await center.close();
  await db.destroy();
});

const draft = {
  category: "07",
  weight: "important",
  title: "受付アプリの更新（架空）",
  body: "[[医療機関コード]]を用意してください。",
  audienceKinds: ["pharmacy", "dental"],
  audiencePrefectures: ["13"],
};

test("is seen as readers will, and nothing is published by that", async () => {
  const { html, status } = await approver.post("/office/notices/new", {
    ...draft,
    step: "preview",
  });
  expect(status).toBe(200);
  expect(html).toMatch(/読む方に見える形.*popover="auto"><strong>医療機関コード/s);
  expect(html).toContain("この内容で掲載する");
  expect((await center.visitor().get("/notices")).html).not.toContain(draft.title);
});

test.each([
  [{ body: "[[謎]]です。" }, "1行目：用語集に「謎」がありません。"],
  [{ body: "長い".repeat(31) }, "60文字を超える文を分けてください"],
  [{ title: " " }, "題名を入力してください。"],
  [{ category: "99" }, "分類を選んでください。"],
  [{ "lastDay.year": "2026", "lastDay.month": "2", "lastDay.day": "30" }, "掲載の最終日"],
])("with %j it comes back, with nothing lost", async (wrong, message) => {
  const { html, status } = await approver.post("/office/notices/new", {
    ...draft,
    ...wrong,
    step: "publish",
  });
  expect(status).toBe(422);
  expect(html).toContain(message);
  expect(html).toContain("body" in wrong ? wrong.body : draft.body);
});

test("is on the portal at once, with the next number of its category", async () => {
  await approver.post("/office/notices/new", { ...draft, step: "publish" });
  await approver.post("/office/notices/new", { ...draft, title: "2つ目", step: "publish" });
  const { html } = await center.visitor().get("/notices/07-0001");
  expect(html).toContain(draft.title);
  expect(html).toContain("対象：一部機関（薬局、歯科診療所。東京都）");
  expect((await center.visitor().get("/")).html).toContain("07-0002");
  expect((await center.visitor().get("/search?q=受付アプリの更新")).html).toContain("07-0001");
});

test("changed, it says so with what and when; who saw an older one is told", async () => {
  const change = {
    weight: "information",
    title: draft.title,
    body: "もう更新できます。",
    what: "更新の開始",
    version: "1",
    step: "publish",
  };
  await approver.post("/office/notices/07-0001", change);
  const { html } = await center.visitor().get("/notices/07-0001");
  expect(html).toContain("もう更新できます。");
  expect(html).toMatch(/更新の履歴.*更新の開始.*はじめて掲載/s);
  expect((await center.visitor().get("/notices")).html).toContain("（更新）【お知らせ】");
  const late = await approver.post("/office/notices/07-0001", { ...change, body: "古い人の文" });
  expect(late.status).toBe(422);
  expect(late.html).toContain("ほかの職員がこのお知らせを変更しました");
  expect(late.html).toContain("古い人の文");
  expect((await center.visitor().get("/search?q=更新できます")).html).toContain("07-0001");
});

test("withdrawn, its number stays and says why; lists, feed and search no longer have it", async () => {
  const path = "/office/notices/07-0001/withdraw";
  expect((await approver.post(path, { version: "2", because: "" })).status).toBe(422);
  await approver.post(path, { version: "2", because: "内容に誤りがありました。" });
  const visitor = center.visitor();
  const page = await visitor.get("/notices/07-0001");
  expect(page.status).toBe(410);
  expect(page.html).toContain("内容に誤りがありました。");
  expect(page.html).not.toContain("もう更新できます。");
  for (const list of ["/", "/notices", "/feed.atom", "/sitemap.xml", "/search?q=更新できます"]) {
    expect((await visitor.get(list)).html).not.toContain("07-0001");
  }
});

test("is written by approvers only, and every deed is on record", async () => {
  const reviewer = await official(center);
  await reviewer.post("/office/notices/new", { ...draft, title: "書けない", step: "publish" });
  await reviewer.post("/office/notices/07-0002/withdraw", { version: "1", because: "いや" });
  const { html } = await reviewer.get("/office/notices");
  expect(html).toContain("承認担当の職員です。");
  expect(html).not.toContain("書けない");
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where action like 'notice.%' order by at, id`.execute(db);
  expect(rows.map(({ action }) => action)).toEqual([
    "notice.published",
    "notice.published",
    "notice.changed",
    "notice.withdrawn",
  ]);
});
