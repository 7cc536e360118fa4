import { openDatabase, totpCode } from "@madoguchi/platform";
import { TEST_PASSWORD, addOfficial, codeFor, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailedCode, secretOf, someMember } from "./doors.fixture.ts";

let center: TestCenter;
let now = Temporal.Instant.from("2026-11-22T00:04:00Z");
beforeAll(async () => {
  center = await startTestCenter({ now: () => now });
});
afterAll(() => center.close());

const pass = (duration: Temporal.DurationLike) => {
  now = now.add(duration);
};

const member = () => someMember(center);

/** Sets an authenticator app up. @returns its secret and the recovery codes */
async function setUpApp(visitor: Visitor): Promise<{ secret: Uint8Array; codes: string[] }> {
  const { html } = await visitor.post("/account/second-factor/app", {});
  const secret = secretOf(html);
  const done = await visitor.post("/account/second-factor/app/confirm", {
    code: totpCode(secret, now),
  });
  expect(done.status).toBe(200);

  return {
    secret,
    codes: [...done.html.matchAll(/[\w]{4}-[\w]{4}-[\w]{4}/g)].map(([code]) => code),
  };
}

test("who has a password only gives a code by mail before money is shown, and comes back", async () => {
  const { visitor, mail } = await member();
  const asked = await visitor.get("/account/mail");
  expect(asked.path).toBe("/account/confirm?next=%2Faccount%2Fmail");
  expect(asked.html).toContain(mail);
  const sent = await visitor.post("/account/confirm/mail", { next: "/account/mail" });
  expect(sent.html).toContain("6桁の数字");
  const code = await mailedCode(center, mail);
  const wrong = await visitor.post("/account/confirm", {
    way: "mail",
    next: "/account/mail",
    code: code === "000000" ? "000001" : "000000",
  });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain("コードが違うか、期限が過ぎています");
  const right = await visitor.post("/account/confirm", {
    way: "mail",
    next: "/account/mail",
    code,
  });
  expect(right.path).toBe("/account/mail");
  // Good once, and for a quarter of an hour.
  expect((await visitor.post("/account/confirm", { way: "mail", code })).status).toBe(422);
  pass({ minutes: 16 });
  expect((await visitor.get("/account/mail")).path).toContain("/account/confirm");
});

test("a mailed code ends after ten minutes and after five wrong ones", async () => {
  const { visitor, mail } = await member();
  await visitor.post("/account/confirm/mail", {});
  const late = await mailedCode(center, mail);
  pass({ minutes: 11 });
  expect((await visitor.post("/account/confirm", { way: "mail", code: late })).status).toBe(422);
  await visitor.post("/account/confirm/mail", {});
  const code = await mailedCode(center, mail);
  for (let tries = 0; tries < 5; tries += 1) {
    await visitor.post("/account/confirm", { way: "mail", code: "xxxxxx" });
  }
  expect((await visitor.post("/account/confirm", { way: "mail", code })).status).toBe(422);
});

test("an authenticator app is asked for at each sign-in; no code is good twice; recovery codes once each", async () => {
  const { visitor, mail } = await member();
  await visitor.post("/account/confirm/mail", { next: "/account/second-factor" });
  await visitor.post("/account/confirm", { way: "mail", code: await mailedCode(center, mail) });
  const { secret, codes } = await setUpApp(visitor);
  expect(new Set(codes).size).toBe(10);
  const { subject } = await center.mailTo(mail);
  expect(subject).toContain("ログインの設定が変わりました");

  const again = center.visitor();
  const signIn = await again.post("/sign-in", { mail, password: TEST_PASSWORD });
  expect(signIn.path).toBe("/account/confirm?next=%2Fhome");
  // A mail would be weaker.
  expect(signIn.html).not.toContain("メールで送る");
  const used = await again.post("/account/confirm", { way: "totp", code: totpCode(secret, now) });
  expect(used.status).toBe(422);
  pass({ seconds: 30 });
  const fresh = { way: "totp", code: totpCode(secret, now), next: "/home" };
  expect((await again.post("/account/confirm", fresh)).path).toBe("/home");

  const lost = center.visitor();
  await lost.post("/sign-in", { mail, password: TEST_PASSWORD });
  const recovery = { way: "recovery", next: "/home", code: ` ${codes[0]?.toLowerCase() ?? ""} ` };
  expect((await lost.post("/account/confirm", recovery)).path).toBe("/home");
  const twice = center.visitor();
  await twice.post("/sign-in", { mail, password: TEST_PASSWORD });
  expect((await twice.post("/account/confirm", recovery)).status).toBe(422);

  const db = openDatabase(center.databaseUrl, { max: 1 });
  const stored = await db.selectFrom("totp").select("secret").execute();
  await db.destroy();
  expect(stored.some((row) => Buffer.from(row.secret).includes(Buffer.from(secret)))).toBe(false);
});

