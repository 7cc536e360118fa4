import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { openDatabase } from "@madoguchi/platform";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  actionOf,
  answer,
  ask,
  formOf,
  hiddenOf,
  numberOf,
  question,
  reply,
} from "./inquiries.fixture.ts";

let center: TestCenter;
let clinic: FacilityPerson;
let office: Visitor;
beforeAll(async () => {
  center = await startTestCenter();
  [clinic, office] = await Promise.all([registerFacility(center), official(center)]);
});
afterAll(() => center.close());

/** What the audit says of an inquiry, in order. */
async function auditOf(number: string): Promise<readonly string[]> {
  const db = openDatabase(center.databaseUrl);
  try {
    const { rows } = await sql<{ action: string }>`
      select a.action from audit_event a join inquiry i on i.id::text = a.subject_id
      where i.number = ${number} order by a.at, a.id`.execute(db);

    return rows.map(({ action }) => action);
  } finally {
    await db.destroy();
  }
}

describe("an inquiry of a facility", () => {
  test("is asked, answered, asked again, closed, and every step is on record", async () => {
    const asked = await ask(clinic.visitor);
    const number = numberOf(asked);
    expect(asked.html).toContain("お問い合わせを受け付けました。");
    expect(asked.html).toContain("回答をお待ちください");

    await answer(office, number);
    const { subject = "", text = "" } = await center.mailTo(clinic.mail);
    expect(subject).toBe(`【窓口】お問い合わせに回答しました（${number}）`);
    expect(text).toContain(`http://localhost/inquiries/${number}`);
    expect(text).not.toContain("再発行");
    expect(text).not.toContain(question.subject);

    const answered = await clinic.visitor.get(`/inquiries/${number}`);
    expect(answered.html).toContain("設定情報を再発行してください。");
    expect(answered.html).toContain("お問い合わせ担当");
    await reply(clinic.visitor, answered, "それでも変わりません。");
    expect((await office.get("/office/inquiries?view=mine")).html).toContain(number);

    await answer(office, number, "画面の写真を送ってください。", "request");
    expect((await center.mailTo(clinic.mail)).subject).toContain("確認させてください");
    const closed = await clinic.visitor.post(`/inquiries/${number}/close`, {});
    expect(closed.html).toContain("お問い合わせを終了しました。");

    await reply(clinic.visitor, closed, "また起きました。");
    expect((await clinic.visitor.get(`/inquiries/${number}`)).html).toContain(
      "追加の回答をお待ちください",
    );
    expect(await auditOf(number)).toEqual([
      "inquiry.asked",
      "inquiry.answered",
      "inquiry.replied",
      "inquiry.asked-back",
      "inquiry.closed-by-asker",
      "inquiry.replied",
    ]);
  });

  test("is another facility's not to see, to write in or to close", async () => {
    const number = numberOf(await ask(clinic.visitor, {}, [png()]));
    const page = await clinic.visitor.get(`/inquiries/${number}`);
    const file = /href="(\/inquiries\/[^"]+\/files\/[^"]+)"/.exec(page.html)?.[1] ?? "";
    const { visitor: stranger } = await registerFacility(center);
    const outcomes = await Promise.all([
      stranger.get(`/inquiries/${number}`),
      stranger.get(file),
      // As from a page of their own: a form of the clinic's page would not be taken at all.
      stranger.upload(
        actionOf(page, "/reply").replace(/&for=[^&]+/, ""),
        formOf({ text: "横から" }),
      ),
      stranger.post(`/inquiries/${number}/close`, {}),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await center.visitor().get(`/inquiries/${number}`)).path).toMatch(/^\/sign-in/);
    expect(await auditOf(number)).toEqual(["inquiry.asked"]);
  });

  test("that is sent twice is one", async () => {
    const second = await clinic.visitor.post("/inquiries/new", question);
    const action = actionOf(second, "/inquiries");
    const [first, again] = await Promise.all([
      clinic.visitor.upload(action, formOf(question)),
      clinic.visitor.upload(action, formOf(question)),
    ]);
    expect(numberOf(again)).toBe(numberOf(first));
  });

  test("loses nothing on the way back to the first step", async () => {
    await clinic.visitor.post("/inquiries/new", question);
    const { html } = await clinic.visitor.post("/inquiries/new/edit", question);
    expect(html).toContain(question.subject);
    expect(html).toContain("再発行した値を入れました。");
    expect(html).toMatch(/value="device"[^>]*checked|checked[^>]*value="device"/);
  });

  test("is shown the articles that may answer it, before it is sent and while it is written", async () => {
    const typed = { ...question, subject: "暗証番号を忘れた患者さんがいます" };
    const { html } = await clinic.visitor.post("/inquiries/new", typed);
    expect(html).toContain("送る前に：近い記事があります。");
    const near = await clinic.visitor.post("/inquiries/articles", { text: typed.subject });
    const articles: unknown = JSON.parse(near.html);
    expect(articles).toContainEqual({
      href: expect.stringMatching(/^\/help\/KB\d{7}/),
      title: expect.stringContaining("暗証番号"),
    });
    const unlike = await clinic.visitor.post("/inquiries/articles", { text: "zzqqxx" });
    expect(JSON.parse(unlike.html)).toEqual([]);
  });

  test("knows from which page it was begun, and takes no address of elsewhere", async () => {
    const begun = (from: string) =>
      clinic.visitor.get(`/inquiries/new?from=${encodeURIComponent(from)}`);
    expect((await begun("/grants/new")).html).toContain('value="/grants/new"');
    for (const from of ["https://evil.example", "//evil.example", "/\\evil", "/a?secret=1"]) {
      expect((await begun(from)).html).not.toContain("evil");
      expect((await begun(from)).html).not.toContain("secret");
    }
    const wrong = await ask(clinic.visitor, { relatedPath: "https://evil.example/" });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("このサイトのページを「/」から入力してください。");
  });

  test.each([
    ["category", { category: "elsewhere" }, "お問い合わせの種類を選んでください。"],
    ["subject", { subject: " " }, "件名を入力してください。"],
    ["text", { text: "あ".repeat(2001) }, "2000文字までで入力してください。"],
    ["text with 個人番号", { text: "番号は1234-5678-9018です" }, "マイナンバー（12桁の番号）"],
    [
      "subject with 個人番号",
      { subject: "１２３４５６７８９０１８" },
      "マイナンバー（12桁の番号）",
    ],
  ])("is sent back with what is wrong: %s", async (_, fields, message) => {
    const { status, html } = await ask(clinic.visitor, fields);
    expect(status).toBe(422);
    expect(html).toContain(message);
    expect(html).toContain("<title>エラー：");
  });

  test("never puts a 個人番号 into the database, also not from the second step or a reply", async () => {
    const second = await clinic.visitor.post("/inquiries/new", question);
    const typed = { ...question, text: "１２３４ ５６７８ ９０１８" };
    const refused = await clinic.visitor.upload(actionOf(second, "/inquiries"), formOf(typed));
    expect(refused.status).toBe(422);
    const asked = await ask(clinic.visitor);
    expect((await reply(clinic.visitor, asked, "123456789018")).status).toBe(422);
    expect((await answer(office, numberOf(asked), "123456789018")).status).toBe(422);
    const db = openDatabase(center.databaseUrl);
    const { rows } = await sql`
      select from inquiry_message where normalize(text, nfkc) ~ '1234.?5678.?9018'`.execute(db);
    await db.destroy();
    expect(rows).toEqual([]);
  });
});

