import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { official, registerFacility } from "@madoguchi/test";
import type { FacilityPerson } from "@madoguchi/test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import {
  account,
  costs,
  decide,
  files,
  fillApplication,
  finishIntroduction,
  signInAgain,
  startApplication,
  startGrantCenter,
  submit,
  uploadForm,
  versionIn,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { grantStanding } from "./index.ts";

const MORNING = "2026-11-22T00:04:00Z";

let center: GrantCenter;
beforeAll(async () => {
  center = await startGrantCenter();
});
afterAll(() => center.close());

async function ready(): Promise<FacilityPerson> {
  const facility = await registerFacility(center);
  await finishIntroduction(center, facility.facilityCode);

  return facility;
}

async function applicantOf(path: string): Promise<{ id: string; kind: string }> {
  return center.db
    .selectFrom("grantApplication")
    .innerJoin("facility", "facility.id", "grantApplication.facilityId")
    .select(["facility.id", "facility.kind"])
    .where("grantApplication.id", "=", path.split("/")[2] ?? "")
    .executeTakeFirstOrThrow();
}

async function actionsOn(path: string): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where subject_id = ${path.split("/")[2]} order by id`.execute(
    center.db,
  );

  return rows.map(({ action }) => action);
}

test("before the introduction is complete, the page says what is missing and where", async () => {
  const { visitor } = await registerFacility(center);
  const { html } = await visitor.get("/grants");
  expect(html).toContain("申請の前にすること");
  expect(html).toContain('href="/terminals"');
  expect(html).toContain("あと70日");
  expect(html).toContain("受付は令和8年1月31日（土）で終わりました");
  expect(html).not.toContain("この補助金を申請する");
  const tried = await visitor.post("/grants", { programme: "demo" });
  expect(tried.status).toBe(409);
  const closed = await visitor.post("/grants", { programme: "chiiki-shinryo-joho-renkei" });
  expect(closed.status).toBe(409);
});

test("the whole life: wrong file, return, correction, approval, letter", async () => {
  const facility = await ready();
  const { visitor, mail } = facility;
  expect((await visitor.get("/grants")).html).toContain("この補助金を申請する");
  const path = await startApplication(visitor);
  expect(path).toMatch(/^\/grants\/[0-9a-f-]{36}$/);
  expect(await startApplication(visitor)).toBe(path);

  // Adding a row keeps everything, also what cannot be read yet.
  const first = await visitor.get(`${path}/costs`);
  const added = await visitor.post(`${path}/costs`, {
    ...costs,
    "lines.2.product": "まだ途中",
    version: versionIn(first.html),
    rows: "3",
    do: "add",
  });
  expect(added.path).toBe(`${path}/costs#lines-3`);
  expect(added.html).toContain("4行目");
  expect(added.html).toContain("まだ途中");
  expect(added.html).toMatch(/>2<\/span>行で計算しています/);
  expect(added.html).toMatch(/補助額の見込み　<span[^>]*>10,000円/);

  const wrong = await visitor.post(`${path}/costs`, {
    ...costs,
    "lines.2.product": "まだ途中",
    version: versionIn(added.html),
    rows: "4",
    do: "next",
  });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('href="#lines-2-item"');
  expect((await visitor.get(`${path}/costs`)).html).toContain("まだ途中");
  const right = await visitor.post(`${path}/costs`, {
    ...costs,
    version: versionIn(wrong.html),
    do: "next",
  });
  expect(right.path).toBe(`${path}/receipts`);

  // Of three files the good one is taken, and the others are named with their reason.
  const mixed = await visitor.upload(
    `${path}/receipts`,
    uploadForm(files.pdf("whole life"), files.html(), files.large()),
  );
  expect(mixed.status).toBe(422);
  expect(mixed.html).toContain("「領収書.jpg」：領収書として読めない種類です");
  expect(mixed.html).toContain("「大きい.png」：大きさが10MBを超えています");
  expect(mixed.html).toContain("領収書（写）　1個");
  const again = await visitor.upload(
    `${path}/receipts`,
    uploadForm(files.pdf("whole life"), files.png()),
  );
  expect(again.html).toContain("すでに同じファイルがあります");
  expect(again.html).toContain("領収書（写）　2個");
  expect((await visitor.upload(`${path}/receipts`, uploadForm(new File([], "")))).html).toContain(
    "ファイルが選ばれていません",
  );

  const third = await visitor.get(`${path}/account`);
  const badAccount = await visitor.post(`${path}/account`, {
    ...account,
    bankCode: "12",
    accountHolder: "架空医院",
    version: versionIn(third.html),
  });
  expect(badAccount.status).toBe(422);
  expect(badAccount.html).toContain("金融機関コードは4桁の数字");
  expect(badAccount.html).toContain("カタカナで入力してください");
  const confirm = await visitor.post(`${path}/account`, {
    ...account,
    version: versionIn(badAccount.html),
  });
  expect(confirm.path).toBe(`${path}/confirm`);
  expect(confirm.html).toContain("カクウイイン カクウ タロウ");
  expect(confirm.html).toContain("（0001）");

  // Pressed twice, submitted once.
  const version = versionIn(confirm.html);
  expect((await visitor.post(`${path}/submit`, { version })).path).toBe(path);
  expect((await visitor.post(`${path}/submit`, { version })).path).toBe(path);
  expect((await center.mailTo(mail)).text).toContain("申請額：10,000円");
  expect((await visitor.get(path)).html).toContain("審査担当が内容を確かめています");
  const slip = await visitor.download(`${path}/submission-receipt.pdf`);
  expect(slip.type).toBe("application/pdf");
  expect((await visitor.get(`${path}/costs`)).path).toBe(path);

  const reviewer = await official(center);
  expect((await reviewer.get("/office/grants")).html).toContain(facility.facilityName);
  const review = await reviewer.get(`/office${path}`);
  expect(review.html).toContain("10,000円で承認する");
  const receipt = new RegExp(`/office${path}/receipts/[0-9a-f-]{36}`).exec(review.html)?.[0] ?? "";
  expect((await reviewer.download(receipt)).type).toBe("application/pdf");

  const empty = await decide(reviewer, path, "return");
  expect(empty.status).toBe(422);
  expect(empty.html).toContain("理由の種類を選んでください。");
  // The programme says the days, not the terms of the desk.
  expect(empty.html).toContain("直しの期限は令和8年12月6日（日）になります");
  const reason = "領収書の宛名が施設名と違います。";
  const returned = await decide(reviewer, path, "return", {
    code: "wrong",
    reason: "下の項目を確かめてください。",
    fields: "receipts",
    "remarks.receipts": reason,
  });
  expect(returned.html).toContain("差し戻しました");
  const letter = await center.mailTo(mail);
  expect(letter.text).toContain(`領収書などの書類：${reason}`);
  expect(letter.text).toContain("下の項目を確かめてください。");
  expect(letter.text).toContain("令和8年12月6日（日）まで");

  expect((await visitor.get(path)).html).toContain(reason);
  const receipts = await visitor.get(`${path}/receipts`);
  expect(receipts.html).toContain(reason);
  const removal = /\/grants\/[^"]+\/remove/.exec(receipts.html)?.[0] ?? "";
  expect((await visitor.post(removal, {})).html).toContain("領収書（写）　1個");
  await visitor.upload(`${path}/receipts`, uploadForm(files.pdf("corrected")));
  // What is being mended is not seen by the office until it is submitted.
  expect((await reviewer.get(`/office${path}`)).html).toContain("書類　2個");
  expect((await reviewer.download(receipt)).status).toBe(200);
  expect((await visitor.get(`${path}/confirm`)).html).toContain("修正を提出");
  await submit(visitor, path);
  expect((await center.mailTo(mail)).subject).toContain("修正を受け付けました");

  await decide(reviewer, path, "approve");
  const second = await official(center);
  await decide(second, path, "approve");
  const approved = await second.get(`/office${path}`);
  expect(approved.html).toContain("令和8年度 第000001号");
  const decision = await center.mailTo(mail);
  expect(decision.text).toContain("交付決定額：10,000円");
  expect((await visitor.get(path)).html).toContain("10,000円の交付が決まりました");
  // A later version of the programme changes nothing that was decided under the earlier one.
  await sql`insert into grant_programme select gen_random_uuid(), code, version + 1, effective_from + 1, name,
    legal_basis, facility_kinds, item_kinds, rate_numerator, rate_denominator, 2000, rounding_yen, tax_included,
    purchase_from, purchase_until, intake_from, intake_until, approvals_required, correction_days,
    retention_years, rounding, once_per_facility, budget_yen, when_exhausted, repayment_interest_bp, papers
    from grant_programme where code = 'demo'`.execute(center.db);
  expect((await visitor.get(path)).html).toContain("10,000円の交付が決まりました");
  expect((await reviewer.get(`/office${path}`)).html).toContain("上限31,000円");
  expect((await visitor.get("/grants")).html).toContain("上限2,000円");
  await sql`delete from grant_programme where code = 'demo' and version = 2`.execute(center.db);
  const handedOut = await visitor.download(`${path}/decision-letter.pdf`);
  // Whatever the record, or a later release, would say now.
  await sql`update grant_submission set founder = '別の 人' where facility_code = ${facility.facilityCode}`.execute(
    center.db,
  );
  for (const [who, base] of [
    [visitor, path],
    [reviewer, `/office${path}`],
  ] as const) {
    const pdf = await who.download(`${base}/decision-letter.pdf`);
    expect(Buffer.compare(pdf.bytes, handedOut.bytes)).toBe(0);
    expect(pdf.type).toBe("application/pdf");
    expect(new TextDecoder("latin1").decode(pdf.bytes.subarray(0, 5))).toBe("%PDF-");
    expect((await who.download(`${base}/breakdown.pdf`)).type).toBe("application/pdf");
  }
  expect(await actionsOn(path)).toEqual([
    "grant.started",
    "grant.saved",
    "grant.saved",
    "grant.saved",
    "grant.receipts-added",
    "grant.receipts-added",
    "grant.saved",
    "grant.saved",
    "grant.submitted",
    "grant.returned",
    "grant.receipt-removed",
    "grant.receipts-added",
    "grant.submitted",
    "grant.approval-given",
    "grant.approved",
  ]);
});

