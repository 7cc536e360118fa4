import { mailTemplates, openDatabase, queueMail, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { addMember, official, registerFacility, startTestCenter } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

const UNREACHABLE = "/office/unreachable-addresses";

let center: TestCenter;
let db: Db;

beforeAll(async () => {
  center = await startTestCenter(undefined, {
    bounceAddress: "bounces@example.jp",
    mailStopAfter: 2,
  });
  db = openDatabase(center.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

async function send(to: string): Promise<void> {
  const [letter] = mailTemplates().flatMap(({ examples }) => examples());
  if (!letter) throw new Error("there is no kind of mail");
  await transaction(db, (tx) => queueMail(tx, { ...letter, to }));
}

async function known(address: string) {
  const row = await db
    .selectFrom("unreachableAddress")
    .selectAll()
    .where("address", "=", address)
    .executeTakeFirst();

  return row && { failures: row.failures, status: row.status, stopped: row.stoppedAt !== null };
}

/** How often it was tried to send what waits for this address; none where nothing waits. */
async function attempts(address: string): Promise<number[]> {
  const { rows } = await sql<{ attempts: number }>`
    select attempts from graphile_worker._private_jobs where payload ->> 'to' = ${address}`.execute(
    db,
  );

  return rows.map((row) => row.attempts);
}

test("an address that is refused is counted, told of, stopped, and taken up again by its person", async () => {
  const person = await registerFacility(center);
  const colleague = await addMember(center, person.facilityCode, ["accounting"]);
  center.answerMailTo(person.mail, "550 5.1.1 User unknown");

  await send(person.mail);
  await expect.poll(() => known(person.mail)).toMatchObject({ failures: 1, status: "5.1.1" });
  expect(await attempts(person.mail)).toEqual([]);
  const told = await center.mailTo(colleague.mail);
  expect(told.subject).toBe("【窓口】担当者のメールアドレスに届きません");
  expect(told.text).toContain(person.mail);
  expect(told.text).toContain("そのアドレスの受信箱がありません。");

  await send(person.mail);
  await expect.poll(() => known(person.mail)).toMatchObject({ failures: 2, stopped: true });
  // Taken by the server now; and still nothing is sent there.
  center.answerMailTo(person.mail, null);
  await send(person.mail);
  await expect.poll(() => attempts(person.mail)).toEqual([]);
  expect(await known(person.mail)).toMatchObject({ failures: 2, stopped: true });

  const home = await person.visitor.get("/home");
  expect(home.html).toContain("あなたのメールアドレスに、メールが届いていません");
  expect(home.html).toContain("このアドレスへのメールを止めています。");
  expect((await colleague.visitor.get("/home")).html).not.toContain("メールが届いていません");
  const after = await person.visitor.post("/account/mail/again", {});
  expect(after.html).not.toContain("メールが届いていません");
  // The first that arrives since: of what was stopped nothing comes after all.
  expect((await center.mailTo(person.mail)).subject).toBe("【窓口】メールが届くことの確認");
  expect(await known(person.mail)).toBeUndefined();
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where subject_kind = 'mail-address' order by at, id`.execute(db);
  expect(rows.map(({ action }) => action)).toEqual([
    "mail.undeliverable",
    "mail.undeliverable",
    "mail.stopped",
    "mail.resumed",
  ]);
});

test("the office sees the address, why, and whose; and sends again", async () => {
  const person = await registerFacility(center);
  center.answerMailTo(person.mail, "552 5.2.2 Mailbox full");
  await send(person.mail);
  await send(person.mail);
  await expect.poll(() => known(person.mail)).toMatchObject({ stopped: true });

  const callCenter = await official(center, ["callCenter"]);
  const page = await callCenter.get(UNREACHABLE);
  expect(page.html).toContain(person.mail);
  expect(page.html).toContain(`受付 花子（${person.facilityName}）`);
  expect(page.html).toContain("受信箱がいっぱいです。（5.2.2）");
  const [, action = ""] = /action="(\/office\/unreachable-addresses\/[^"]+)"/.exec(page.html) ?? [];
  expect((await callCenter.post(action, {})).html).not.toContain(person.mail);
  expect(await known(person.mail)).toBeUndefined();
  expect((await callCenter.post(action, {})).html).toContain("もう一覧にありません");

  const editor = await official(center, ["editor"]);
  expect((await editor.get(UNREACHABLE)).status).toBe(200);
  expect((await editor.post(action, {})).status).toBe(403);
});

test("what a server puts off, or says of us, is no fault of the address, and is tried again", async () => {
  center.answerMailTo("busy@example.jp", "450 4.2.0 Greylisted");
  center.answerMailTo("relay@example.jp", "554 5.7.1 Relay access denied");
  await send("busy@example.jp");
  await send("relay@example.jp");
  await expect.poll(() => attempts("relay@example.jp")).toEqual([1]);
  await expect.poll(async () => (await attempts("busy@example.jp")).at(0)).toBeGreaterThan(0);
  center.answerMailTo("busy@example.jp", null);

  expect((await center.mailTo("busy@example.jp")).returnPath).toMatch(
    /^bounces\+[\da-f-]{36}@example\.jp$/,
  );
  expect(await known("busy@example.jp")).toBeUndefined();
  expect(await known("relay@example.jp")).toBeUndefined();
});
