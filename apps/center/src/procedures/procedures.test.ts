/** From the notification to its day: what is told before, who decides, what the day does, and that it does it once. */
import { createClient, problemSlug } from "@madoguchi/contract";
import type { TerminalIdentity } from "@madoguchi/contract";
import { checkDigit, formatDate, tokyoToday } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  TEST_PASSWORD,
  TEST_SECRET_KEY,
  official,
  registerFacility,
  startTestCenter,
} from "@madoguchi/test";
import type { FacilityPerson, TestCenter, Visit, Visitor } from "@madoguchi/test";
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configSchema } from "../config.ts";
import { detailsOn, findFacilityByCode, insertMaster } from "../facilities/index.ts";
import { seedProgrammes } from "../grants/index.ts";
import { insertAppAccount, insertTerminal } from "../terminals/index.ts";
import { takeDueEffects } from "./actions/take-effect.ts";

let daysAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ hours: daysAhead * 24 }) };
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

const today = () => tokyoToday(clock);
const day = (date: Temporal.PlainDate) => ({
  "effectiveOn.year": String(date.year),
  "effectiveOn.month": String(date.month),
  "effectiveOn.day": String(date.day),
});
const versionOn = ({ html }: Visit) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";

async function facilityOf({ facilityCode }: Pick<FacilityPerson, "facilityCode">) {
  const facility = await findFacilityByCode(db, facilityCode);
  if (!facility) throw new Error(`no facility ${facilityCode}`);
  return facility;
}

/** The hourly job, twice at a time: as two machines would, that both believe to be the one. */
async function midnight(): Promise<void> {
  const config = configSchema.parse({
    databaseUrl: center.databaseUrl,
    secretKey: TEST_SECRET_KEY,
    publicUrl: "http://localhost",
    smtpUrl: "smtp://localhost",
    filesDirectory: center.filesDirectory,
  });
  const both = { config, db, clock };
  await Promise.all([takeDueEffects(both), takeDueEffects(both)]);
}

async function done(id: string): Promise<number> {
  const rows = await db
    .selectFrom("facilityProcedureEvent")
    .select("id")
    .where("procedureId", "=", id)
    .where("kind", "=", "done")
    .execute();
  return rows.length;
}

const idOf = ({ path }: Visit) => path.split("/").at(-1) ?? "";

async function approve(id: string): Promise<Visit> {
  const path = `/office/procedures/${id}`;
  return reviewer.post(`${path}/approve`, { version: versionOn(await reviewer.get(path)) });
}

/** A device of the facility, put straight into the database. */
async function terminalOf(person: FacilityPerson): Promise<TerminalIdentity> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  );
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const { id: facilityId } = await facilityOf(person);
  const account = { id: newId(), facilityId, userId: `W8${person.facilityCode.slice(3, 9)}` };
  const now = clock.now();
  const terminalId = newId();
  await transaction(db, async (tx) => {
    await insertAppAccount(tx, { ...account, createdAt: now });
    await insertTerminal(tx, {
      id: terminalId,
      appAccountId: account.id,
      facilityId,
      keyX: x,
      keyY: y,
      name: "受付1",
      kind: "windows",
      registeredAt: now,
      lastSeenAt: now,
      removedAt: null,
    });
  });

  return { terminalId, privateKey };
}

/** What a terminal hears when it asks who it is. */
async function heardBy(identity: TerminalIdentity): Promise<string> {
  const client = createClient({
    baseUrl: center.url,
    now: () => clock.now().epochMilliseconds,
  });
  const result = await client.self(identity);
  if (result.ok) return "welcome";

  return result.kind === "problem" ? problemSlug(result.problem) : result.kind;
}

const newcomer = () => registerFacility(center);

/** After days the session is over. */
async function signInAgain(person: FacilityPerson): Promise<FacilityPerson> {
  const visitor = center.visitor();
  await visitor.post("/sign-in", { mail: person.mail, password: TEST_PASSWORD });

  return { ...person, visitor };
}

async function notify(
  { visitor }: FacilityPerson,
  kind: string,
  effectiveOn: Temporal.PlainDate,
  values: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  return visitor.post(`/procedures/${kind}`, { ...values, ...day(effectiveOn) });
}

const details = {
  name: "架空新名称医院",
  postalCode: "100-0013",
  address: "東京都千代田区霞が関1-2-2（架空）",
  phone: "03-0000-0000",
};