const png = (name = "画面.png") =>
  new File(
    [
      Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M9QDwADgQF/e5IkGQAAAABJRU5ErkJggg==",
        "base64",
      ),
    ],
    name,
    { type: "image/png" },
  );

describe("what is sent along", () => {
  test("comes back as a file and never as a page, by content and not by name", async () => {
    const asked = await ask(clinic.visitor, {}, [png("<b>画面</b>.html")]);
    const href = /href="(\/inquiries\/[^"]+\/files\/[^"]+)"/.exec(asked.html)?.[1] ?? "";
    const file = await clinic.visitor.download(href);
    expect([file.status, file.type, file.bytes.length]).toEqual([200, "image/png", 70]);
    const officeHref = href.replace("/inquiries", "/office/inquiries");
    expect((await office.download(officeHref)).status).toBe(200);
    const bare = await fetch(center.url + href, { redirect: "manual" });
    expect(bare.status).toBe(303);
  });

  test("is refused by kind, size and damage, and then nothing is sent", async () => {
    const numbers = async () =>
      (await clinic.visitor.get("/inquiries")).html.match(/\/inquiries\/Q-[\w-]+/g);
    const before = await numbers();
    const files = [
      new File(["<script>alert(1)</script>"], "見本.png", { type: "image/png" }),
      new File([Buffer.alloc(10 * 1024 * 1024 + 1)], "大きい.pdf"),
      new File([new Uint8Array(await png().arrayBuffer()).slice(0, 40)], "切れた.png"),
      png(),
    ];
    const { status, html } = await ask(clinic.visitor, {}, files);
    expect(status).toBe(422);
    expect(html).toContain("「見本.png」：送れない種類です。");
    expect(html).toContain("「大きい.pdf」：大きさが10MBを超えています。");
    expect(html).toContain("「切れた.png」：壊れているため読めません。");
    expect(html).toContain(question.subject);
    expect(await numbers()).toEqual(before);
  });
});

