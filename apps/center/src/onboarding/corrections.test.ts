/** What an official changes in an application, what the applicant says to it, and what both write about the case. */
import { hashPassword, newId, openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, startTestCenter, TEST_PASSWORD } from "@madoguchi/test";
import type { TestCenter, Visit, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertSpotless } from "./straight/straight.fixture.ts";
import type { Spotless } from "./straight/straight.fixture.ts";

let center: TestCenter;
let db: Db;
let reviewer: Visitor;
let applicant: Visitor;
let spotless: Spotless;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl, { max: 2 });
  reviewer = await official(center);
  spotless = await insertSpotless(db, systemClock);
  await db
    .updateTable("account")
    .set({ passwordHash: await hashPassword(TEST_PASSWORD) })
    .where("mail", "=", spotless.mail)
    .execute();
  applicant = center.visitor();
  await applicant.post("/sign-in", { mail: spotless.mail, password: TEST_PASSWORD });
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const versionOn = ({ html }: Visit): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";

function valuesOn({ html }: Visit): Record<string, string> {
  const fields = [...html.matchAll(/<input[^>]*name="([\w.]+)"[^>]*value="([^"]*)"/g)];

  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}

test("an official corrects what is no declaration; the applicant is told, and earlier approvals lapse", async () => {
  await db
    .updateTable("deskTerms")
    .set({ approvers: 2 })
    .where("work", "=", "usage-application")
    .execute();
  const first = await official(center);
  await first.post(`${spotless.path}/approve`, {
    version: versionOn(await first.get(spotless.path)),
  });
  expect((await first.get(spotless.path)).html).toContain("あなたは承認済みです");

  const path = `${spotless.path}/correct`;
  const form = await reviewer.get(path);
  expect(form.html).not.toContain("紙レセプトで請求している");
  const values = { ...valuesOn(form), accountCount: "2" };
  const unreasoned = await reviewer.post(path, { ...values, contactPhone: "0312345678" });
  expect([unreasoned.status, unreasoned.html.includes("理由を入力してください")]).toEqual([
    422,
    true,
  ]);
  const same = await reviewer.post(path, { ...values, reason: "電話で確かめました。" });
  expect([same.status, same.html.includes("どの項目も前と同じです")]).toEqual([422, true]);
  const typed = {
    ...values,
    accountCount: "3",
    contactPhone: "03-1234-5678",
    // Whoever posts more than the form has changes nothing with it.
    eligibility: "grace2",
    reason: "電話で担当の方に確かめました。",
  };
  const corrected = await reviewer.post(path, typed);
  expect(corrected.html).toContain("申請の内容を訂正しました。");
  expect(corrected.html).toContain("アプリアカウントの数：「2件」を「3件」に");
  expect(corrected.html).toContain("紙レセプトで請求している");
  expect((await reviewer.post(path, typed)).status).toBe(409);
  expect((await first.get(spotless.path)).html).not.toContain("あなたは承認済みです");

  const letter = await center.mailTo(spotless.mail);
  expect(letter.subject).toBe("【窓口】利用申請の内容を訂正しました");
  expect(letter.text).toContain("訂正前：2件");
  expect(letter.text).toContain("訂正後：3件");
  expect(letter.text).toContain("理由：電話で担当の方に確かめました。");
  const own = (await applicant.get("/usage-application")).html;
  expect(own).toContain("審査担当が申請の内容を訂正しました。");
  expect(own).toContain("これは違います");
  const { form: kept } = await db
    .selectFrom("usageApplication")
    .select("form")
    .where("id", "=", spotless.id)
    .executeTakeFirstOrThrow();
  expect(kept).toMatchObject({
    eligibility: "paperClaims",
    accountCount: "3",
    confirmTruth: "yes",
  });
  const deed = await db
    .selectFrom("auditEvent")
    .select("detail")
    .where("action", "=", "usage-application.corrected")
    .executeTakeFirstOrThrow();
  expect(deed.detail).toEqual({ fields: "accountCount,contactPhone" });
});

test("what the applicant writes from the page stands on the case, and is answered there", async () => {
  const page = "/inquiries/new?category=usage-application&from=/usage-application";
  expect((await applicant.get(page)).html).toContain('value="/usage-application"');
  const form = new FormData();
  form.append("category", "usage-application");
  form.append("relatedPath", "/usage-application");
  form.append("subject", "訂正が違います");
  form.append("text", "アカウントは2件で足ります。");
  const asked = await applicant.upload(`/inquiries?key=${newId()}`, form);
  expect(asked.path).toContain("/inquiries/Q-");
  const review = await reviewer.get(spotless.path);
  expect(review.html).toContain("アカウントは2件で足ります。");
  expect(review.html).toContain("返事を待っています：1件");

  const path = `${spotless.path}/message`;
  const empty = await reviewer.post(path, { key: newId(), text: "" });
  expect([empty.status, empty.html.includes("メッセージを入力してください")]).toEqual([422, true]);
  const said = { key: newId(), text: "分かりました。2件に戻します。" };
  const sent = await reviewer.post(path, said);
  expect(sent.html).toContain("メッセージを送りました。");
  expect(sent.html).not.toContain("返事を待っています");
  // Sent twice it is written once.
  await reviewer.post(path, said);
  expect((await center.mailTo(spotless.mail)).subject).toContain("お問い合わせに回答しました");
  const own = (await applicant.get("/usage-application")).html;
  expect(own).toContain("審査担当からのメッセージが1件あります。");
  expect((await applicant.get(asked.path.split("?")[0] ?? "")).html).toContain(said.text);
});

test("an official begins the conversation; others of the office and other facilities do not come in", async () => {
  const other = await insertSpotless(db, systemClock);
  const path = `${other.path}/message`;
  const auditor = await official(center, ["auditor"]);
  expect((await auditor.post(path, { key: newId(), text: "見ています。" })).status).toBe(403);
  expect((await auditor.get(other.path)).html).not.toContain("メッセージを送る");
  const said = "届出の写しを、お問い合わせの画面から送ってください。";
  await reviewer.post(path, { key: newId(), text: said });
  const letter = await center.mailTo(other.mail);
  expect(letter.subject).toContain("利用申請についてお知らせがあります");
  expect(letter.text).not.toContain(said);
  expect((await reviewer.get(other.path)).html).toContain(said);
  const { number } = await db
    .selectFrom("inquiry")
    .select("number")
    .where("aboutId", "=", other.id)
    .executeTakeFirstOrThrow();
  expect((await applicant.get(`/inquiries/${number}`)).status).toBe(404);
  const absent = `/office/usage-applications/${newId()}/message`;
  expect((await reviewer.post(absent, { key: newId(), text: "だれに。" })).status).toBe(404);
});