describe("休止 and 再開", () => {
  test("are told before, come on their day, and stop the terminals for exactly those days", async () => {
    const person = await newcomer();
    const terminal = await terminalOf(person);
    const preview = await person.visitor.post(
      "/procedures/suspend/preview",
      day(today().add({ days: 2 })),
    );
    expect(preview.html).toContain(
      `${formatDate(today().add({ days: 2 }))}から、端末1台で資格を確認できなくなります`,
    );
    const sent = await notify(person, "suspend", today().add({ days: 2 }));
    expect(sent.html).toContain("予定の日を待っています");
    expect((await center.mailTo(person.mail)).subject).toContain("休止の手続きを受け付けました");
    expect(await heardBy(terminal)).toBe("welcome");
    await midnight();
    expect(await done(idOf(sent))).toBe(0);

    daysAhead += 2;
    // Before any job has run: the day alone decides.
    expect(await heardBy(terminal)).toBe("facility-suspended");
    await midnight();
    await midnight();
    expect(await done(idOf(sent))).toBe(1);
    expect((await center.mailTo(person.mail)).subject).toContain("休止の日になりました");

    const back = await signInAgain(person);
    expect((await notify(back, "suspend", today().add({ days: 1 }))).status).toBe(409);
    const tooEarly = await notify(back, "resume", today());
    expect(tooEarly.html).toContain("より後の日を入力してください");
    const resumed = await notify(back, "resume", today().add({ days: 30 }));
    daysAhead += 29;
    expect(await heardBy(terminal)).toBe("facility-suspended");
    daysAhead += 1;
    expect(await heardBy(terminal)).toBe("welcome");
    await midnight();
    expect(await done(idOf(resumed))).toBe(1);
  });

  test("can be taken back until the day", async () => {
    const person = await newcomer();
    const sent = await notify(person, "suspend", today().add({ days: 3 }));
    const withdrawn = await person.visitor.post(`/procedures/records/${idOf(sent)}/withdraw`, {});
    expect(withdrawn.html).toContain("取り下げました");
    expect((await facilityOf(person)).suspendedFrom).toBeNull();
    const now = await notify(person, "suspend", today());
    expect(now.html).toContain("切り替わりました");
    const late = await person.visitor.post(`/procedures/records/${idOf(now)}/withdraw`, {});
    expect([late.status, late.html.includes("もう取り下げられません")]).toEqual([409, true]);
  });
});

test("廃止 refuses the terminals from its day, stops the accounts once, and leaves the record readable", async () => {
  const person = await newcomer();
  const terminal = await terminalOf(person);
  const sent = await notify(person, "close", today().add({ days: 1 }));
  expect((await notify(person, "code", today(), { code: codeOf("700001") })).status).toBe(409);
  daysAhead += 1;
  expect(await heardBy(terminal)).toBe("facility-closed");
  await midnight();
  expect(await done(idOf(sent))).toBe(1);
  const { id } = await facilityOf(person);
  const stops = await db
    .selectFrom("auditEvent")
    .select("actorId")
    .where("facilityId", "=", id)
    .where("action", "=", "app-account.stopped")
    .execute();
  expect(stops).toEqual([{ actorId: "procedures" }]);
  const back = await signInAgain(person);
  const page = await back.visitor.get("/procedures");
  expect(page.html).toContain("廃止");
  expect((await back.visitor.get("/procedures/details")).html).toContain(
    "この施設は廃止されています",
  );
});

describe("a change of details", () => {
  test("waits for an official, is returned and mended, and holds from its day: before it the old name stands", async () => {
    const person = await newcomer();
    const from = today().add({ days: 5 });
    const nothing = await notify(person, "details", from, {
      ...details,
      name: person.facilityName,
    });
    expect([nothing.status, nothing.html.includes("変わるところがありません")]).toEqual([
      422,
      true,
    ]);
    const sent = await notify(person, "details", from, details);
    expect(sent.html).toContain("審査しています");
    const id = idOf(sent);
    const queue = await reviewer.get("/office/procedures");
    expect(queue.html).toContain(person.facilityName);
    const path = `/office/procedures/${id}`;
    const review = await reviewer.get(path);
    expect(review.html).toContain("架空新名称医院");
    expect(review.html).toContain("名簿に記載なし");
    const version = versionOn(review);
    expect((await reviewer.post(`${path}/return`, { version, reason: " " })).status).toBe(422);
    await reviewer.post(`${path}/return`, {
      version,
      code: "differs",
      reason: "通知書の名称と違います。",
      "remarks.name": "通知書では「診療所」です。",
    });
    // What was pressed on the page from before.
    expect((await reviewer.post(`${path}/approve`, { version })).status).toBe(409);
    await center.mailTo(person.mail);
    const { text } = await center.mailTo(person.mail);
    expect(text).toContain("通知書の名称と違います。");
    expect(text).toContain(`直しの期限：${formatDate(today().add({ days: 14 }))}まで`);

    const form = await person.visitor.get(`/procedures/details?again=${id}`);
    expect(form.html).toContain("通知書の名称と違います。");
    expect(form.html).toContain('value="架空新名称医院"');
    expect(form.html).toContain("審査担当から：通知書では「診療所」です。");
    const mended = await notify(person, "details", from, {
      ...details,
      name: "架空新名称診療所",
      again: id,
      version: versionOn(form),
    });
    expect(idOf(mended)).toBe(id);
    await approve(id);
    expect((await facilityOf(person)).name).toBe(person.facilityName);

    daysAhead += 5;
    await midnight();
    await midnight();
    expect(await done(id)).toBe(1);
    const facility = await facilityOf(person);
    expect(facility.name).toBe("架空新名称診療所");
    expect((await detailsOn(db, facility.id, from.subtract({ days: 1 })))?.name).toBe(
      person.facilityName,
    );
    expect((await detailsOn(db, facility.id, from))?.name).toBe("架空新名称診療所");
    expect(await detailsOn(db, facility.id, from.subtract({ days: 365 }))).toBeUndefined();
  });

  test("of the telephone alone needs nobody's word; what is known of days before stays", async () => {
    const person = await newcomer();
    const sent = await notify(person, "details", today(), {
      ...details,
      name: person.facilityName,
      phone: "03-1111-2222",
    });
    expect(sent.html).toContain("切り替わりました");
    expect(await facilityOf(person)).toMatchObject({
      phone: "0311112222",
      name: person.facilityName,
    });
    const before = await notify(person, "founder", today().subtract({ days: 1 }), {
      founder: "架空 花子",
    });
    expect(before.html).toContain("いまの登録は");
  });
});

