/** Notices by the office: seen before they go out, published by who may, changed with their history, withdrawn with a reason. */
import { enqueue, openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let db: Db;
let approver: Visitor;
let second: Visitor;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl);
  approver = await official(center);
  second = await official(center);
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

/** Written by one, confirmed by another. */
async function publish(path: string, fields: Readonly<Record<string, string | readonly string[]>>) {
  const proposed = await approver.post(path, { ...fields, step: "publish" });
  expect(proposed.html).toContain("もう1人の確認待ち");

  return second.post(`${proposed.path}/confirm`, {});
}

test("is seen as readers will, and nothing is published by that", async () => {
  const { html, status } = await approver.post("/office/notices/new", {
    ...draft,
    step: "preview",
  });
  expect(status).toBe(200);
  expect(html).toMatch(/読む方に見える形.*popover="auto"><strong>医療機関コード/s);
  expect(html).toContain("もう1人の確認に出す");
  expect(html).toContain("いま対象になる施設は、0施設です。");
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
  const proposed = await approver.post("/office/notices/new", { ...draft, step: "publish" });
  const own = await approver.post(`${proposed.path}/confirm`, {});
  expect([own.status, own.html.includes("ほかの職員が確かめてください")]).toEqual([409, true]);
  expect((await center.visitor().get("/notices")).html).not.toContain(draft.title);
  expect((await second.get("/office/notices")).html).toContain("もう1人の確認を待っています");
  expect((await second.post(`${proposed.path}/confirm`, {})).html).toContain("07-0001 を読む");
  await publish("/office/notices/new", { ...draft, title: "2つ目" });
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
  const proposed = await approver.post("/office/notices/07-0001", change);
  expect(proposed.html).toMatch(
    /いまの版との違い.*<del>\[\[医療機関コード.*<ins>もう更新できます。/s,
  );
  const twice = await second.post("/office/notices/07-0001", change);
  expect([twice.status, twice.html.includes("先にそれを決めてください")]).toEqual([422, true]);
  await second.post(`${proposed.path}/confirm`, {});
  const versions = await second.get("/office/notices/07-0001/versions");
  expect(versions.html).toMatch(/第2版.*更新の開始.*第1版/s);
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

test("is written by editors only, and every deed is on record", async () => {
  const reviewer = await official(center, ["reviewer", "callCenter"]);
  await reviewer.post("/office/notices/new", { ...draft, title: "書けない", step: "publish" });
  await reviewer.post("/office/notices/07-0002/withdraw", { version: "1", because: "いや" });
  const { html } = await reviewer.get("/office/notices");
  expect(html).toContain("広報の役割の職員です。");
  expect(html).not.toContain("書けない");
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where action like 'notice.%' order by at, id`.execute(db);
  expect(rows.map(({ action }) => action)).toEqual([
    "notice.proposed",
    "notice.published",
    "notice.confirmed",
    "notice.proposed",
    "notice.published",
    "notice.confirmed",
    "notice.proposed",
    "notice.changed",
    "notice.confirmed",
    "notice.withdrawn",
  ]);
});

test("begins on its day, reaches whom its condition names by mail, at a rate and once, and ends by one click", async () => {
  const people = [await registerFacility(center), await registerFacility(center)];
  const [applied, waiting] = people;
  if (!applied || !waiting) throw new Error("two facilities");
  await sql`
    insert into usage_application (id, facility_id, state, form, form_version, created_at, updated_at, submitted_at)
    select gen_random_uuid(), id, 'submitted', '{}', 1, now(), now(), now() from facility
    where code = ${applied.facilityCode}`.execute(db);
  const later = {
    category: "08",
    weight: "information",
    title: "利用申請のご案内（架空）",
    body: "利用申請を提出してください。",
    audienceCondition: "not-applied",
    mails: "yes",
    "firstDay.year": "2099",
    "firstDay.month": "1",
    "firstDay.day": "31",
    firstHour: "10",
  };
  const seen = await approver.post("/office/notices/new", { ...later, step: "preview" });
  expect(seen.html).toContain("いま対象になる施設は、1施設です。");
  const ahead = await publish("/office/notices/new", later);
  expect(ahead.html).toContain("令和81年1月31日（土）");
  expect((await center.visitor().get("/notices/08-0001")).status).toBe(404);
  // Its day has come.
  await sql`update notice set published_at = now(), version = version + 1 where number = '08-0001'`.execute(
    db,
  );
  const minute = () => transaction(db, (tx) => enqueue(tx, "mail-notices", {}));
  await minute();
  const mail = await center.mailTo(waiting.mail);
  expect(mail.subject).toBe("【窓口】【お知らせ】利用申請のご案内（架空）");
  expect(mail.text).toContain("利用申請を提出してください。");
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? "";
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  await expect
    .poll(async () => {
      const { rows } = await sql<{ facilities: number }>`
        select facilities from notice_mailing where finished_at is not null`.execute(db);
      return rows;
    })
    .toEqual([{ facilities: 1 }]);

  // By the mail program, without cookie and origin; a spoilt token does nothing.
  const link = new URL(/<(.+)>/.exec(header("list-unsubscribe"))?.[1] ?? "");
  const click = (search: string) =>
    fetch(`${center.url}/notices/mail/stop${search}`, {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
  expect((await click(`${link.search}x`)).status).toBe(410);
  expect((await waiting.visitor.get("/notices/mail")).html).toContain("止める");
  expect((await click(link.search)).status).toBe(200);
  expect((await waiting.visitor.get("/notices/mail")).html).toContain("いまは止めています");
  // Stopped is stopped, until it is wanted again.
  await publish("/office/notices/new", {
    ...later,
    "firstDay.year": "",
    "firstDay.month": "",
    "firstDay.day": "",
  });
  await minute();
  await expect
    .poll(async () => {
      const { rows } = await sql<{ facilities: number }>`
        select facilities from notice_mailing where finished_at is not null order by facilities`.execute(
        db,
      );
      return rows;
    })
    .toEqual([{ facilities: 0 }, { facilities: 1 }]);
  expect((await waiting.visitor.post("/notices/mail", { wish: "resume" })).html).toContain(
    "止める",
  );
  // Who has applied does not find it among their news.
  expect((await waiting.visitor.get("/home")).html).toContain("利用申請のご案内（架空）");
  expect((await applied.visitor.get("/home")).html).not.toContain("利用申請のご案内（架空）");
});

test("a withdrawn one may lead to another that is there", async () => {
  const path = "/office/notices/08-0002/withdraw";
  const because = "新しいお知らせにまとめました。";
  const wrong = await approver.post(path, { version: "1", because, replacedBy: "07-0001" });
  expect([wrong.status, wrong.html.includes("いま掲載していません")]).toEqual([422, true]);
  await approver.post(path, { version: "1", because, replacedBy: "０８－０００１" });
  const answer = await center.visitor().ask("GET", "/notices/08-0002");
  expect([answer.status, answer.location]).toEqual([301, "/notices/08-0001"]);
});
