import { openDatabase, totpCode } from "@madoguchi/platform";
import {
  TEST_PASSWORD,
  addMember,
  addOfficial,
  codeFor,
  registerFacility,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let now = Temporal.Instant.from("2026-11-22T00:04:00Z");
beforeAll(async () => {
  center = await startTestCenter({ now: () => now });
});
afterAll(() => center.close());

const pass = (duration: Temporal.DurationLike) => {
  now = now.add(duration);
};

/** The code that the last mail to this address brought. */
async function mailedCode(mail: string): Promise<string> {
  const { text = "" } = await center.mailTo(mail);

  return /確認コード：(\d{6})/.exec(text)?.[1] ?? "";
}

async function member(): Promise<{ visitor: Visitor; mail: string }> {
  const { facilityCode } = await registerFacility(center);

  return addMember(center, facilityCode, ["administrator"]);
}

/** Sets an authenticator app up. @returns its secret and the recovery codes */
async function setUpApp(visitor: Visitor): Promise<{ secret: Uint8Array; codes: string[] }> {
  const { html } = await visitor.post("/account/second-factor/app", {});
  const key = /<code>([A-Z2-7 ]{30,})<\/code>/.exec(html)?.[1]?.replaceAll(" ", "") ?? "";
  const secret = decodeBase32(key);
  const done = await visitor.post("/account/second-factor/app/confirm", {
    code: totpCode(secret, now),
  });
  expect(done.status).toBe(200);

  return {
    secret,
    codes: [...done.html.matchAll(/[\w]{4}-[\w]{4}-[\w]{4}/g)].map(([code]) => code),
  };
}

function decodeBase32(text: string): Uint8Array {
  const bits = [...text]
    .map((letter) =>
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
    )
    .join("");

  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

test("who has a password only gives a code by mail before money is shown, and comes back", async () => {
  const { visitor, mail } = await member();
  const asked = await visitor.get("/account/mail");
  expect(asked.path).toBe("/account/confirm?next=%2Faccount%2Fmail");
  expect(asked.html).toContain(mail);
  const sent = await visitor.post("/account/confirm/mail", { next: "/account/mail" });
  expect(sent.html).toContain("6桁の数字");
  const code = await mailedCode(mail);
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
  const late = await mailedCode(mail);
  pass({ minutes: 11 });
  expect((await visitor.post("/account/confirm", { way: "mail", code: late })).status).toBe(422);
  await visitor.post("/account/confirm/mail", {});
  const code = await mailedCode(mail);
  for (let tries = 0; tries < 5; tries += 1) {
    await visitor.post("/account/confirm", { way: "mail", code: "xxxxxx" });
  }
  expect((await visitor.post("/account/confirm", { way: "mail", code })).status).toBe(422);
});

test("an authenticator app is asked for at each sign-in; no code is good twice; recovery codes once each", async () => {
  const { visitor, mail } = await member();
  await visitor.post("/account/confirm/mail", { next: "/account/second-factor" });
  await visitor.post("/account/confirm", { way: "mail", code: await mailedCode(mail) });
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
  const typed = { name: "担当 花子（途中）", password: "ひみつ" };
  const asked = await visitor.post("/account/name", typed);
  expect(asked.path).toBe("/sign-in?next=%2Fresume");
  expect(asked.html).toContain("入力した内容は預かっています");

  const other = await member();
  const back = await visitor.post("/sign-in", { mail, password: TEST_PASSWORD, next: "/resume" });
  expect(back.path).toBe("/resume");
  expect(back.html).toContain('action="/account/name"');
  expect(back.html).toContain('value="担当 花子（途中）"');
  expect(back.html).not.toContain("ひみつ");
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
