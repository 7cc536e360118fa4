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
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "./config.ts";
import { remindOfCorrections } from "./desk/actions/remind.ts";
import { usageApplicationQueue } from "./onboarding/index.ts";
import { migrationsDirectory } from "./server.ts";

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
  const version = versionOn(await visitor.get(path));

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

test("what came back before returns were records keeps its words, and gets a deadline", async () => {
  await using database = await emptyDatabase();
  const older = await mkdtemp(join(tmpdir(), "madoguchi-before-"));
  const client = new pg.Client({ connectionString: database.url });
  try {
    for (const name of await readdir(migrationsDirectory)) {
      if (name < "135") await copyFile(join(migrationsDirectory, name), join(older, name));
    }
    await migrate(database.url, older);
    await client.connect();
    const [official, facility, application, event] = [newId(), newId(), newId(), newId()];
    await client.query(
      `insert into account (id, realm, mail, name, role, password_hash, created_at)
       values ($1, 'office', 'o@example.jp', '審査 花子', 'reviewer', '', now())`,
      [official],
    );
    await client.query(
      `insert into facility (id, kind, code, prefecture_code, name, founder, postal_code, address, phone, created_at)
       values ($1, 'medical', '1310000018', '13', '架空医院', '架空 太郎', '1000013', '東京都', '0300000000', now())`,
      [facility],
    );
    await client.query(
      `insert into usage_application (id, facility_id, state, form, form_version, created_at, updated_at, submitted_at)
       values ($1, $2, 'returned', '{}', 1, now(), now(), now())`,
      [application, facility],
    );
    await client.query(
      `insert into usage_application_event (id, application_id, at, kind, role, actor_id, reason, fields, remarks)
       values ($1, $2, now(), 'returned', 'reviewer', $3, '番地がありません。', '["contactName", "contactPhone"]',
         '{"contactPhone": "つながる番号をお願いします。"}')`,
      [event, application, official],
    );
    await migrate(database.url, migrationsDirectory);
    const { rows } = await client.query(
      `select point.field, point.message, returned.resolved_at is null as open, returned.deadline > now() as due
       from usage_application_event event join desk_return returned on returned.id = event.return_id
       join desk_return_point point on point.return_id = returned.id order by point.position`,
    );
    expect(rows).toEqual([
      { field: "", message: "番地がありません。", open: true, due: true },
      { field: "contactName", message: "", open: true, due: true },
      { field: "contactPhone", message: "つながる番号をお願いします。", open: true, due: true },
    ]);
  } finally {
    await client.end();
    await rm(older, { recursive: true });
  }
});
