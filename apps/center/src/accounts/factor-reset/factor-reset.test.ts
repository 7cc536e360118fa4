/** All second factors lost: asked for, checked and approved by two officials, waited for, done or stopped. */
import { createSeal, enqueue, transaction } from "@madoguchi/platform";
import {
  addMember,
  official,
  registerFacility,
  TEST_PASSWORD,
  TEST_SECRET_KEY,
} from "@madoguchi/test";
import type { FacilityPerson, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertConfirmedTotp } from "../actions/second-factor.ts";
import { PEOPLE, startPlace } from "../people.fixture.ts";
import type { Place } from "../people.fixture.ts";

const LOST = "/account/confirm/lost";
const OFFICE = "/office/factor-resets";
const SECRET = new TextEncoder().encode("09876543210987654321");

let place: Place;
beforeAll(async () => {
  place = await startPlace();
});
afterAll(() => place.close());

type Person = { readonly mail: string; readonly facility: FacilityPerson };

/** Somebody with an authenticator app, at a facility that has a 管理者 beside them. */
async function somebody(): Promise<Person> {
  const facility = await registerFacility(place.center);
  const { mail } = await addMember(place.center, facility.facilityCode, ["reception"]);
  const accountId = await place.idOf(mail);
  const sealing = { seal: createSeal(TEST_SECRET_KEY), clock: place.center.clock };
  await transaction(place.db, (tx) => insertConfirmedTotp(sealing, tx, accountId, SECRET));

  return { mail, facility };
}

async function withPassword(mail: string): Promise<Visitor> {
  const visitor = place.center.visitor();
  await visitor.post("/sign-in", { mail, password: TEST_PASSWORD });

  return visitor;
}

/** @returns the office's page of it, and the link that stops it */
async function ask({ mail }: Person): Promise<{ path: string; stop: string }> {
  await (await withPassword(mail)).post(LOST, { reason: "lost" });
  const { text = "" } = await place.center.mailTo(mail);

  return { path: await officePath(mail), stop: stopLink(text) };
}

const stopLink = (text: string) =>
  /http:\/\/localhost(\/stop-factor-reset\S+)/.exec(text)?.[1] ?? "";

async function officePath(mail: string): Promise<string> {
  const { id } = await place.db
    .selectFrom("factorReset")
    .select("id")
    .where("accountId", "=", await place.idOf(mail))
    .executeTakeFirstOrThrow();

  return `${OFFICE}/${id}`;
}

async function checked(officer: Visitor, path: string, { facility }: Person) {
  return officer.post(`${path}/check`, {
    facility: await place.facilityIdOf(facility),
    spokenWith: "院長 架空 太郎",
    note: "院長が在籍を認めた",
    called: "yes",
  });
}

async function stateOf(mail: string): Promise<string> {
  const { state } = await place.db
    .selectFrom("factorReset")
    .select("state")
    .where("accountId", "=", await place.idOf(mail))
    .executeTakeFirstOrThrow();

  return state;
}

async function hasApp(mail: string): Promise<boolean> {
  const found = await place.db
    .selectFrom("totp")
    .select("accountId")
    .where("accountId", "=", await place.idOf(mail))
    .executeTakeFirst();

  return found !== undefined;
}

/** Whoever goes on has it behind them: one that came late would find another day. */
async function takeDue(): Promise<void> {
  await transaction(place.db, (tx) => enqueue(tx, "take-factor-resets", {}));
  await expect
    .poll(async () => {
      const { rows } = await sql`
        select from graphile_worker.jobs where task_identifier = 'take-factor-resets'`.execute(
        place.db,
      );

      return rows.length;
    })
    .toBe(0);
}

test("two officials, a day of waiting, and the password opens again", async () => {
  const person = await somebody();
  const halfway = await withPassword(person.mail);
  const asked = await halfway.get("/account/mail");
  expect(asked.html).toContain(`href="${LOST}"`);
  expect((await halfway.post(LOST, {})).status).toBe(422);
  const { path } = await ask(person);
  expect((await halfway.get(LOST)).html).toContain("本人の確認を待っています");

  const [first, second] = [await official(place.center), await official(place.center)];
  expect((await first.get(OFFICE)).html).toContain(person.mail);
  // Nobody approves what nobody has checked.
  expect((await first.post(`${path}/approve`, {})).status).toBe(409);
  expect((await first.post(`${path}/check`, {})).status).toBe(422);
  const page = await checked(first, path, person);
  expect(page.html).toContain("03-0000-0000");
  expect(page.html).toContain("院長 架空 太郎");
  const own = await first.post(`${path}/approve`, {});
  expect(own.status).toBe(409);
  expect(own.html).toContain("ほかの職員に承認を頼んでください");
  expect((await second.post(`${path}/approve`, {})).html).toContain(
    "令和8年11月25日（水） 9:04に解除します",
  );
  expect((await place.center.mailTo(person.mail)).text).toContain("令和8年11月25日（水） 9:04に");
  expect((await place.center.mailTo(person.facility.mail)).text).toContain("解除します");

  await takeDue();
  expect(await hasApp(person.mail)).toBe(true);
  place.pass(1);
  // Signed in on the way, halfway: this session ends with the others.
  const late = await withPassword(person.mail);
  await takeDue();
  await expect.poll(() => stateOf(person.mail)).toBe("done");
  expect(await hasApp(person.mail)).toBe(false);
  expect((await place.center.mailTo(person.mail)).text).toContain("設定し直してください");
  expect((await place.center.mailTo(person.facility.mail)).text).toContain("解除しました");
  expect((await late.get("/account")).path).toContain("/sign-in");
  expect((await (await withPassword(person.mail)).get("/account")).path).toBe("/account");
  const deeds = await place.db
    .selectFrom("auditEvent")
    .select("action")
    .where("subjectId", "=", await place.idOf(person.mail))
    .where("action", "like", "factor-reset.%")
    .orderBy("id")
    .execute();
  expect(deeds.map(({ action }) => action)).toEqual([
    "factor-reset.asked",
    "factor-reset.checked",
    "factor-reset.approved",
    "factor-reset.done",
  ]);
});