test("guessing codes is stopped", async () => {
  const mail = await addOfficial(center);
  const visitor = center.visitor();
  await visitor.post("/office/sign-in", { mail, password: TEST_PASSWORD });
  for (let tries = 0; tries < 10; tries += 1) {
    await visitor.post("/office/account/confirm", { way: "totp", code: "000000" });
  }
  const stopped = await visitor.post("/office/account/confirm", {
    way: "totp",
    code: codeFor(center),
  });
  expect(stopped.status).toBe(429);
  expect(stopped.html).toContain("15分ほど待って");
});

test("what was typed when the session ended, or a second factor was missing, is sent on afterwards", async () => {
  const { visitor, mail } = await member();
  await visitor.post("/sign-out", {});
  await visitor.post("/sign-in", { mail, password: TEST_PASSWORD });
  pass({ minutes: 61 });
  const typed = { name: "担当 花子（途中）", bankCode: "0001", current: "ひみつ" };
  const asked = await visitor.post("/account/name", typed);
  expect(asked.path).toBe("/sign-in?next=%2Fresume");
  expect(asked.html).toContain("入力した内容は預かっています");

  const other = await member();
  const back = await visitor.post("/sign-in", { mail, password: TEST_PASSWORD, next: "/resume" });
  expect(back.path).toBe("/resume");
  expect(back.html).toContain('action="/resume/send"');
  expect(back.html).toContain('value="担当 花子（途中）"');
  expect(back.html).toContain('name="bankCode"');
  expect(back.html).not.toContain("ひみつ");
  // The very form goes on, to where it was meant to go.
  const sent = await visitor.ask("POST", "/resume/send", { name: typed.name });
  expect(sent).toMatchObject({ status: 307, location: "/account/name" });
  expect((await visitor.get("/resume")).html).toContain("入力した内容は送りました");
  expect((await visitor.post("/account/name", { name: typed.name })).path).toBe(
    "/account?done=name",
  );

  // The same browser, another person: the fields are not theirs.
  pass({ minutes: 61 });
  await visitor.post("/account/name", typed);
  await visitor.post("/sign-in", { mail: other.mail, password: TEST_PASSWORD });
  const foreign = await visitor.get("/resume");
  expect(foreign.status).toBe(410);
  expect(foreign.html).not.toContain(typed.name);

  // A form that needs a second factor waits as well.
  await other.visitor.post("/sign-in", { mail: other.mail, password: TEST_PASSWORD });
  const stepUp = await other.visitor.post("/account/mail", { mail: "atarashii@example.jp" });
  expect(stepUp.path).toBe("/account/confirm?next=%2Fresume");
});

test("of a form with files, what was typed beside them waits; a code that was good for minutes does not", async () => {
  const { visitor, mail } = await member();
  pass({ minutes: 61 });
  const form = new FormData();
  form.append("purpose", "specific-checkup");
  form.append("basis", "yes");
  form.append("file", new File(["受診者"], "照会.csv"));
  expect((await visitor.upload("/bulk-inquiries", form)).path).toBe("/sign-in?next=%2Fresume");
  const back = await visitor.post("/sign-in", { mail, password: TEST_PASSWORD, next: "/resume" });
  expect(back.html).toContain('encType="multipart/form-data"');
  expect(back.html).toContain('value="specific-checkup"');
  expect(back.html).not.toContain("受診者");
  expect(back.html).toContain("選んだファイルは残していません");

  const late = center.visitor();
  expect((await late.post("/account/confirm", { way: "totp", code: "123456" })).path).toBe(
    "/sign-in",
  );
});

test("a code of recovery that was used is told to the owner", async () => {
  const { visitor, mail } = await member();
  await visitor.post("/account/confirm/mail", {});
  await visitor.post("/account/confirm", { way: "mail", code: await mailedCode(center, mail) });
  const { codes } = await setUpApp(visitor);
  await center.mailTo(mail);
  const lost = center.visitor();
  await lost.post("/sign-in", { mail, password: TEST_PASSWORD });
  await lost.post("/account/confirm", { way: "recovery", code: codes[3] ?? "" });
  expect((await center.mailTo(mail)).text).toContain("残りは9個です");
});
