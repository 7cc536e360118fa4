import { TEST_PASSWORD, addOfficial, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailedLink, someMember } from "./doors.fixture.ts";

let center: TestCenter;
let now = Temporal.Instant.from("2026-11-22T00:04:00Z");
beforeAll(async () => {
  center = await startTestCenter({ now: () => now });
});
afterAll(() => center.close());

const NEW_PASSWORD = "さくら もみじ ひまわり こすもす";

function reset(visitor: Visitor, link: string, password: string, path = "/reset-password") {
  const token = link.split("token=")[1] ?? "";

  return visitor.post(path, { token, password, passwordAgain: password });
}

test("a new password works once by a link, ends all other sessions and all other links", async () => {
  const { mail, visitor: signedIn } = await someMember(center);
  const person = center.visitor();
  await person.post("/forgot-password", { mail });
  const first = await mailedLink(center, mail);
  await person.post("/forgot-password", { mail });
  const second = await mailedLink(center, mail);
  expect((await reset(person, second, NEW_PASSWORD)).path).toBe("/home");
  expect((await reset(center.visitor(), second, NEW_PASSWORD)).status).toBe(410);
  expect((await center.visitor().get(first)).status).toBe(410);
  expect((await signedIn.get("/home")).path).toContain("/sign-in");
  const old = await center.visitor().post("/sign-in", { mail, password: TEST_PASSWORD });
  expect(old.status).toBe(422);
  expect((await center.mailTo(mail)).text).toContain("パスワードを決め直しました");
});

test("the token leaves the address when the link is opened, and no page links to it", async () => {
  const { mail } = await someMember(center);
  const person = center.visitor();
  await person.post("/forgot-password", { mail });
  const opened = await person.get(await mailedLink(center, mail));
  expect(opened.path).toBe("/reset-password");
  expect(opened.html).not.toContain("token=");
  expect((await person.get("/reset-password")).status).toBe(200);
  expect((await center.visitor().get("/reset-password")).status).toBe(410);
});

test.each([
  ["uketsuke", "12文字以上"],
  ["password1234", "流出したことのあるパスワード"],
  ["qwertyuiop12", "流出したことのあるパスワード"],
  ["aaaaaaaaaaaa", "同じ文字や言葉の繰り返し"],
  ["123456789012", "関係のない言葉を3つ以上"],
  ["架空第1施設架空第1施設", "関係のない言葉を3つ以上"],
])("%s is refused, and the page says what to do", async (password, words) => {
  const { mail } = await someMember(center);
  const person = center.visitor();
  await person.post("/forgot-password", { mail });
  const link = await mailedLink(center, mail);
  const refused = await reset(person, link, password);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain(words);
  // The link is not used up by it.
  expect((await reset(person, link, NEW_PASSWORD)).path).toBe("/home");
});

test("a link dies with a change of password, and in half an hour", async () => {
  const { mail, visitor } = await someMember(center);
  await center.visitor().post("/forgot-password", { mail });
  const link = await mailedLink(center, mail);
  await visitor.post("/account/password", {
    current: TEST_PASSWORD,
    password: NEW_PASSWORD,
    passwordAgain: NEW_PASSWORD,
  });
  expect((await center.visitor().get(link)).status).toBe(410);

  const late = await someMember(center);
  await center.visitor().post("/forgot-password", { mail: late.mail });
  const lateLink = await mailedLink(center, late.mail);
  now = now.add({ minutes: 31 });
  const ended = await center.visitor().get(lateLink);
  expect(ended.status).toBe(410);
  expect(ended.html).toContain("もう一度メールを送る");
});

test("an official's link opens nothing at the facilities' door, and asks for the second factor", async () => {
  const mail = await addOfficial(center);
  const person = center.visitor();
  await person.post("/office/forgot-password", { mail });
  const link = await mailedLink(center, mail);
  expect(link).toMatch(/^\/office\/reset-password/);
  expect((await reset(center.visitor(), link, NEW_PASSWORD)).status).toBe(410);
  const done = await reset(person, link, NEW_PASSWORD, "/office/reset-password");
  expect(done.path).toBe("/office/account/confirm?next=%2Foffice");
});

test("nothing tells who has an account: the same pages, states and work at the door", async () => {
  const { mail, facilityCode } = await someMember(center);
  const nobody = "inai@example.jp";
  const ask = (path: string, fields: Record<string, string>) =>
    center.visitor().ask("POST", path, fields);
  const wrong = (address: string) => ask("/sign-in", { mail: address, password: "違う" });
  const [known, unknown] = [await wrong(mail), await wrong(nobody)];
  expect(known.status).toBe(unknown.status);
  expect(known.html.replaceAll(mail, "")).toBe(unknown.html.replaceAll(nobody, ""));

  // What differs is found out by a job afterwards.
  const answers = [
    await ask("/forgot-password", { mail: nobody }),
    await ask("/forgot-id", { code: facilityCode, phone: "03-9999-9999" }),
    await ask("/forgot-id", { code: "9999999999", phone: "03-0000-0000" }),
  ];
  expect(answers).toEqual([
    await ask("/forgot-password", { mail }),
    await ask("/forgot-id", { code: facilityCode, phone: "03-0000-0000" }),
    await ask("/forgot-id", { code: facilityCode, phone: "03-0000-0000" }),
  ]);
  expect(answers.map(({ status, location }) => `${status} ${location}`)).toEqual([
    "303 /forgot-password/sent",
    "303 /forgot-id/sent",
    "303 /forgot-id/sent",
  ]);
});

test("a forgotten ID goes to the people of the facility, each their own, and the telephone number is not to be guessed", async () => {
  const { mail, facilityCode } = await someMember(center);
  const typed = {
    code: ` ${facilityCode.slice(0, 2)}-${facilityCode.slice(2)} `,
    phone: "（03）0000-0000",
  };
  expect((await center.visitor().post("/forgot-id", typed)).path).toBe("/forgot-id/sent");
  const { subject, text } = await center.mailTo(mail);
  expect(subject).toContain("IDのお知らせ");
  expect(text).toContain(mail);
  // Guessing the telephone number from one machine is stopped.
  const guesses = [];
  for (let tries = 0; tries < 6; tries += 1) {
    guesses.push(await center.visitor().post("/forgot-id", { ...typed, phone: "03-1111-1111" }));
  }
  expect(guesses.at(-1)?.status).toBe(429);
  expect(guesses.at(-1)?.html).toContain("いまは続けられません");
  expect(guesses.at(-1)?.html).toContain("1時間ほど待って");
});