test("an incomplete application is not taken, and the page leads to what is missing", async () => {
  const { visitor } = await ready();
  const path = await startApplication(visitor);
  const confirm = await visitor.get(`${path}/confirm`);
  expect(confirm.status).toBe(200);
  expect(confirm.html).toContain("まだ提出できません");
  expect(confirm.html).toContain(`href="${path}/costs"`);
  const { html } = await visitor.get(`${path}/costs`);
  await visitor.post(`${path}/costs`, {
    ...Object.fromEntries(Object.entries(costs).filter(([name]) => name.startsWith("lines.0."))),
    "lines.0.amountYen": "1333",
    version: versionIn(html),
    do: "next",
  });
  const little = await visitor.post(`${path}/submit`, { version: "2" });
  expect(little.status).toBe(422);
  expect(little.html).toContain("計算した補助額が0円");
  expect((await visitor.get(`${path}/costs`)).html).toContain("1,334円以上");
});

test("a form that saves itself keeps what is typed, right or wrong, and is no conflict with itself", async () => {
  const { visitor } = await ready();
  const path = await startApplication(visitor);
  const version = versionIn((await visitor.get(`${path}/costs`)).html);
  const typed = { ...costs, "lines.0.amountYen": "五千", version };
  const saved: unknown = JSON.parse((await visitor.post(`${path}/costs/draft`, typed)).html);
  expect(saved).toMatchObject({
    kind: "saved",
    words: expect.stringContaining("に保存しました"),
    errors: { "lines.0.amountYen": expect.stringContaining("数字だけ") },
  });
  const again = await visitor.post(`${path}/costs/draft`, typed);
  expect(again.status).toBe(200);
  const other = await visitor.post(`${path}/costs/draft`, { ...costs, version });
  expect(other.status).toBe(409);
  expect((await visitor.get(`${path}/costs`)).html).toContain("五千");
  expect(await actionsOn(path)).toEqual(["grant.started"]);
  const stranger = await ready();
  expect((await stranger.visitor.post(`${path}/costs/draft`, typed)).status).toBe(404);
});

