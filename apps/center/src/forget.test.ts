import type { Clock } from "@madoguchi/notation";
import {
  enqueue,
  mailTemplates,
  openDatabase,
  queueMail,
  systemClock,
  transaction,
} from "@madoguchi/platform";
import { registerFacility, startTestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import { expect, test } from "vitest";

test("what was needed for a while only is gone after its time, and that is on record", async () => {
  let hoursAhead = 0;
  const clock: Clock = { now: () => systemClock.now().add({ hours: hoursAhead }) };
  const center = await startTestCenter(clock);
  const db = openDatabase(center.databaseUrl);
  const counts = async () => {
    const { rows } = await sql<Record<string, number>>`
      select (select count(*) from session) as sessions,
        (select count(*) from throttle) as attempts,
        (select count(*) from registration) as registrations,
        (select count(*) from graphile_worker.jobs where task_identifier = 'send-mail') as mails,
        (select count(*) from audit_event where action = 'center.forgot') as nights`.execute(db);

    return rows[0];
  };
  /** The night's work, done by the worker as on any night. */
  const night = async (nights: number) => {
    await transaction(db, (tx) => enqueue(tx, "forget", {}));
    await expect.poll(async () => (await counts())?.["nights"]).toBe(nights);
  };
  const { visitor } = await registerFacility(center);
  // A mail that was tried in vain, and is not tried again.
  await transaction(db, async (tx) => {
    const [letter] = mailTemplates().flatMap(({ examples }) => examples());
    if (!letter) throw new Error("there is no kind of mail");
    await queueMail(tx, { ...letter, to: "nobody", text: "架空 花子" });
    await sql`select graphile_worker.permanently_fail_jobs(array(select id from graphile_worker.jobs))`.execute(
      tx,
    );
  });

  await night(1);
  expect(await counts()).toMatchObject({ sessions: 1, registrations: 1, mails: 1 });
  expect((await visitor.get("/home")).path).toBe("/home");

  hoursAhead = 31 * 24;
  await night(2);
  expect(await counts()).toMatchObject({ sessions: 0, attempts: 0, registrations: 0, mails: 0 });
  await db.destroy();
  await center.close();
});
