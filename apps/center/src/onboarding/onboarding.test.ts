import { formatDate, tokyoToday } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { newId, openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter, Visit, Visitor } from "@madoguchi/test";
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let minutesAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ minutes: minutesAhead }) };
let center: TestCenter;
let db: Db;
let reviewer: Visitor;

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
  reviewer = await official(center);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

function dateInput(name: string, date: Temporal.PlainDate) {
  return {
    [`${name}.year`]: String(date.year),
    [`${name}.month`]: String(date.month),
    [`${name}.day`]: String(date.day),
  };
}

const answers = () => ({
  eligibility: "paperClaims",
  devices: ["pc", "smartphone"],
  accountCount: "2",
  ...dateInput("plannedStartOn", tokyoToday(clock).add({ days: 30 })),
  contactName: "受付 花子",
  contactPhone: "03-0000-0000",
  confirmPurpose: "yes",
  confirmTruth: "yes",
});

function versionOn({ html }: Visit): string {
  return /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";
}

async function fill(
  person: FacilityPerson,
  changes: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Visit> {
  const version = versionOn(await person.visitor.get("/usage-application"));

  return person.visitor.post("/usage-application", { version, ...answers(), ...changes });
}

async function submit(person: FacilityPerson): Promise<Visit> {
  const confirm = await fill(person);

  return person.visitor.post("/usage-application/submit", { version: versionOn(confirm) });
}

/** The review page of this facility's application, found as an official finds it. */
async function reviewPath({ facilityName }: FacilityPerson, view = "waiting"): Promise<string> {
  const { html } = await reviewer.get(`/office?view=${view}`);

  return new RegExp(`href="([^"?]+)[^"]*">${facilityName}<`).exec(html)?.[1] ?? "";
}

async function decide(
  path: string,
  action: "approve" | "return" | "refuse",
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Visit> {
  const version = versionOn(await reviewer.get(path));

  return reviewer.post(`${path}/${action}`, { version, ...fields });
}

async function newApplicant(): Promise<FacilityPerson> {
  const person = await registerFacility(center);
  await submit(person);

  return person;
}

async function lastAudit() {
  return db
    .selectFrom("auditEvent")
    .select(["action", "actorKind", "detail"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

describe("a usage application", () => {
  test("goes from the form over a return and a correction to its accounts", async () => {
    const person = await registerFacility(center);
    const blank = await person.visitor.get("/usage-application");
    expect(blank.html).toContain('value="受付 花子"');
    expect(blank.html).not.toContain("受領委任");

    const confirm = await fill(person);
    expect(confirm.path).toBe("/usage-application/confirm");
    expect(confirm.html).toContain("パソコン（Windows）と有線の汎用カードリーダー、スマートフォン");
    expect(confirm.html).toContain('href="/usage-application#accountCount"');

    expect((await lastAudit())?.action).toBe("usage-application.saved");
    const version = versionOn(confirm);
    const status = await person.visitor.post("/usage-application/submit", { version });
    expect(status.html).toContain("審査担当が確認しています");
    expect(status.html).toContain("実績からの計算ではありません");
    const copy = await center.mailTo(person.mail);
    expect(copy.subject).toBe("【窓口】利用申請を受け付けました");
    expect(copy.text).toContain("・アプリアカウントの数：2件");
    const pdf = await person.visitor.download("/usage-application/copy.pdf");
    expect([pdf.status, pdf.type]).toEqual([200, "application/pdf"]);
    const twice = await person.visitor.post("/usage-application/submit", { version });
    expect([twice.status, twice.path]).toEqual([200, "/usage-application"]);
    expect((await person.visitor.get("/home")).html).toContain("確認中");

    const path = await reviewPath(person);
    const review = await reviewer.get(path);
    expect(review.html).toContain("検証番号が合っています");
    const returned = await decide(path, "return", {
      code: "wrong",
      reason: "予定の日が休診日です。\n別の日にしてください。",
      fields: ["plannedStartOn"],
      "remarks.plannedStartOn": "火曜日と木曜日は\n休診です。",
      "remarks.contactPhone": "つながる番号をお願いします。",
      "remarks.eligibility": " ",
      "remarks.nobody": "だれも読みません。",
    });
    expect(returned.html).toContain("差し戻しました");
    expect(await lastAudit()).toMatchObject({
      action: "usage-application.returned",
      detail: { code: "wrong" },
    });
    const mail = await center.mailTo(person.mail);
    expect(mail.text).toContain("予定の日が休診日です。");
    expect(mail.text).toContain("・運用を始める予定の日：火曜日と木曜日は 休診です。");
    expect(mail.text).toContain("・担当者の電話番号：つながる番号をお願いします。");
    expect(mail.text).toContain("内容に、正しくないところがあります。");
    const lastDay = formatDate(tokyoToday(clock).add({ days: 14 }));
    expect(mail.text).toContain(`直しの期限：${lastDay}まで`);
    expect(mail.text).toContain("終わりになったときは");
    expect(mail.text).not.toContain("だれも読みません");

    const form = await person.visitor.get("/usage-application");
    expect(form.html).toContain("直しのお願い");
    expect(form.html).toContain("別の日にしてください。");
    expect(form.html).toContain(`直しの期限：${lastDay}まで`);
    expect(form.html).toContain('href="#plannedStartOn"');
    expect(form.html).toContain('id="plannedStartOn-error"');
    expect(form.html).toContain("審査担当から：火曜日と木曜日は 休診です。");
    // What nobody asked to change is folded away, and sent all the same.
    expect(form.html.indexOf('id="eligibility"')).toBeGreaterThan(
      form.html.indexOf("ほかの項目（このままで構いません）"),
    );
    const corrected = await fill(person, {
      ...dateInput("plannedStartOn", tokyoToday(clock).add({ days: 40 })),
    });
    expect(corrected.html).toContain("修正を提出");
    expect(corrected.html).toContain("直しをお願いした項目のうち、前と同じものがあります");
    expect(corrected.html).toContain("<p>担当者の電話番号</p>");
    await person.visitor.post("/usage-application/submit", { version: versionOn(corrected) });

    expect((await center.mailTo(person.mail)).subject).toContain("修正を受け付けました");
    const again = await reviewer.get(path);
    expect(again.html).toContain("前の申請：");
    expect((await reviewer.get("/office")).html).toContain("修正の確認待ち");
    expect((await decide(path, "approve")).html).toContain("アプリアカウントを発行しました");
    expect((await center.mailTo(person.mail)).text).toMatch(/2件発行しました：W\d{7}、W\d{7}/);
    expect(await lastAudit()).toMatchObject({
      action: "usage-application.approved",
      actorKind: "official",
      detail: { accounts: 2 },
    });
    const terminals = await person.visitor.get("/terminals");
    expect(terminals.html.match(/アプリアカウント W\d{7}/g)).toHaveLength(2);
    const end = await person.visitor.get("/usage-application");
    expect(end.html).toContain("利用申請が承認されました");
    expect(end.html).not.toContain("審査 ");
  });

  test("wrong answers are named, kept, and not handed in", async () => {
    const person = await registerFacility(center);
    const answer = await fill(person, {
      ...dateInput("plannedStartOn", tokyoToday(clock).subtract({ days: 1 })),
      contactPhone: "12",
      devices: [],
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("入力内容に3か所の直しがあります");
    expect(answer.html).toContain('value="12"');
    expect((await person.visitor.get("/usage-application/confirm")).path).toBe(
      "/usage-application",
    );
    const version = versionOn(await person.visitor.get("/usage-application"));
    const forced = await person.visitor.post("/usage-application/submit", { version });
    expect([forced.status, await reviewPath(person)]).toEqual([422, ""]);
  });

  test("with a version that no row can have is refused", async () => {
    const person = await newApplicant();
    const { status } = await person.visitor.post("/usage-application/submit", {
      version: "9007199254740991",
    });
    expect(status).toBe(400);
  });

  test("of a kind of facility offers the reasons of that kind only", async () => {
    const person = await registerFacility(center, "treatment");
    const { html } = await person.visitor.get("/usage-application");
    expect(html).toContain("受領委任の取扱いをしている");
    expect(html).not.toContain("紙レセプト");
    expect((await fill(person)).html).toContain("資格確認限定型を使う理由を選んでください。");
    expect((await fill(person, { eligibility: "treatment" })).path).toBe(
      "/usage-application/confirm",
    );
  });

  test("is kept half-way, and an older window does not overwrite a newer one", async () => {
    const person = await registerFacility(center);
    const home = await fill(person, { next: "later", accountCount: "4", contactName: "" });
    expect([home.path, home.html.includes("下書きが保存されています")]).toEqual(["/home", true]);
    const page = await person.visitor.get("/usage-application");
    expect(page.html).toContain('<option value="4" selected="">');

    const old = versionOn(page);
    await fill(person, { contactName: "窓口 一郎" });
    const late = await person.visitor.post("/usage-application", {
      version: old,
      ...answers(),
      contactName: "窓口 二郎",
    });
    expect([late.status, late.html.includes("別の画面で")]).toEqual([409, true]);
    expect(late.html).toContain("窓口 二郎");
    expect((await person.visitor.get("/usage-application")).html).toContain("窓口 一郎");
  });

  test("is saved by itself: what was answered is checked, and nothing newer is overwritten", async () => {
    const person = await registerFacility(center);
    const typed = { version: "0", contactName: "窓口 一郎", contactPhone: "12" };
    const first = await person.visitor.post("/usage-application/draft", typed);
    expect(JSON.parse(first.html)).toMatchObject({
      kind: "saved",
      version: 1,
      words: expect.stringMatching(/^令和\d+年.*） \d{1,2}:\d{2}に保存しました$/),
      // Of the questions that nobody came to yet, nothing is said.
      errors: { contactPhone: expect.any(String) },
    });
    expect((await lastAudit())?.action).toBe("usage-application.saved");
    const records = async () => (await db.selectFrom("auditEvent").select("id").execute()).length;
    const before = await records();
    const next = await person.visitor.post("/usage-application/draft", {
      ...typed,
      version: "1",
      contactPhone: "03-1111-2222",
    });
    expect(JSON.parse(next.html)).toMatchObject({ version: 2, errors: {} });
    // Each pause in typing is no deed.
    expect(await records()).toBe(before);

    // The answer was lost on its way, and the same is sent again.
    const again = await person.visitor.post("/usage-application/draft", {
      ...typed,
      version: "1",
      contactPhone: "03-1111-2222",
    });
    expect(JSON.parse(again.html)).toMatchObject({ kind: "saved", version: 2 });

    const late = await person.visitor.post("/usage-application/draft", { ...typed, version: "1" });
    expect([late.status, JSON.parse(late.html)]).toEqual([
      409,
      { kind: "conflict", words: expect.stringContaining("別の画面で") },
    ]);
    const page = await person.visitor.get("/usage-application");
    expect(page.html).toContain('value="03-1111-2222"');
    expect(page.html).toMatch(/data-save-state="true">令和\d+年[^<]* \d{1,2}:\d{2}に保存しました/);

    const kept = await fill(person, { next: "save", contactName: "" });
    expect([kept.path, kept.html.includes('value="03-0000-0000"')]).toEqual([
      "/usage-application",
      true,
    ]);
  });

  test("that was refused says why, and may be made anew", async () => {
    const person = await newApplicant();
    const path = await reviewPath(person);
    const empty = await decide(path, "refuse", { reason: "  " });
    expect([empty.status, empty.html.includes("理由を入力してください")]).toEqual([422, true]);
    expect(empty.html).toContain("理由の種類を選んでください");
    // A reason of another decision is none of this one.
    const other = await decide(path, "refuse", { code: "outdated", reason: "過ぎています。" });
    expect(other.status).toBe(422);
    await center.mailTo(person.mail);
    await decide(path, "refuse", { code: "full-type", reason: "対象の施設ではありません。" });
    const mail = await center.mailTo(person.mail);
    expect(mail.text).toContain("対象の施設ではありません。");
    expect(mail.text).toContain("通常のオンライン資格確認を導入する施設です。");
    expect(mail.text).toContain("あて先：厚生労働大臣");
    expect(mail.text).toContain("知った日の翌日から3か月以内");
    const status = await person.visitor.get("/usage-application");
    expect(status.html).toContain("対象の施設ではありません。");
    expect(status.html).toContain("知った日の翌日から3か月以内");

    const anew = await person.visitor.get("/usage-application/new");
    expect(anew.html).toContain('value="受付 花子"');
    const confirm = await person.visitor.post("/usage-application", {
      version: versionOn(anew),
      ...answers(),
    });
    await person.visitor.post("/usage-application/submit", { version: versionOn(confirm) });
    expect(await reviewPath(person)).not.toBe(path);
  });
});

describe("a decision", () => {
  test("is made once, by whoever came first", async () => {
    const person = await newApplicant();
    const path = await reviewPath(person);
    const version = versionOn(await reviewer.get(path));
    const colleague = await official(center);
    const both = await Promise.all([
      reviewer.post(`${path}/approve`, { version }),
      colleague.post(`${path}/return`, { version, code: "wrong", reason: "別の理由です。" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const late = await colleague.post(`${path}/approve`, { version });
    expect([late.status, late.html.includes("すでに審査されています")]).toEqual([409, true]);
    const events = await db
      .selectFrom("usageApplicationEvent")
      .select("kind")
      .where("applicationId", "=", path.split("/").at(-1) ?? "")
      .execute();
    expect(events).toHaveLength(2);
  });

  test("cannot be made on a version that the official did not see", async () => {
    const person = await newApplicant();
    const path = await reviewPath(person);
    const version = versionOn(await reviewer.get(path));
    await decide(path, "return", { code: "wrong", reason: "直してください。" });
    await submit(person);
    const late = await reviewer.post(`${path}/approve`, { version });
    expect([late.status, late.html.includes("まだ何も決めていません")]).toEqual([409, true]);
    expect((await person.visitor.get("/terminals")).html).toContain("まだありません");
  });

  test("is an official's: facilities see no office, and no other facility's application", async () => {
    const person = await newApplicant();
    const path = await reviewPath(person);
    for (const way of ["/office", path]) {
      expect((await person.visitor.get(way)).path).toMatch(/^\/office\/sign-in/);
    }
    expect((await person.visitor.post(`${path}/approve`, { version: "2" })).path).toMatch(
      /^\/office\/sign-in/,
    );
    expect((await reviewer.get("/usage-application")).path).toMatch(/^\/sign-in/);
    const stranger = await registerFacility(center);
    expect((await stranger.visitor.get("/usage-application")).html).not.toContain(
      person.facilityName,
    );
  });

  test("waits for drafts to be handed in", async () => {
    const person = await registerFacility(center);
    await fill(person, { next: "later" });
    const draft = await db
      .selectFrom("usageApplication")
      .select("id")
      .where("state", "=", "draft")
      .orderBy("createdAt", "desc")
      .executeTakeFirstOrThrow();
    expect((await reviewer.get(`/office/usage-applications/${draft.id}`)).status).toBe(404);
  });

  test("sees who may be the same place", async () => {
    const person = await newApplicant();
    const { html } = await reviewer.get(await reviewPath(person));
    // Every facility of these tests has the same telephone number, and so has every applicant.
    expect(html).toContain("電話番号か名称が同じ施設があります");
    expect(html).toContain("ほかの施設の申請にも同じ番号があります");
    expect(html).toContain("ほかの施設は担当していません");
    expect(html).toContain("休止や廃止の届出はありません");
    expect(html).toContain("前の審査はありません");
  });

  test("sees what was decided before", async () => {
    const person = await newApplicant();
    await decide(await reviewPath(person), "refuse", {
      code: "not-eligible",
      reason: "対象の区分に当てはまりません。",
    });
    await fill(person);
    await submit(person);
    const { html } = await reviewer.get(await reviewPath(person));
    expect(html).toContain(`に却下（${person.facilityName}）。`);
  });
});

describe("the time that a review takes", () => {
  test("is the median of the last reviews, once there are enough of them", async () => {
    const { facilityId, accountId: actorId } = await db
      .selectFrom("membership")
      .select(["accountId", "facilityId"])
      .executeTakeFirstOrThrow();
    // A year ahead, what the other tests decided does not count any more.
    minutesAhead += 366 * 24 * 60;
    for (const hours of [1, 30, 30, 30, 300]) {
      const decidedAt = clock.now().subtract({ hours: 1 });
      const submittedAt = decidedAt.subtract({ hours });
      const application = {
        id: newId(),
        facilityId,
        state: "refused" as const,
        form: "{}",
        formVersion: 1,
        createdAt: submittedAt,
        updatedAt: decidedAt,
        submittedAt,
        decidedAt,
      };
      await db.insertInto("usageApplication").values(application).execute();
      const event = { applicationId: application.id, actorId };
      await db
        .insertInto("usageApplicationEvent")
        .values([
          {
            ...event,
            id: newId(),
            at: submittedAt,
            kind: "submitted",
            role: "applicant",
            reason: null,
            form: "{}",
          },
          {
            ...event,
            id: newId(),
            at: decidedAt,
            kind: "refused",
            role: "reviewer",
            reason: "対象外",
            form: null,
          },
        ])
        .execute();
    }
    reviewer = await official(center);
    const person = await newApplicant();
    const { html } = await person.visitor.get("/usage-application");
    expect(html).toContain("過去90日に終わった審査5件の半分は、2日以内に終わりました。");
  });
});

describe("the queue", () => {
  test("has the longest waiting first, with its age", async () => {
    const first = await newApplicant();
    minutesAhead += 3 * 24 * 60;
    // The session of before has ended by then.
    reviewer = await official(center);
    const second = await newApplicant();
    const { html } = await reviewer.get("/office");
    expect(html.indexOf(first.facilityName)).toBeLessThan(html.indexOf(second.facilityName));
    expect(html).toContain("3日待ち");
    // Seven days from being handed in, which it has four of left.
    expect(html).toContain("あと4日");
  });
});

describe("the preparations", () => {
  test("tick themselves by what the system saw, and by hand where only people know", async () => {
    const person = await registerFacility(center);
    const start = await person.visitor.get("/home");
    expect(start.html).toContain("9つのうち0つ済みました");
    expect(start.html).toContain("受付に使う端末を選ぶ");
    const ticked = await person.visitor.post("/home/checklist/select", { done: "yes" });
    expect(ticked.html).toContain("9つのうち1つ済みました");
    await person.visitor.post("/home/checklist/select", { done: "yes" });
    await person.visitor.post("/home/checklist/buy", { done: "yes" });
    expect((await person.visitor.get("/home")).html).toContain("利用申請をする");
    const undone = await person.visitor.post("/home/checklist/buy", { done: "no" });
    expect(undone.html).toContain("9つのうち1つ済みました");
    expect((await person.visitor.post("/home/checklist/goLive", { done: "yes" })).status).toBe(404);

    await submit(person);
    await decide(await reviewPath(person), "approve");
    const approved = await person.visitor.get("/home");
    expect(approved.html).toContain("9つのうち2つ済みました");
    expect(approved.html).toContain("アプリアカウントが2件発行されています");
  });

  test("have the day of going live after the approval, within a year", async () => {
    const person = await registerFacility(center);
    const today = tokyoToday(clock);
    const early = await person.visitor.post("/go-live", dateInput("goLiveOn", today));
    expect([early.status, early.html.includes("承認されてから")]).toEqual([422, true]);
    await submit(person);
    await decide(await reviewPath(person), "approve");
    for (const days of [-400, 400]) {
      const far = await person.visitor.post("/go-live", dateInput("goLiveOn", today.add({ days })));
      expect([far.status, far.html.includes("までの日を入力してください")]).toEqual([422, true]);
    }
    const set = await person.visitor.post("/go-live", dateInput("goLiveOn", today));
    expect([set.path, set.html.includes("運用開始日：令和")]).toEqual(["/home", true]);
    expect(await lastAudit()).toMatchObject({
      action: "facility.go-live-set",
      detail: { goLiveOn: today.toString() },
    });
  });
});