test("an account that saved itself, and heard no answer, is saved the same way again", async () => {
  const { visitor } = await ready();
  const path = await startApplication(visitor);
  const version = versionIn((await visitor.get(`${path}/account`)).html);
  const draft = (change: Readonly<Record<string, string>> = {}) =>
    visitor.post(`${path}/account/draft`, { ...account, ...change, version });
  expect([(await draft()).status, (await draft()).status]).toEqual([200, 200]);
  expect((await draft({ accountNumber: "7654321" })).status).toBe(409);
});

test("two windows: the second keeps what was typed and asks before replacing", async () => {
  const { visitor } = await ready();
  const path = await startApplication(visitor);
  const { html } = await visitor.get(`${path}/costs`);
  const version = versionIn(html);
  await visitor.post(`${path}/costs`, { ...costs, version, do: "save" });
  const second = await visitor.post(`${path}/costs`, {
    ...costs,
    "lines.0.product": "別の窓の品名",
    version,
    do: "save",
  });
  expect(second.status).toBe(409);
  expect(second.html).toContain("別の画面で、先に保存されています");
  expect(second.html).toContain("別の窓の品名");
  expect((await visitor.get(`${path}/costs`)).html).not.toContain("別の窓の品名");
});

test("another facility finds nothing, and a stranger is asked to sign in", async () => {
  const owner = await ready();
  const path = await startApplication(owner.visitor);
  await fillApplication(owner.visitor, path, files.pdf("private"));
  const page = await owner.visitor.get(`${path}/receipts`);
  const receipt = new RegExp(`${path}/receipts/[0-9a-f-]{36}`).exec(page.html)?.[0] ?? "";
  await submit(owner.visitor, path);
  await decide(await official(center), path, "approve");
  await decide(await official(center), path, "approve");
  const shown = await fetch(`${center.url}${receipt}`);
  expect(new URL(shown.url).pathname).toBe("/sign-in");

  const { visitor: other } = await ready();
  const papers = ["decision-letter", "breakdown", "submission-receipt"].map(
    (name) => `${path}/${name}.pdf`,
  );
  for (const address of [path, receipt, ...papers]) {
    expect((await other.download(address)).status).toBe(404);
  }
  expect((await other.post(`${path}/submit`, { version: "1" })).status).toBe(404);
  expect((await other.post(`${receipt}/remove`, {})).status).toBe(404);
  const strange = files.pdf("of a stranger");
  expect((await other.upload(`${path}/receipts`, uploadForm(strange))).status).toBe(404);
  expect((await readdir(center.filesDirectory, { recursive: true })).join(" ")).not.toContain(
    createHash("sha256")
      .update(await strange.bytes())
      .digest("hex"),
  );
  expect((await other.get(`/office${path}`)).path).toContain("/office/sign-in");
  expect((await other.get("/grants/not-an-id")).status).toBe(404);
});

