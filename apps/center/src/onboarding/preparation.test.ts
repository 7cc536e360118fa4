import { seeding } from "@madoguchi/center";
import { tokyoToday } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { enqueue, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { TEST_PASSWORD, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveApplication, facilityIdOf, recordValidCheck } from "./preparation.fixture.ts";

let hoursAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ hours: hoursAhead }) };
let center: TestCenter;
let db: Db;

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
  await transaction(db, (tx) => seeding.seedProgrammes(tx, tokyoToday(clock)));
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

/** The day's work, done by the worker as on any day. */
async function remind(which: "all" | "go-live"): Promise<void> {
  await transaction(db, (tx) => enqueue(tx, "remind-of-preparations", { which }));
  const waiting = async () => {
    const { rows } = await sql`
      select from graphile_worker.jobs where task_identifier = 'remind-of-preparations'`.execute(
      db,
    );

    return rows.length;
  };
  await expect.poll(waiting).toBe(0);
}

async function remindersOf({ facilityCode }: FacilityPerson): Promise<number> {
  const facilityId = await facilityIdOf(db, facilityCode);
  const rows = await db
    .selectFrom("preparationReminder")
    .select("kind")
    .where("facilityId", "=", facilityId)
    .execute();

  return rows.length;
}

async function signInAgain({ visitor, mail }: FacilityPerson): Promise<void> {
  await visitor.post("/sign-in", { mail, password: TEST_PASSWORD });
}

