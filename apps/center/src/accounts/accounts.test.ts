import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@madoguchi/platform";
import { startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";

let center: TestCenter;
beforeAll(async () => {
  center = await startTestCenter();
});
afterAll(() => center.close());

const registration = {
  kind: "medical",
  code: "1310113715",
  facilityName: "架空医院",
  founder: "架空 太郎",
  postalCode: "100-0013",
  address: "東京都千代田区霞が関1-2-2（架空）",
  phone: "03-0000-0000",
  personName: "受付 花子",
  mail: "uketsuke@example.jp",
  consent: "yes",
};

test("a facility registers, gets a mail, sets a password, signs out and in", async () => {
  const person = center.visitor();
  expect((await person.post("/register", registration)).path).toBe("/register/sent");
  const mail = await center.mailTo(registration.mail);
  const link = /http:\/\/localhost(\/register\/complete\?token=([\w-]+))/.exec(mail.text ?? "");
  expect(mail.subject).toContain("ユーザー登録");
  expect((await person.get(link?.[1] ?? "")).html).toContain("パスワードを決める");

  const short = await person.post("/register/complete", {
    token: link?.[2] ?? "",
    password: "short",
    passwordAgain: "short",
  });
  expect(short.status).toBe(422);
  expect(short.html).toContain("12文字以上");

  const password = "窓口で 毎日 たすかる 言葉";
  const done = await person.post("/register/complete", {
    token: link?.[2] ?? "",
    password,
    passwordAgain: password,
  });
  expect(done.path).toBe("/home");
  expect((await person.get(link?.[1] ?? "")).status).toBe(410);

  await person.post("/sign-out", {});
  expect((await person.get("/home")).path).toBe("/sign-in?next=%2Fhome");
  const wrong = await person.post("/sign-in", {
    mail: registration.mail,
    password: "違うパスワードです",
  });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain(registration.mail);
  expect(
    (await person.post("/sign-in", { mail: "ＵＫＥＴＳＵＫＥ@example.jp", password })).path,
  ).toBe("/home");
});

test("signing in and out is on record", async () => {
  const db = openDatabase(center.databaseUrl);
  const rows = await db.selectFrom("auditEvent").select("action").orderBy("id").execute();
  await db.destroy();
  const deeds = rows.map(({ action }) => action).filter((action) => action.startsWith("sign-"));
  expect(deeds).toEqual([
    "sign-in.accepted",
    "sign-out.done",
    "sign-in.refused",
    "sign-in.accepted",
  ]);
});

test("wrong input says what to do and loses nothing", async () => {
  const answer = await center
    .visitor()
    .post("/register", { ...registration, code: "1310113716", phone: "abc" });
  expect(answer.status).toBe(422);
  expect(answer.html).toContain("検証番号が合いません");
  expect(answer.html).toContain("入力内容に2か所の直しがあります");
  expect(answer.html).toContain("東京都千代田区霞が関1-2-2（架空）");
  expect(answer.html).toContain("エラー：新規ユーザー登録");
});

test("an address gets five mails of registrations an hour, whoever asks for them", async () => {
  const mail = "kurikaeshi@example.jp";
  const answers = await Promise.all(
    Array.from({ length: 7 }, () =>
      center.visitor().post("/register", { ...registration, code: "1310119993", mail }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([
    200, 200, 200, 200, 200, 429, 429,
  ]);
  const limited = answers.find(({ status }) => status === 429);
  expect(limited?.html).toContain("1時間ほど待ってから");
  expect(limited?.html).toContain(mail);
});

test("a form of another site is refused", async () => {
  const response = await fetch(`${center.url}/sign-in`, {
    method: "POST",
    headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    body: new URLSearchParams({ mail: "a@example.jp", password: "x" }),
  });
  expect(response.status).toBe(400);
});

test("a malformed address is a refusal in words, not a fault of ours", async () => {
  const answer = await center.visitor().get("/register/complete?token=a&token=b");
  expect(answer.status).toBe(400);
  expect(answer.html).toContain("送信内容を読み取れません");
});

test("one password tried on many addresses is stopped by the machine it comes from", async () => {
  const tried = (mail: string) => center.visitor().post("/sign-in", { mail, password: "同じ言葉" });
  expect((await tried("hitori@example.jp")).status).toBe(422);
  const db = openDatabase(center.databaseUrl);
  // As if this machine had tried three hundred addresses.
  await db.updateTable("throttle").set({ attempts: 300 }).execute();
  await db.destroy();
  expect((await tried("futari@example.jp")).status).toBe(429);
});
