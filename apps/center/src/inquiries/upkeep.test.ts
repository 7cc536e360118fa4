import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@madoguchi/notation";
import { enqueue, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actionOf, answer, ask, formOf, numberOf, question } from "./inquiries.fixture.ts";

let daysAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ hours: 24 * daysAhead }) };
let center: TestCenter;
let db: Db;
beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

/** The worker's, as on any day; done when the job is gone. */
async function run(job: "end-idle-inquiries" | "forget"): Promise<void> {
  await transaction(db, (tx) => enqueue(tx, job, {}));
  await expect
    .poll(async () => {
      const { rows } = await sql`
        select from graphile_worker.jobs where task_identifier = ${job}`.execute(db);
      return rows.length;
    })
    .toBe(0);
}

async function stateOf(number: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select state from inquiry where number = ${number}`.execute(db);

  return rows[0]?.state;
}

async function isEscalated(number: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ escalated: boolean }>`
    select escalated_at is not null as escalated from inquiry where number = ${number}`.execute(db);

  return rows[0]?.escalated;
}

test("who owes a word is told three days before, and only then it ends; what waits for us never does", async () => {
  daysAhead = 0;
  const [clinic, office] = await Promise.all([registerFacility(center), official(center)]);
  const ours = numberOf(await ask(clinic.visitor));
  const theirs = numberOf(await ask(clinic.visitor));
  await answer(office, theirs);
  await center.mailTo(clinic.mail);

  // What waits for us is handed on after five days; what waits for them is not.
  daysAhead = 4;
  await run("end-idle-inquiries");
  expect(await isEscalated(ours)).toBe(false);
  daysAhead = 6;
  await run("end-idle-inquiries");
  expect([await isEscalated(ours), await isEscalated(theirs)]).toEqual([true, false]);

  daysAhead = 10;
  await run("end-idle-inquiries");
  expect(await stateOf(theirs)).toBe("answered");

  // The machine was away when it should have told them: the end waits as well.
  daysAhead = 14;
  await run("end-idle-inquiries");
  expect((await center.mailTo(clinic.mail)).subject).toContain("まもなく終了します");
  expect(await stateOf(theirs)).toBe("answered");
  await run("end-idle-inquiries");
  expect(await stateOf(theirs)).toBe("answered");

  daysAhead = 17;
  await run("end-idle-inquiries");
  expect(await stateOf(theirs)).toBe("closed");
  expect(await stateOf(ours)).toBe("new");
});

test("what a guest never confirmed is gone after a day, with its files", async () => {
  daysAhead = 20;
  const visitor = center.visitor();
  const second = await visitor.post("/inquiries/new", question);
  const action = actionOf(second, "/inquiries");
  const contact = { name: "架空 次郎", mail: "once@example.jp" };
  const paper = new File(["%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"], "紙.pdf");
  await visitor.upload(action, formOf({ ...question, ...contact }, [paper]));
  const { text = "" } = await center.mailTo(contact.mail);
  const number = /受付番号：(Q-\S+)/.exec(text)?.[1] ?? "";
  const key = new URL(action, "http://localhost").searchParams.get("key") ?? "";
  const folder = join(center.filesDirectory, "named", "inquiries", key);
  expect(await readdir(folder)).toHaveLength(1);

  await run("forget");
  expect(await stateOf(number)).toBe("unconfirmed");
  daysAhead = 22;
  await run("forget");
  expect(await stateOf(number)).toBeUndefined();
  await expect(readdir(folder)).rejects.toThrow("ENOENT");
});