test("what is pressed twice at once, or by two officials at once, happens once", async () => {
  const { visitor } = await ready();
  const started = await Promise.all([startApplication(visitor), startApplication(visitor)]);
  const [path] = started;
  expect(started).toEqual([path, path]);
  await fillApplication(visitor, path, files.pdf("at once"));
  const { html } = await visitor.get(`${path}/confirm`);
  const version = versionIn(html);
  await Promise.all([
    visitor.post(`${path}/submit`, { version }),
    visitor.post(`${path}/submit`, { version }),
  ]);
  await decide(await official(center), path, "approve");
  const officials = [await official(center), await official(center)] as const;
  const seen = versionIn((await officials[0].get(`/office${path}`)).html);
  const decided = await Promise.all(
    officials.map((each) => each.post(`/office${path}/approve`, { version: seen })),
  );
  expect(decided.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(await actionsOn(path)).toEqual([
    "grant.started",
    "grant.saved",
    "grant.receipts-added",
    "grant.saved",
    "grant.submitted",
    "grant.approval-given",
    "grant.approved",
  ]);
});

test("a programme is only for the kinds of facilities that it names", async () => {
  const { visitor } = await ready();
  const kinds = (names: string[]) =>
    center.db
      .updateTable("grantProgramme")
      .set({ facilityKinds: names })
      .where("code", "=", "demo")
      .execute();
  await kinds(["pharmacy"]);
  expect((await visitor.post("/grants", { programme: "demo" })).status).toBe(409);
  await kinds(["medical"]);
  expect((await visitor.post("/grants", { programme: "demo" })).status).toBe(200);
});

test("a file name is kept as people can read it, whatever was sent as one", async () => {
  const facility = await ready();
  const path = await startApplication(facility.visitor);
  const boundary = "----x";
  const names = [
    "filename*=utf-8''a%00%E2%80%AE%E9%A0%98%F0%A0%AE%B7.pdf",
    "filename*=utf-16le''%00%D8a%00.%00p%00d%00f%00",
  ];
  const parts = names.map((name, index) =>
    [
      `--${boundary}`,
      `content-disposition: form-data; name="receipts"; ${name}`,
      "content-type: application/pdf",
      "",
      `%PDF-1.4 ${index}`,
      "",
    ].join("\r\n"),
  );
  const body = new Blob([...parts, `--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  });
  const sent = await facility.visitor.upload(`${path}/receipts`, body);
  expect(sent.status).toBe(200);
  expect(sent.html).toContain("a領𠮷.pdf");
  expect(sent.html).not.toContain("\u202E");
});

test("the queue shows the longest waiting first, whenever its application was begun, page by page", async () => {
  // The later an application was begun, the longer it waits here: since 2025, before all others of this file.
  await sql`
    with made as (
      insert into facility
      select gen_random_uuid(), 'medical', 'queue' || i, '13', '待ち行列' || i || '番', 'x', '1000013', 'x', 'x', null, now()
      from generate_series(1, 51) i
      returning id, replace(code, 'queue', '')::int as i
    ), begun as (
      insert into grant_application
      select lpad(i::text, 32, '0')::uuid, id, 'demo', 'submitted', '{}', '{}', now(), now(), 1, true from made
      returning id, facility_id
    )
    insert into grant_submission
    select gen_random_uuid(), begun.id, 1, (select id from grant_programme where code = 'demo'), 1,
      timestamptz '2025-12-01' - made.i * interval '1 day', (select id from account limit 1),
      'x', '待ち行列' || made.i || '番', 'x', 'x', '0001', 'x', '001', 'ordinary', '0000001', 'x'
    from begun join made on made.id = begun.facility_id`.execute(center.db);
  const reviewer = await official(center);
  const first = await reviewer.get("/office/grants");
  expect(first.html.indexOf("待ち行列51番")).toBeGreaterThan(0);
  expect(first.html.indexOf("待ち行列51番")).toBeLessThan(first.html.indexOf("待ち行列50番"));
  expect(first.html).not.toContain("待ち行列1番");
  const [, next = ""] = /href="([^"]+)" rel="next"/.exec(first.html) ?? [];
  const second = await reviewer.get(next.replaceAll("&amp;", "&"));
  expect(second.html).toContain("待ち行列1番");
  await sql`delete from grant_submission where facility_name like '待ち行列%'`.execute(center.db);
  await sql`delete from grant_application where id::text like '00000000-0000-0000-0000-%'`.execute(
    center.db,
  );
});

test("officials see nothing of a draft", async () => {
  const { visitor } = await ready();
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("draft"));
  const reviewer = await official(center);
  expect((await reviewer.get(`/office${path}`)).status).toBe(404);
});

test("the same receipt in two applications, and a purchase outside the period, are pointed out", async () => {
  const [one, two] = [await ready(), await ready()];
  for (const { visitor } of [one, two]) {
    const path = await startApplication(visitor);
    await fillApplication(visitor, path, files.pdf("shared"));
    const { html } = await visitor.get(`${path}/costs`);
    await visitor.post(`${path}/costs`, {
      ...costs,
      "lines.0.purchasedOn.year": "2025",
      version: versionIn(html),
      do: "next",
    });
    await submit(visitor, path);
    if (visitor === two.visitor) {
      const { html: review } = await (await official(center)).get(`/office${path}`);
      expect(review).toContain(
        `「領収書.pdf」と同じファイルを、${one.facilityName}も提出しています`,
      );
      expect(review).toContain("購入の期間から外れた行があります");
      expect(review).toContain("同じ購入と思われる行が、ほかの申請にあります");
      expect(review).toContain("機種の一覧にないカードリーダーがあります");
    }
  }
});

test("two approvals come from two people; a refusal carries its reason and allows another start", async () => {
  const { visitor, mail } = await ready();
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("four eyes"));
  await submit(visitor, path);
  await center.mailTo(mail);
  const [first, second] = [await official(center), await official(center)];
  expect((await decide(first, path, "approve")).html).toContain("ほかの審査担当の承認がそろうと");
  const { html } = await first.get(`/office${path}`);
  expect(html).toContain("あなたは承認済みです");
  const twice = await decide(first, path, "approve");
  expect(twice.status).toBe(409);
  expect((await visitor.get(path)).html).toContain("審査中");

  expect((await decide(second, path, "refuse")).status).toBe(422);
  await decide(second, path, "refuse", {
    code: "not-eligible-item",
    reason: "中古品は対象外のためです。",
  });
  const letter = await center.mailTo(mail);
  expect(letter.text).toContain("中古品は対象外のためです。");
  expect(letter.text).toContain("補助の対象でない費用です。");
  expect(letter.text).toContain("知った日の翌日から3か月以内");
  expect((await visitor.get(path)).html).toContain("中古品は対象外のためです。");
  expect((await visitor.download(`${path}/decision-letter.pdf`)).status).toBe(404);
  const next = await startApplication(visitor);
  expect(next).not.toBe(path);

  await fillApplication(visitor, next, files.pdf("another try"));
  await submit(visitor, next);
  await decide(first, next, "approve");
  await decide(second, next, "approve");
  expect((await second.get(`/office${next}`)).html).toContain("交付を決定しました");
});

test("after the deadline a draft is refused kindly and stays; a correction in time still goes", async () => {
  const [late, returned] = [await ready(), await ready()];
  const latePath = await startApplication(late.visitor);
  await fillApplication(late.visitor, latePath, files.pdf("late"));
  const { html: confirm } = await late.visitor.get(`${latePath}/confirm`);
  const path = await startApplication(returned.visitor);
  await fillApplication(returned.visitor, path, files.pdf("returned"));
  await submit(returned.visitor, path);
  // The intake ends with 31 January 2027 in Tokyo; the return comes two days before.
  center.setTime("2027-01-29T03:00:00Z");
  const reviewer = await official(center);
  await decide(reviewer, path, "return", {
    code: "wrong",
    reason: "数量が領収書と違います。",
    fields: "costs",
  });

  center.setTime("2027-01-31T15:00:00Z");
  await signInAgain(center, late.visitor, late.mail);
  const refused = await late.visitor.post(`${latePath}/submit`, { version: versionIn(confirm) });
  expect(refused.status).toBe(409);
  expect(refused.html).toContain("受付は令和9年1月31日（日）で終わりました");
  expect(refused.html).toContain("入力した内容と領収書は残っています");
  expect((await late.visitor.upload(`${latePath}/receipts`, uploadForm(files.png()))).status).toBe(
    409,
  );
  expect((await late.visitor.get(`${latePath}/confirm`)).path).toBe(latePath);
  const now = Temporal.Instant.from("2027-01-31T15:00:00Z");
  expect(await grantStanding(center.db, await applicantOf(latePath), now)).toMatchObject({
    state: "draft",
    deadline: now,
    documentsReady: true,
  });

  await signInAgain(center, returned.visitor, returned.mail);
  const inTime = await submit(returned.visitor, path);
  expect(inTime.html).toContain("審査担当が内容を確かめています");
  await decide(await official(center), path, "return", {
    code: "wrong",
    reason: "数量がまだ違います。",
    fields: "costs",
  });
  const { html: second } = await returned.visitor.get(`${path}/confirm`);

  center.setTime("2027-02-15T15:00:00Z");
  await signInAgain(center, returned.visitor, returned.mail);
  const tooLate = await returned.visitor.post(`${path}/submit`, { version: versionIn(second) });
  expect(tooLate.status).toBe(409);
  expect(tooLate.html).toContain("直しの期限（令和9年2月15日（月））が過ぎました");
  const ended = await decide(await official(center), path, "refuse", {
    code: "not-corrected",
    reason: "直しの期限までに修正が提出されなかったためです。",
  });
  expect(ended.html).toContain("却下しました。施設にメールで知らせました。");
  center.setTime(MORNING);
});