function codeOf(number: string): string {
  const payload = `131${number.slice(0, 6)}`;

  return payload + checkDigit(payload);
}

test("a new code is a new record beside the old one: people, approvals and devices go along, the past stays", async () => {
  const person = await newcomer();
  const terminal = await terminalOf(person);
  const old = await facilityOf(person);
  const from = today().add({ days: 1 });
  const wrong = await notify(person, "code", from, { code: "1310000000" });
  expect(wrong.html).toContain("検証番号が合いません");
  const same = await notify(person, "code", from, { code: person.facilityCode });
  expect(same.html).toContain("いまのコードと同じです");
  const code = codeOf("710001");
  await transaction(db, (tx) =>
    insertMaster(tx, [
      {
        code,
        kind: "medical",
        prefectureCode: "13",
        name: person.facilityName,
        founder: null,
        postalCode: null,
        address: null,
        phone: null,
        designatedOn: null,
        designatedUntil: null,
        source: "架空厚生局の一覧表",
        listedOn: today(),
        leftOn: null,
      },
    ]),
  );
  const sent = await notify(person, "code", from, { code: `${code.slice(0, 3)}-${code.slice(3)}` });
  const review = await reviewer.get(`/office/procedures/${idOf(sent)}`);
  expect(review.html).toContain("名簿と同じ");
  await approve(idOf(sent));
  expect(await heardBy(terminal)).toBe("welcome");

  daysAhead += 1;
  expect(await heardBy(terminal)).toBe("facility-closed");
  await midnight();
  await midnight();
  const fresh = await facilityOf({ facilityCode: code });
  expect(fresh).toMatchObject({ predecessorId: old.id, name: old.name, closedOn: null });
  expect((await facilityOf(person)).closedOn?.toString()).toBe(from.toString());
  const accounts = await db
    .selectFrom("appAccount")
    .select(["facilityId", "stoppedAt"])
    .where("facilityId", "in", [old.id, fresh.id])
    .orderBy("createdAt")
    .execute();
  expect(accounts.map(({ facilityId, stoppedAt }) => [facilityId, stoppedAt !== null])).toEqual([
    [old.id, true],
    [fresh.id, false],
  ]);
  const { visitor } = await signInAgain(person);
  const page = await visitor.get("/procedures");
  expect(page.html).toContain(code);
  const headerOf = ({ html }: { html: string }) => /mg-header-person.*?<\/p>/s.exec(html)?.[0];
  expect(headerOf(page)).toContain(`${old.name}（${code}）`);
  const both = await visitor.get("/account/facility");
  expect(both.html).toContain("に廃止、またはコードを変更");
  const before = await visitor.post("/account/facility", { facility: old.id });
  expect(headerOf(before)).toContain(`${old.name}（${old.code}）`);
});

test("a grant that is applied for under the old code is not given again under the new one", async () => {
  const person = await newcomer();
  const old = await facilityOf(person);
  const code = codeOf("720001");
  await transaction(db, async (tx) => {
    await seedProgrammes(tx, today());
    await tx
      .insertInto("grantApplication")
      .values({
        id: newId(),
        facilityId: old.id,
        programmeCode: "chiiki-shinryo-joho-renkei",
        state: "draft",
        once: true,
        costsForm: {},
        accountForm: {},
        createdAt: clock.now(),
        updatedAt: clock.now(),
        version: 1,
      })
      .execute();
  });
  await approve(idOf(await notify(person, "code", today(), { code })));
  const start = await person.visitor.post("/grants", { programme: "chiiki-shinryo-joho-renkei" });
  expect([start.status, start.html.includes("前のコードで申請した補助金があります")]).toEqual([
    409,
    true,
  ]);
});

test("nobody else's procedures are seen, taken back or handed in again", async () => {
  const person = await newcomer();
  const other = await newcomer();
  const sent = await notify(person, "details", today(), details);
  const path = `/procedures/records/${idOf(sent)}`;
  expect((await other.visitor.get(path)).status).toBe(404);
  expect((await other.visitor.post(`${path}/withdraw`, {})).status).toBe(404);
  expect((await center.visitor().get("/procedures/close")).path).toContain("/sign-in");
  expect((await center.visitor().get("/procedures")).html).toContain("コードの変更");
  expect((await person.visitor.get("/office/procedures")).path).toContain("/office/sign-in");
});
