/** Files of facilities and guests, with a server that speaks ClamAV's protocol. */
import { openDatabase } from "@madoguchi/platform";
import { EICAR, registerFacility, startFakeClamd } from "@madoguchi/test";
import type { FakeClamd, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  files,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  uploadForm,
} from "./grants/grants.fixture.ts";
import type { GrantCenter } from "./grants/grants.fixture.ts";
import { ask } from "./inquiries/inquiries.fixture.ts";

let clamd: FakeClamd;
let center: GrantCenter;
let visitor: Visitor;
let path: string;
beforeAll(async () => {
  clamd = await startFakeClamd();
  center = await startGrantCenter({ clamdAddress: clamd.address });
  const facility = await registerFacility(center);
  await finishIntroduction(center, facility.facilityCode);
  ({ visitor } = facility);
  path = await startApplication(visitor);
});
afterAll(async () => {
  await center.close();
  await clamd.close();
});

const pdf = (text: string) =>
  new File([`%PDF-1.4\n1 0 obj<<>>endobj\n%${text}\n%%EOF\n`], "領収書.pdf");

async function recorded(): Promise<string[]> {
  const db = openDatabase(center.databaseUrl);
  const events = await db
    .selectFrom("auditEvent")
    .select("action")
    .where("action", "like", "file.%")
    .orderBy("at")
    .execute();
  await db.destroy();

  return events.map(({ action }) => action);
}

test("what is infected is refused with what to do; what is clean is kept; while the daemon is away nothing is", async () => {
  const infected = await visitor.upload(`${path}/receipts`, uploadForm(pdf(EICAR)));
  expect(infected.status).toBe(422);
  expect(infected.html).toContain("ウイルスの疑いがあるため、受け取れません。");
  const asked = await ask(visitor, {}, [pdf(EICAR)]);
  expect(asked.status).toBe(422);
  expect(asked.html).toContain("「領収書.pdf」：ウイルスの疑いがあるため、受け取れません。");
  expect((await visitor.upload(`${path}/receipts`, uploadForm(pdf("clean")))).html).toContain(
    "領収書.pdf",
  );
  expect((await ask(visitor, {}, [files.png()])).path).toMatch(/^\/inquiries\/Q-/);
  expect(await recorded()).toEqual(["file.infected", "file.infected"]);

  clamd.mumble();
  const held = await visitor.upload(`${path}/receipts`, uploadForm(pdf("later")));
  expect(held.status).toBe(422);
  expect(held.html).toContain("いまはウイルスの検査ができないため、受け取れません。");
  expect((await recorded()).at(-1)).toBe("file.held-back");
});

test("a center may take files unsearched while the daemon is away, and that is on record", async () => {
  const other = await startGrantCenter({
    clamdAddress: "tcp://127.0.0.1:9",
    clamdWhenAway: "pass",
  });
  const { visitor: person } = await registerFacility(other);
  expect((await ask(person, {}, [pdf("clean")])).path).toMatch(/^\/inquiries\/Q-/);
  const db = openDatabase(other.databaseUrl);
  const events = await db
    .selectFrom("auditEvent")
    .select("action")
    .where("action", "like", "file.%")
    .execute();
  await db.destroy();
  await other.close();
  expect(events.map(({ action }) => action)).toEqual(["file.unscanned"]);
});