describe("reminders", () => {
  test("come once a week while nothing happens, and end by one click without signing in", async () => {
    const person = await registerFacility(center);
    await remind("all");
    expect(await remindersOf(person)).toBe(0);

    hoursAhead += 7 * 24 + 1;
    await remind("all");
    await remind("all");
    expect(await remindersOf(person)).toBe(1);
    const mail = await center.mailTo(person.mail);
    expect(mail.subject).toBe("【窓口】準備の続き：受付に使う端末を選ぶ");
    expect(mail.text).toContain("準備は9つのうち0つ済んでいます。");
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const path = /<http:\/\/localhost(\/reminders\/stop\?token=[\w-]+)>/.exec(
      header("list-unsubscribe") ?? "",
    )?.[1];
    expect(mail.text).toContain(path ?? "no link");

    // Programs follow links to see where they lead: that changes nothing.
    expect((await center.visitor().get(path ?? "")).html).toContain("お知らせメールを止める");
    hoursAhead += 7 * 24 + 1;
    await remind("all");
    expect(await remindersOf(person)).toBe(2);
    await center.mailTo(person.mail);

    // As a mail provider does it: no cookie, no origin.
    const stopped = await fetch(`${center.url}${path}`, {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    expect([stopped.status, (await stopped.text()).includes("お知らせメールを止めました")]).toEqual(
      [200, true],
    );
    hoursAhead += 7 * 24 + 1;
    await remind("all");
    expect(await remindersOf(person)).toBe(2);

    await signInAgain(person);
    expect((await person.visitor.get("/home")).html).toContain("止めています");
    const again = await person.visitor.post("/home/reminders", { wish: "resume" });
    expect(again.html).toContain("7日に1通まで");
    await remind("all");
    expect(await remindersOf(person)).toBe(3);
  });

  test("are stopped by nobody's guess", async () => {
    const { status, html } = await center.visitor().post("/reminders/stop?token=guess", {});
    expect([status, html.includes("このリンクは使えません")]).toEqual([410, true]);
  });

  test("leave other forms closed to other sites", async () => {
    const foreign = await fetch(`${center.url}/home/reminders`, {
      method: "POST",
      body: new URLSearchParams({ wish: "stop" }),
      redirect: "manual",
    });
    expect(foreign.status).toBe(400);
  });
});

describe("the day of going live", () => {
  test("is asked for as soon as a card was checked: on the first page, and by mail", async () => {
    const person = await registerFacility(center);
    const facilityId = await facilityIdOf(db, person.facilityCode);
    await approveApplication(db, facilityId, clock.now());
    await remind("go-live");
    expect(await remindersOf(person)).toBe(0);
    expect((await person.visitor.get("/home")).html).not.toContain("運用開始日を入力しましょう");

    await recordValidCheck(db, facilityId, clock.now());
    const { html } = await person.visitor.get("/home");
    const today = tokyoToday(clock);
    expect(html).toContain("運用開始日を入力しましょう");
    expect(html).toMatch(new RegExp(`name="goLiveOn.day"[^>]*value="${today.day}"`));
    await remind("go-live");
    await remind("go-live");
    expect(await remindersOf(person)).toBe(1);
    expect((await center.mailTo(person.mail)).subject).toBe("【窓口】運用開始日を入力してください");

    const set = await person.visitor.post("/go-live", {
      "goLiveOn.year": String(today.year),
      "goLiveOn.month": String(today.month),
      "goLiveOn.day": String(today.day),
    });
    expect([set.path, set.html.includes("運用開始日を入力しましょう")]).toEqual(["/home", false]);
    hoursAhead += 7 * 24 + 1;
    await remind("go-live");
    expect(await remindersOf(person)).toBe(1);
  });
});

describe("the choice of devices", () => {
  const answers = {
    owned: "pc",
    internet: "wired",
    seats: "2",
    outside: "no",
    handsFree: "yes",
    readAloud: "no",
    pcYen: "",
    smartphoneYen: "",
    tabletYen: "30000",
  };

  test("compares with the open programme's own terms, is kept, and goes on into the application", async () => {
    const person = await registerFacility(center);
    const query = new URLSearchParams(answers).toString();
    const page = await person.visitor.get(`/devices/compare?${query}`);
    expect(page.html).toContain(
      "答えに合うのは「パソコン（Windows）と有線の汎用カードリーダー」です",
    );
    // Two readers of 5,000 yen; and 89,000 yen for two tablets with readers, of which the cap is paid.
    expect(page.html).toContain("3,000円（補助金 7,000円）");
    expect(page.html).toContain("58,000円（補助金 31,000円）");
    expect(page.html).toContain("CIR315A");

    const home = await person.visitor.post("/devices/choose", { ...answers, way: "tablet" });
    expect(home.path).toBe("/home");
    expect(home.html).toContain("選んだ方法：タブレットとBluetoothの汎用カードリーダー");
    const form = await person.visitor.get("/usage-application");
    expect(form.html).toMatch(/value="tablet"[^>]*checked=""|checked=""[^>]*value="tablet"/);
    expect(form.html).toContain('<option value="2" selected="">');
    // Choosing again starts from the answers of before.
    const again = await person.visitor.get("/devices/choose");
    expect(again.html).toContain('value="30000"');
    const flow = await person.visitor.get("/preparation/reception");
    expect(flow.html).toContain("Bluetoothのカードリーダーに置きます");
  });

  test("names what is missing, and keeps what was answered", async () => {
    const person = await registerFacility(center);
    const page = await person.visitor.get("/devices/compare?owned=pc&pcYen=abc");
    expect(page.status).toBe(422);
    expect(page.html).toContain("見積額は数字だけで入力してください");
    expect(page.html).toContain('value="abc"');
    const forced = await person.visitor.post("/devices/choose", { ...answers, way: "abacus" });
    expect(forced.status).toBe(422);
  });
});

test("the list can be printed with the date and the proof of each item", async () => {
  const person = await registerFacility(center);
  await person.visitor.post("/home/checklist/buy", { done: "yes" });
  const { html } = await person.visitor.get("/home/print");
  expect(html).toContain(person.facilityName);
  expect(html).toContain("施設の方が済みにしました");
  expect(html.match(/role="rowheader"/g)).toHaveLength(9);
});
