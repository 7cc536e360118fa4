/** The library over HTTP: what is listed for whom, what counts, what machines read, and what stays when the center closes. */
import { createHash } from "node:crypto";
import { createCenter, seeding } from "@madoguchi/center";
import { tokyoToday } from "@madoguchi/notation";
import { newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { registerFacility, startTestCenter, TEST_SECRET_KEY } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let center: TestCenter;
let db: Db;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) => seeding.seedNotices(tx, tokyoToday(systemClock), newId()));
});

afterAll(async () => {
  await center.close();
  await db.destroy();
});

const get = (path: string) => center.visitor().get(path);

test("what everybody sees alike goes out packed to who can unpack it, and what somebody sees never", async () => {
  const { visitor } = await registerFacility(center);
  const cookie = visitor.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const asked = async (path: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(center.url + path, { headers });

    // How often an article was read, itself included, stands on it.
    const html = (await response.text()).replaceAll(/\d+/gu, "");

    return { packing: response.headers.get("content-encoding"), html };
  };
  for (const path of [
    "/",
    "/notices",
    "/help",
    "/help/glossary",
    "/help/answers",
    "/help/KB0010157",
    "/search?q=PIN",
    "/statistics/open",
    "/eligible",
    "/terms",
  ]) {
    const packed = await asked(path, { "accept-encoding": "br, gzip" });
    const plain = await asked(path, { "accept-encoding": "identity" });
    const own = await asked(path, { "accept-encoding": "br, gzip", cookie });
    expect([path, packed.packing, plain.packing, own.packing]).toEqual([path, "gzip", null, null]);
    expect(packed.html).toBe(plain.html);
    expect(own.html).not.toBe(plain.html);
  }
});

describe("notices", () => {
  test("stand on the front door with number, audience, age and views, the important ones first", async () => {
    const { html } = await get("/");
    expect(html).toMatch(
      /重要なお知らせ.*【重要】運用開始日の入力.*【お知らせ】電子証明書の期限切れ/s,
    );
    expect(html).toContain("07-0002");
    expect(html).toMatch(
      /施術所の登録記号番号の入力について（架空）<\/a>.*?一部機関.*?（14日前）/s,
    );
    expect(html).not.toContain("<script");
  });

  test("can be listed by service, and a number that nobody has is not found", async () => {
    const { html } = await get("/notices?category=02");
    expect(html).toContain("02-0001");
    expect(html).not.toContain("07-0001");
    expect((await get("/notices/99-9999")).status).toBe(404);
    expect((await get("/help/KB9999999")).status).toBe(404);
  });

  test("reach a facility at home only where they concern it", async () => {
    const [clinic, practice] = await Promise.all([
      registerFacility(center),
      registerFacility(center, "treatment"),
    ]);
    const [ofClinic, ofPractice] = await Promise.all(
      [clinic, practice].map(({ visitor }) => visitor.get("/home")),
    );
    expect(ofClinic?.html).toContain("あなたの施設へのお知らせ");
    expect(ofClinic?.html).not.toContain("施術所の登録記号番号の入力について");
    expect(ofPractice?.html).toContain("あなたの施設へのお知らせ");
  });

  test("explain the glossary's words in place", async () => {
    const { html } = await get("/notices/07-0002");
    expect(html).toMatch(/popover="auto"><strong>登録記号番号<\/strong>/);
    expect(html).toContain("対象：一部機関（施術所");
  });
});

describe("views", () => {
  const viewsIn = (html: string) => Number(/閲覧 ([\d,]+)回/.exec(html)?.[1]?.replaceAll(",", ""));

  test("count reading a text, and neither heads nor lists", async () => {
    await get("/notices/00-0001");
    await fetch(`${center.url}/notices/00-0001`, { method: "HEAD" });
    await get("/notices");
    const before = viewsIn((await get("/notices/00-0001")).html);
    expect(viewsIn((await get("/notices/00-0001")).html)).toBe(before + 1);
  });

  test("are in the database when the center has closed", async () => {
    const other = await createCenter({
      databaseUrl: center.databaseUrl,
      filesDirectory: center.filesDirectory,
      secretKey: TEST_SECRET_KEY,
      publicUrl: "http://localhost",
      smtpUrl: "smtp://127.0.0.1:1",
      logLevel: "silent",
    });
    await Promise.all(Array.from({ length: 20 }, () => other.app.inject("/notices/03-0001")));
    await other.close();
    const { rows } = await sql<{ views: number }>`
      select views from library_reading where number = '03-0001'`.execute(db);
    expect(rows).toEqual([{ views: 20 }]);
  });
});