describe("an inquiry of somebody who cannot sign in", () => {
  const guest = { name: "架空 次郎", mail: "guest@example.jp" };
  const tokenOf = (text = "") => /guest\?token=([\w-]+)/.exec(text)?.[1] ?? "";

  test("is sent by a button behind the mailed link, answered by mail, and goes on from there", async () => {
    const visitor = center.visitor();
    const first = await visitor.post("/inquiries/new", question);
    const sent = await visitor.upload(
      actionOf(first, "/inquiries"),
      formOf({ ...question, ...guest }),
    );
    expect(sent.html).toContain("確認のメールを送りました");
    const { text = "" } = await center.mailTo(guest.mail);
    const number = /受付番号：(Q-\S+)/.exec(text)?.[1] ?? "";
    const link = `/inquiries/guest?token=${tokenOf(text)}`;
    const reader = center.visitor();

    const confirming = await reader.get(link);
    expect(confirming.html).toContain("お問い合わせを送る");
    expect((await office.get(`/office/inquiries/${number}`)).status).toBe(404);
    await reader.post(actionOf(confirming, "/confirm"), {});
    expect((await office.get(`/office/inquiries/${number}`)).html).toContain("架空 次郎");

    await answer(office, number);
    const news = await center.mailTo(guest.mail);
    expect(news.text).not.toContain("再発行");
    const fresh = `/inquiries/guest?token=${tokenOf(news.text)}`;
    expect(fresh).not.toBe(link);
    const thread = await reader.get(fresh);
    expect(thread.html).toContain("設定情報を再発行してください。");
    await reply(reader, thread, "できました。", [png()]);
    const written = await reader.get(link);
    expect(written.html).toContain("できました。");
    const file = /href="(\/inquiries\/guest\/files\/[^"]+)"/.exec(written.html)?.[1] ?? "";
    expect((await reader.download(file)).status).toBe(200);
    await reader.post(actionOf(await reader.get(fresh), "/reply"), { text: "urlencoded" });
    await answer(office, number);
    await reader.post(actionOf(await reader.get(fresh), "/close"), {});
    expect((await auditOf(number)).at(-1)).toBe("inquiry.closed-by-asker");
  });

  test("does not open without the link, and not with a wrong one", async () => {
    for (const path of ["/inquiries/guest", "/inquiries/guest?token=wrong"]) {
      const { status, html } = await center.visitor().get(path);
      expect(status).toBe(404);
      expect(html).toContain("このページは開けません");
    }
  });

  test("asks for name and address, and lets no machine write to strangers without end", async () => {
    const visitor = center.visitor();
    const send = async (contact: Record<string, string>) => {
      const first = await visitor.post("/inquiries/new", question);

      return visitor.upload(actionOf(first, "/inquiries"), formOf({ ...question, ...contact }));
    };
    const empty = await send({ name: "", mail: "x" });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain("お名前を入力してください。");
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      statuses.push((await send({ ...guest, mail: "victim@example.jp" })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe("at the office", () => {
  test("who takes it answers it; a colleague takes it over first", async () => {
    const number = numberOf(await ask(clinic.visitor));
    const colleague = await official(center);
    await colleague.post(`/office/inquiries/${number}/claim`, {});
    const page = await office.get(`/office/inquiries/${number}`);
    expect(page.html).toContain("ほかの担当者が受け持っています。");
    const refused = await office.post(`/office/inquiries/${number}/answer`, {
      key: crypto.randomUUID(),
      version: "2",
      kind: "answer",
      text: "先に答えます。",
    });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("送りませんでした");
    await office.post(`/office/inquiries/${number}/claim`, {});
    await office.post(`/office/inquiries/${number}/release`, {});
    expect((await office.get("/office/inquiries?view=unassigned")).html).toContain(number);
    expect((await answer(office, number)).status).toBe(200);
  });

  test("an answer to an older state of things is not sent, and its text is kept", async () => {
    const asked = await ask(clinic.visitor);
    const number = numberOf(asked);
    const page = await office.get(`/office/inquiries/${number}`);
    await reply(clinic.visitor, asked, "追伸です。");
    const stale = await office.post(`/office/inquiries/${number}/answer`, {
      key: hiddenOf(page, "key"),
      version: hiddenOf(page, "version"),
      kind: "answer",
      text: "古い質問への回答",
    });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain("古い質問への回答");
    expect((await clinic.visitor.get(`/inquiries/${number}`)).html).not.toContain(
      "古い質問への回答",
    );
  });

  test("a note stays among officials, and what is escalated comes first", async () => {
    const number = numberOf(await ask(clinic.visitor));
    const page = await office.get(`/office/inquiries/${number}`);
    const key = hiddenOf(page, "key");
    await office.post(`/office/inquiries/${number}/note`, { key, note: "課長に相談" });
    await office.post(`/office/inquiries/${number}/escalate`, { wanted: "yes" });
    expect((await office.get(`/office/inquiries/${number}`)).html).toContain("課長に相談");
    expect((await clinic.visitor.get(`/inquiries/${number}`)).html).not.toContain("課長に相談");
    const { html } = await office.get("/office/inquiries");
    const first = /href="\/office\/inquiries\/(Q-[\w-]+)"/.exec(html)?.[1];
    expect(first).toBe(number);
  });

  test("an answer becomes the draft of an article, without what the asker wrote", async () => {
    const number = numberOf(await ask(clinic.visitor, { text: "架空花子さんのことです。" }));
    await answer(office, number, "## 見出しではない\n・設定を開く\n再発行する");
    const draft = await office.post(`/office/inquiries/${number}/article.md`, {});
    expect(draft.html).toContain(`title: ${question.subject}`);
    expect(draft.html).toContain("topic: device");
    expect(draft.html).toContain("\\## 見出しではない\n- 設定を開く\n再発行する");
    expect(draft.html).not.toContain("架空花子");
    expect((await auditOf(number)).at(-1)).toBe("inquiry.article-drafted");
  });

  test("a template begins the answer and sends nothing", async () => {
    const number = numberOf(await ask(clinic.visitor));
    const { html } = await office.get(`/office/inquiries/${number}?template=setup-info`);
    expect(html).toContain("4つの値を、表示されたとおりに入力してください。</textarea>");
    expect(await auditOf(number)).toEqual(["inquiry.asked"]);
  });

  test("is closed to everybody else", async () => {
    const number = numberOf(await ask(clinic.visitor));
    for (const path of ["/office/inquiries", `/office/inquiries/${number}`]) {
      expect((await clinic.visitor.get(path)).path).toMatch(/^\/office\/sign-in/);
    }
    const deed = await clinic.visitor.post(`/office/inquiries/${number}/close`, { version: "1" });
    expect(deed.path).toMatch(/^\/office\/sign-in/);
  });
});
