/** From a decision to what becomes of it: deadlines, reminders, refusals, approvers, decisions by rule, and what is taken back. */
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatDate, tokyoToday } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { migrate, newId, openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  emptyDatabase,
  official,
  registerFacility,
  startTestCenter,
  TEST_SECRET_KEY,
} from "@madoguchi/test";
import type { FacilityPerson, TestCenter, Visit, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../config.ts";
import { remindOfCorrections } from "./actions/remind.ts";
import { takeEffects } from "./actions/settle.ts";
import { usageApplicationQueue } from "../onboarding/index.ts";
import { migrationsDirectory } from "../server.ts";

let minutesAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ minutes: minutesAhead }) };
const pass = (days: number): void => {
  minutesAhead += days * 24 * 60;
};
let center: TestCenter;
let db: Db;
let reviewer: Visitor;

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
});
beforeEach(async () => {
  // Days pass here, and sessions with them.
  reviewer = await official(center);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const versionOn = ({ html }: Visit): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";
const place = () => ({
  db,
  clock,
  config: configSchema.parse({
    databaseUrl: center.databaseUrl,
    secretKey: TEST_SECRET_KEY,
    publicUrl: "http://localhost",
    smtpUrl: "smtp://localhost",
    filesDirectory: center.filesDirectory,
  }),
});

type Applicant = FacilityPerson & { readonly path: string };

async function applicant(): Promise<Applicant> {
  const person = await registerFacility(center);
  const start = tokyoToday(clock).add({ days: 60 });
  const confirm = await person.visitor.post("/usage-application", {
    version: "0",
    eligibility: "paperClaims",
    devices: ["pc"],
    accountCount: "1",
    "plannedStartOn.year": String(start.year),
    "plannedStartOn.month": String(start.month),
    "plannedStartOn.day": String(start.day),
    contactName: "受付 花子",
    contactPhone: "03-0000-0000",
    confirmPurpose: "yes",
    confirmTruth: "yes",
  });
  await person.visitor.post("/usage-application/submit", { version: versionOn(confirm) });
  await center.mailTo(person.mail);
  const { id } = await db
    .selectFrom("usageApplication")
    .innerJoin("facility", "facility.id", "usageApplication.facilityId")
    .select("usageApplication.id")
    .where("facility.code", "=", person.facilityCode)
    .executeTakeFirstOrThrow();

  return { ...person, path: `/office/usage-applications/${id}` };
}

async function decide(
  visitor: Visitor,
  { path }: Pick<Applicant, "path">,
  action: "approve" | "return" | "refuse",
  fields: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  const version = versionOn(await visitor.get(action === "refuse" ? `${path}/refuse` : path));

  return visitor.post(`${path}/${action}`, { version, ...fields });
}

test("a correction is asked for twice, before its last day and on it, and may be ended after it", async () => {
  const person = await applicant();
  const words = { code: "wrong", reason: "予定の日が休診日です。" };
  await decide(reviewer, person, "return", words);
  const lastDay = formatDate(tokyoToday(clock).add({ days: 14 }));
  expect((await center.mailTo(person.mail)).text).toContain(`直しの期限：${lastDay}まで`);
  const queue = await reviewer.get("/office?view=returned");
  expect(queue.html).toContain(lastDay);

  await remindOfCorrections(place(), [usageApplicationQueue]);
  pass(11);
  // Twice at once: as two machines would, that both believe to be the one.
  const both = [1, 2].map(() => remindOfCorrections(place(), [usageApplicationQueue]));
  await Promise.all(both);
  const before = await center.mailTo(person.mail);
  expect(before.subject).toBe("【窓口】利用申請の直しの期限が近づいています");
  expect(before.text).toContain("予定の日が休診日です。");
  pass(3);
  await remindOfCorrections(place(), [usageApplicationQueue]);
  await remindOfCorrections(place(), [usageApplicationQueue]);
  expect((await center.mailTo(person.mail)).subject).toBe("【窓口】利用申請の直しは今日までです");
  reviewer = await official(center);
  // As long as it can be mended it is not ended.
  expect((await reviewer.get(person.path)).html).not.toContain(`${person.path}/refuse`);
  const refusal = { code: "not-corrected", reason: "期限までに直しがありませんでした。" };
  const version = versionOn(await reviewer.get(person.path));
  expect((await reviewer.post(`${person.path}/refuse`, { version, ...refusal })).status).toBe(409);

  pass(1);
  reviewer = await official(center);
  await remindOfCorrections(place(), [usageApplicationQueue]);
  expect((await reviewer.get(person.path)).html).toContain("（過ぎています）");
  const ended = await decide(reviewer, person, "refuse", refusal);
  expect(ended.html).toContain("申請を却下しました");
  // The next mail is this one: nobody was reminded of what is over.
  const letter = await center.mailTo(person.mail);
  expect(letter.subject).toBe("【窓口】利用申請を承認できませんでした");
  expect(letter.text).toContain("期限までに、お願いした直しがありませんでした。");
  const { resolvedAt } = await db
    .selectFrom("deskReturn")
    .select("resolvedAt")
    .where("itemId", "=", person.path.split("/").at(-1) ?? "")
    .executeTakeFirstOrThrow();
  expect(resolvedAt).not.toBeNull();
});

const idIn = ({ path }: Applicant): string => path.split("/").at(-1) ?? "";

async function setHold(holdMinutes: number): Promise<void> {
  await db
    .updateTable("deskTerms")
    .set({ holdMinutes })
    .where("work", "=", "usage-application")
    .execute();
}

async function stateOf(person: Applicant): Promise<string> {
  const { state } = await db
    .selectFrom("usageApplication")
    .select("state")
    .where("id", "=", idIn(person))
    .executeTakeFirstOrThrow();

  return state;
}

test("a decision is taken back by whoever made it until it has effect, and has it once", async () => {
  await setHold(10);
  const [person, other] = [await applicant(), await applicant()];
  const colleague = await official(center);
  const first = await decide(reviewer, person, "approve");
  // The next case is open, and the one before is one press away.
  expect(first.html).toContain("さきほどの決定：");
  expect(first.html).toContain("決定を記録しました");
  expect(first.path).not.toContain(idIn(person));
  expect((await person.visitor.get("/usage-application")).html).toContain("確認しています");
  const list = await colleague.get("/office");
  expect(list.html).not.toContain(`>${person.facilityName}<`);
  const held = await colleague.get("/office/desk/usage-application/held");
  expect(held.html).toContain(person.facilityName);
  expect(held.html).toContain("決めた人だけができます");
  const undo = `/office/desk/usage-application/${idIn(person)}/undo`;
  expect((await colleague.post(undo, {})).status).toBe(409);
  // Meanwhile nothing else is decided of it.
  const version = versionOn(await colleague.get(other.path));
  expect((await colleague.post(`${person.path}/approve`, { version })).status).toBe(409);

  const back = await reviewer.post(undo, {});
  expect(back.html).toContain("決定を取り消しました。施設には何も送っていません。");
  expect(back.html).toContain("あなたが担当しています");
  expect((await reviewer.post(undo, {})).status).toBe(409);
  const events = await db
    .selectFrom("auditEvent")
    .select("action")
    .where("subjectId", "=", idIn(person))
    .where("action", "like", "case.decision%")
    .execute();
  expect(events).toEqual([{ action: "case.decision-undone" }]);

  await decide(reviewer, person, "approve");
  await decide(reviewer, other, "refuse", { code: "closed", reason: "廃止の届出があります。" });
  const queues = [usageApplicationQueue];
  await takeEffects(place(), queues);
  expect([await stateOf(person), await stateOf(other)]).toEqual(["submitted", "submitted"]);
  minutesAhead += 11;
  await Promise.all([takeEffects(place(), queues), takeEffects(place(), queues)]);
  expect([await stateOf(person), await stateOf(other)]).toEqual(["approved", "refused"]);
  expect((await center.mailTo(person.mail)).subject).toBe("【窓口】利用申請を承認しました");
  expect((await center.mailTo(other.mail)).text).toContain("廃止の届出があります。");
  const late = await reviewer.post(undo, {});
  expect([late.status, late.html.includes("効力が生じたか")]).toEqual([409, true]);
  const { accounts } = await db
    .selectFrom("appAccount")
    .innerJoin("usageApplication", "usageApplication.facilityId", "appAccount.facilityId")
    .select(({ fn }) => fn.countAll<number>().as("accounts"))
    .where("usageApplication.id", "=", idIn(person))
    .executeTakeFirstOrThrow();
  expect(accounts).toBe(1);
  await setHold(0);
});

test("as many different officials approve as the terms ask for, and what is handed in again is approved anew", async () => {
  const [one, two] = [await official(center), await official(center)];
  const form = await one.get("/office/desk/terms/usage-application/new");
  expect(form.html).toContain("利用申請の審査の決まりの変更を提案する");
  const today = tokyoToday(clock);
  const terms = {
    "effectiveFrom.year": String(today.year),
    "effectiveFrom.month": String(today.month),
    "effectiveFrom.day": String(today.day),
    approvers: "2",
    correctionDays: "14",
    remindDays: "3",
    reviewDays: "7",
    holdMinutes: "0",
  };
  const path = "/office/desk/terms/usage-application";
  expect((await one.post(path, { ...terms, approvers: "0" })).status).toBe(422);
  const proposed = await one.post(path, terms);
  expect(proposed.html).toContain("いま：1人");
  expect((await one.post(`${proposed.path}/confirm`, {})).status).toBe(409);
  const confirmed = await two.post(`${proposed.path}/confirm`, {});
  expect(confirmed.html).toContain("確認済み");
  expect((await one.get("/office/desk/terms")).html).toContain("2人");
  const person = await applicant();
  const counted = await decide(one, person, "approve");
  expect(counted.html).toContain("承認を記録しました");
  // It is not their turn any more.
  expect(counted.path).not.toContain(idIn(person));
  const page = await one.get(person.path);
  expect(page.html).toContain("2人の承認が要ります。");
  expect(page.html).toContain("あなたは承認済みです");
  expect((await decide(one, person, "approve")).status).toBe(409);
  // Neither by another program.
  const byHand = db
    .updateTable("usageApplication")
    .set({ state: "approved", decidedAt: clock.now() })
    .where("id", "=", idIn(person))
    .execute();
  await expect(byHand).rejects.toThrow("lacks approvers");

  await decide(two, person, "return", { code: "unclear", reason: "日程を確かめてください。" });
  await center.mailTo(person.mail);
  const confirm = await person.visitor.get("/usage-application/confirm");
  await person.visitor.post("/usage-application/submit", { version: versionOn(confirm) });
  await center.mailTo(person.mail);
  expect((await one.get(person.path)).html).not.toContain("あなたは承認済みです");
  await decide(two, person, "approve");
  expect(await stateOf(person)).toBe("submitted");
  await decide(one, person, "approve");
  expect(await stateOf(person)).toBe("approved");
});

test("what came back before returns were records keeps its words, and gets a deadline", async () => {
  await using database = await emptyDatabase();
  const older = await mkdtemp(join(tmpdir(), "madoguchi-before-"));
  const old = openDatabase(database.url, { max: 1 });
  try {
    for (const name of await readdir(migrationsDirectory)) {
      if (name < "135") await copyFile(join(migrationsDirectory, name), join(older, name));
    }
    await migrate(database.url, older);
    const [officialId, facilityId, applicationId] = [newId(), newId(), newId()];
    await sql`
      insert into account (id, realm, mail, name, password_hash, created_at)
      values (${officialId}, 'office', 'o@example.jp', '審査 花子', '', now())`.execute(old);
    await sql`
      insert into facility
        (id, kind, code, prefecture_code, name, founder, postal_code, address, phone, created_at)
      values (${facilityId}, 'medical', '1310000018', '13', '架空医院', '架空 太郎', '1000013', '東京都',
        '0300000000', now())`.execute(old);
    await sql`
      insert into usage_application
        (id, facility_id, state, form, form_version, created_at, updated_at, submitted_at)
      values (${applicationId}, ${facilityId}, 'returned', '{}', 1, now(), now(), now())`.execute(
      old,
    );
    await sql`
      insert into usage_application_event
        (id, application_id, at, kind, role, actor_id, reason, fields, remarks)
      values (${newId()}, ${applicationId}, now(), 'returned', 'reviewer', ${officialId}, '番地がありません。',
        '["contactName", "contactPhone"]', '{"contactPhone": "つながる番号をお願いします。"}')`.execute(
      old,
    );
    await migrate(database.url, migrationsDirectory);
    const { rows } = await sql`
      select point.field, point.message, returned.resolved_at is null as open, returned.deadline > now() as due
      from usage_application_event event join desk_return returned on returned.id = event.return_id
      join desk_return_point point on point.return_id = returned.id order by point.position`.execute(
      old,
    );
    expect(rows).toEqual([
      { field: "", message: "番地がありません。", open: true, due: true },
      { field: "contactName", message: "", open: true, due: true },
      { field: "contactPhone", message: "つながる番号をお願いします。", open: true, due: true },
    ]);
  } finally {
    await old.destroy();
    await rm(older, { recursive: true });
  }
});