describe("ratings", () => {
  const rate = (visitor: ReturnType<TestCenter["visitor"]>, stars: string, comment = "") =>
    visitor.post("/library/KB0010158/rating", { stars, comment });

  test("without stars nothing is lost and the page says what is missing", async () => {
    const answer = await center.visitor().post("/library/KB0010158/rating", { comment: "よい" });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("エラー：調べ方と問い合わせ方");
    expect(answer.html).toContain("星の数を選んでください。");
    expect(answer.html).toContain(">よい</textarea>");
  });

  test("one a reader, who may think again; the average shows with its count", async () => {
    const [first, second] = [center.visitor(), center.visitor()];
    await rate(first, "1");
    await rate(first, "4", "図がほしい");
    const { html, path } = await rate(second, "5");
    expect(path).toBe("/help/KB0010158?rated=1#rating");
    expect(html).toContain("評価を受け付けました");
    expect(html).toContain("評価 ★4.5（2件）");
  });

  test("of who is signed in are audited, without what was written", async () => {
    const { visitor } = await registerFacility(center);
    await rate(visitor, "3", "秘密の意見");
    const { rows } = await sql<{ detail: unknown }>`
      select detail from audit_event where action = 'library.rated'`.execute(db);
    expect(rows).toEqual([{ detail: { stars: 3 } }]);
  });

  test("the database knows no reader's cookie", async () => {
    const { rows } = await sql<{ rater: Buffer }>`select rater from library_rating`.execute(db);
    expect(rows.every(({ rater }) => rater.length === createHash("sha256").digest().length)).toBe(
      true,
    );
  });

  test("of nothing are refused", async () => {
    expect((await center.visitor().post("/library/00-9999/rating", { stars: "5" })).status).toBe(
      404,
    );
  });

  test("come from one machine so often only", async () => {
    const busy = await startTestCenter();
    const answers = await Promise.all(
      Array.from({ length: 61 }, () =>
        busy.visitor().post("/library/KB0010158/rating", { stars: "5" }),
      ),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    await busy.close();
  });
});

describe("the search", () => {
  const search = (query: string) => get(`/search?${new URLSearchParams({ q: query })}`);

  test.each([
    ["こーるせんたー", "/help/KB0010158"],
    ["kb0010158", "/help/KB0010158"],
    ["ﾊﾟｽﾜｰﾄﾞ 前のサイト", "/notices/00-0001"],
    ["失効", "/help/answers#"],
  ])("%s is found, and marked", async (query, href) => {
    const { html } = await search(query);
    expect(html).toContain(`href="${href}`);
    expect(html).toMatch(/\d+件見つかりました/);
    expect(html).toContain("<mark>");
  });

  test("that finds nothing says what to try, and what comes near", async () => {
    const { html } = await search("前のサイトのパスワードを忘れてしまいました");
    expect(html).toContain("見つかりませんでした");
    expect(html).toMatch(/近い内容のもの.*\/notices\/00-0001/s);
  });

  test("takes nothing of what was typed for markup", async () => {
    const { html } = await search('<b>"x"</b>');
    expect(html).not.toContain("<b>");
  });
});

test("an article is had as a paper, drawn once", async () => {
  const visitor = center.visitor();
  const [paper, again] = await Promise.all([
    visitor.download("/help/KB0010158.pdf"),
    visitor.download("/help/KB0010158.pdf"),
  ]);
  expect(paper).toMatchObject({ status: 200, type: "application/pdf" });
  expect(again.bytes).toEqual(paper.bytes);
  expect(Buffer.from(paper.bytes).toString("latin1")).toContain("/Lang (ja-JP)");
  expect((await visitor.download("/help/KB9999999.pdf")).status).toBe(404);
});

test("machines are told what there is", async () => {
  const [feed, sitemap, robots] = await Promise.all([
    get("/feed.atom"),
    get("/sitemap.xml"),
    get("/robots.txt"),
  ]);
  expect(feed.html).toContain("<id>http://localhost/notices/00-0001</id>");
  expect(sitemap.html).toContain("<loc>http://localhost/help/KB0010158</loc>");
  expect(robots.html).toContain("Sitemap: http://localhost/sitemap.xml");
  expect(robots.html).toContain("\nDisallow: /search?\n");
});