test("the person stops it from the link of any of its mails, and then nobody approves it", async () => {
  const person = await somebody();
  const { path, stop } = await ask(person);
  const [first, second] = [await official(place.center), await official(place.center)];
  await checked(first, path, person);
  await second.post(`${path}/approve`, {});
  const { text = "" } = await place.center.mailTo(person.mail);
  expect(stopLink(text)).toBe(stop);
  const anybody = place.center.visitor();
  const page = await anybody.get(stop);
  expect(page.path).toBe("/stop-factor-reset");
  const token = /name="token" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
  // What is only like a link stops nothing.
  expect(
    (await anybody.post("/stop-factor-reset", { token: `${token.slice(0, -3)}AAA` })).status,
  ).toBe(410);
  expect((await anybody.post("/stop-factor-reset", { token })).html).toContain("取りやめました");
  expect((await place.center.mailTo(person.mail)).text).toContain("取りやめました");
  expect((await anybody.post("/stop-factor-reset", { token })).status).toBe(410);
  place.pass(2);
  await takeDue();
  expect((await (await official(place.center)).post(`${path}/approve`, {})).status).toBe(409);
  expect(await stateOf(person.mail)).toBe("stopped");
  expect(await hasApp(person.mail)).toBe(true);
});

test("a 管理者 asks for a colleague of the same facility, and for nobody else", async () => {
  const person = await somebody();
  const boss = await place.signIn(person.facility.mail);
  const path = `${PEOPLE}/members/${await place.idOf(person.mail)}`;
  expect((await boss.get(path)).html).toContain(`href="${path}/factor-reset"`);
  expect((await boss.post(`${path}/factor-reset`, {})).status).toBe(422);
  const asked = await boss.post(`${path}/factor-reset`, { reason: "broken" });
  expect(asked.html).toContain("本人の確認を待っています");
  expect((await place.center.mailTo(person.mail)).text).toContain("お心当たりのないときは");
  const stranger = await place.signIn((await registerFacility(place.center)).mail);
  expect((await stranger.post(`${path}/factor-reset`, { reason: "lost" })).status).toBe(404);
  const oneself = `${PEOPLE}/members/${await place.idOf(person.facility.mail)}/factor-reset`;
  expect((await boss.post(oneself, { reason: "lost" })).status).toBe(404);
  const { html } = await (await official(place.center)).get(await officePath(person.mail));
  expect(html).toContain("施設の管理者");
  await boss.post(`${path}/factor-reset/stop`, {});
  expect(await stateOf(person.mail)).toBe("stopped");
});

test("an official writes down who telephones, once, and only who has something to lose", async () => {
  const person = await somebody();
  const officer = await official(place.center);
  const { facilityCode: code } = person.facility;
  const start = (fields: Record<string, string>) =>
    officer.post(`${OFFICE}/new`, { code, reason: "replaced", ...fields });
  expect((await start({ mail: person.mail, code: "1310000019" })).html).toContain("見つかりません");
  expect((await start({ mail: person.facility.mail })).html).toContain("解除は要りません");
  const started = await start({ mail: person.mail });
  expect(started.path).toBe(await officePath(person.mail));
  expect((await start({ mail: person.mail })).html).toContain("すでに受け付けています");
  const elsewhere = await somebody();
  expect((await checked(officer, started.path, elsewhere)).status).toBe(404);
  await officer.post(`${started.path}/decline`, { reason: "ご本人と確かめられませんでした。" });
  await place.center.mailTo(person.mail);
  expect((await place.center.mailTo(person.mail)).text).toContain("確かめられませんでした");
  expect(await stateOf(person.mail)).toBe("declined");
  expect(await hasApp(person.mail)).toBe(true);
});

test("the database keeps the four eyes, whoever writes", async () => {
  const person = await somebody();
  const { path } = await ask(person);
  await checked(await official(place.center), path, person);
  const alone = place.db
    .updateTable("factorReset")
    .set(({ ref }) => ({
      state: "waiting",
      decidedBy: ref("checkedBy"),
      decidedAt: place.now(),
      dueAt: place.now(),
    }))
    .where("state", "=", "checked")
    .execute();
  await expect(alone).rejects.toMatchObject({ constraint: "factor_reset_four_eyes" });
});
