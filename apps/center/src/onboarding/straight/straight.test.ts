/** What a rule approves, what it leaves to people, and how people stop it. */
import { tokyoToday } from "@madoguchi/notation";
import type { Clock } from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { official, registerFacility, startTestCenter, TEST_SECRET_KEY } from "@madoguchi/test";
import type { TestCenter, Visit, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { configSchema } from "../../config.ts";
import { deskJobs } from "../../desk/index.ts";
import { recountAll } from "../../statistics/index.ts";
import { usageApplicationQueue } from "../index.ts";
import { handedInAs } from "../store/applications.ts";
import { judgeApplication } from "./actions.ts";
import { drawnFrom } from "./draw.ts";
import { insertSpotless } from "./straight.fixture.ts";
import type { Spotless } from "./straight.fixture.ts";

let minutesAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ minutes: minutesAhead }) };
let center: TestCenter;
let db: Db;
let approver: Visitor;
let reviewer: Visitor;

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
  [approver, reviewer] = [await official(center), await official(center, ["reviewer"])];
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const PATH = "/office/straight-through";
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

/** As the worker does each minute. */
const takeEffects = () => deskJobs(place(), [usageApplicationQueue])["take-decision-effects"]({});

const termsFrom = (day: Temporal.PlainDate, isOn: "on" | "off") => ({
  "effectiveFrom.year": String(day.year),
  "effectiveFrom.month": String(day.month),
  "effectiveFrom.day": String(day.day),
  isOn,
  samplePercent: "10",
  holdMinutes: "30",
});

/** Proposed by one, confirmed by another. */
async function decideTerms(kind: string, terms: ReturnType<typeof termsFrom>): Promise<void> {
  const proposed = await approver.post(`${PATH}/${kind}`, terms);
  expect(proposed.path).toContain(`${PATH}/proposals/`);
  expect((await approver.post(`${proposed.path}/confirm`, {})).status).toBe(409);
  const second = await official(center);
  expect((await second.post(`${proposed.path}/confirm`, {})).html).toContain("確認済み");
}

/** A seed whose draw is, or is not, in the sample. */
async function seedFor({ id }: Spotless, isInSample: boolean): Promise<string> {
  const aboutId = await handedInAs(db, id);
  for (let seed = 0; ; seed += 1) {
    if (drawnFrom(String(seed), aboutId) < 10 === isInSample) return String(seed);
  }
}

async function judge(spotless: Spotless, isInSample = false): Promise<void> {
  await judgeApplication(place(), spotless.id, await seedFor(spotless, isInSample));
}

async function judgmentOf({ id }: Spotless) {
  return db
    .selectFrom("straightJudgment")
    .selectAll()
    .where("applicationId", "=", id)
    .executeTakeFirst();
}

async function stateOf({ id }: Spotless): Promise<string> {
  const { state } = await db
    .selectFrom("usageApplication")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

  return state;
}

test("nothing is approved by rule until two officials say so, and whoever stops it stops what was planned", async () => {
  const before = await insertSpotless(db, clock);
  await judge(before);
  expect(await judgmentOf(before)).toBeUndefined();
  expect((await reviewer.get(PATH)).html).not.toContain("使っています<");
  expect((await reviewer.get(before.path)).html).not.toContain("自動の審査");
  expect((await reviewer.post(`${PATH}/dental`, termsFrom(tokyoToday(clock), "on"))).status).toBe(
    403,
  );

  const today = tokyoToday(clock);
  const wrong = { ...termsFrom(today, "on"), samplePercent: "0" };
  const refused = await approver.post(`${PATH}/dental`, wrong);
  expect([refused.status, refused.html.includes("1から100まで")]).toEqual([422, true]);
  const late = await approver.post(`${PATH}/dental`, termsFrom(today.subtract({ days: 1 }), "on"));
  expect([late.status, late.html.includes("始まりの日が過ぎています")]).toEqual([409, true]);
  // On in a week, and stopped before: it is not on in a week.
  await decideTerms("pharmacy", termsFrom(today.add({ days: 7 }), "on"));
  await decideTerms("pharmacy", termsFrom(today, "off"));
  const { isOn } = await db
    .selectFrom("straightTerms")
    .select("isOn")
    .where("kind", "=", "pharmacy")
    .where("effectiveFrom", "<=", today.add({ days: 8 }))
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(isOn).toBe(false);
  await decideTerms("dental", termsFrom(today, "on"));
  expect((await reviewer.get(PATH)).html).toContain("使っています<");
});

test("a spotless application is held, and has effect without any official", async () => {
  const spotless = await insertSpotless(db, clock);
  await judge(spotless);
  expect((await judgmentOf(spotless))?.leftBecause).toBeNull();
  expect((await reviewer.get("/office")).html).not.toContain(`>${spotless.name}<`);
  const page = (await reviewer.get(spotless.path)).html;
  expect(page).toContain("人は決めていません。");
  expect(page).toContain("名称、所在地、電話番号が同じです。".replace("名称", "施設の名称"));
  expect(page).toContain("自動の決定を止める");
  expect(page).not.toContain("/approve");
  // Twice judged is judged once.
  await judge(spotless);
  await takeEffects();
  expect(await stateOf(spotless)).toBe("submitted");

  minutesAhead += 31;
  await takeEffects();
  expect(await stateOf(spotless)).toBe("approved");
  const letter = await center.mailTo(spotless.mail);
  expect(letter.subject).toBe("【窓口】利用申請を承認しました");
  expect(letter.text).toContain("決まりに沿って自動で行いました。");
  const deeds = await db
    .selectFrom("auditEvent")
    .select(["action", "actorKind", "actorId"])
    .where("subjectId", "=", spotless.id)
    .orderBy("at")
    .orderBy("id")
    .execute();
  const rule = { actorKind: "system", actorId: "straight-through" };
  expect(deeds).toEqual([
    { action: "case.decided", ...rule },
    { action: "usage-application.judged", ...rule },
    { action: "usage-application.approved", ...rule },
  ]);
  const after = (await reviewer.get(spotless.path)).html;
  expect(after).toContain("自動の審査");
  expect(after).toContain("人は決めていません。");
  await recountAll({ db, clock });
  const counted = await db
    .selectFrom("answerTime")
    .select(["work", "answers"])
    .where("facilityKind", "=", "dental")
    .where("prefectureCode", "=", "")
    .execute();
  expect(counted).toEqual([{ work: "usage-application-by-rule", answers: 1 }]);
});

test("anybody of the office stops it before it has effect, and then people decide", async () => {
  const spotless = await insertSpotless(db, clock);
  await judge(spotless);
  const held = await reviewer.get("/office/desk/usage-application/held");
  expect(held.html).toContain(spotless.name);
  const undone = await reviewer.post(`/office/desk/usage-application/${spotless.id}/undo`, {});
  expect(undone.html).toContain("決定を取り消しました");
  expect(undone.html).toContain("自動の承認は、効力が生じる前に人が止めました。");
  await judge(spotless);
  minutesAhead += 31;
  await takeEffects();
  expect(await stateOf(spotless)).toBe("submitted");
  // Nor does what was stopped let another program approve.
  const byHand = db
    .updateTable("usageApplication")
    .set({ state: "approved", decidedAt: clock.now() })
    .where("id", "=", spotless.id)
    .execute();
  await expect(byHand).rejects.toThrow("lacks approvers");
  expect((await reviewer.get(PATH)).html).toContain("うち人が止めた");
  await reviewer.post(`/office/desk/usage-application/${spotless.id}/release`, {});
  approver = await official(center);
  const version = versionOn(await approver.get(spotless.path));
  await approver.post(`${spotless.path}/approve`, { version });
  expect(await stateOf(spotless)).toBe("approved");
  expect((await approver.get(spotless.path)).html).not.toContain("人は決めていません。");
});

test("a sample goes to people, says so, and can be drawn again", async () => {
  const spotless = await insertSpotless(db, clock);
  await judge(spotless, true);
  const judgment = await judgmentOf(spotless);
  expect(judgment?.leftBecause).toBe("sample");
  expect(judgment?.drawn).toBe(drawnFrom(judgment?.seed ?? "", judgment?.aboutId ?? ""));
  const list = await reviewer.get(`/office?q=${encodeURIComponent(spotless.name)}`);
  expect(list.html).toContain("抜取りの確認");
  const page = (await reviewer.get(spotless.path)).html;
  expect(page).toContain("抜取りのくじに当たったため、人が審査します。");
  expect(page).toContain(judgment?.seed);
});

test("what an official holds is theirs", async () => {
  const spotless = await insertSpotless(db, clock);
  await reviewer.post(`/office/desk/usage-application/${spotless.id}/take`, {});
  await judge(spotless);
  expect((await judgmentOf(spotless))?.leftBecause).toBe("official");
  const page = (await reviewer.get(spotless.path)).html;
  expect(page).toContain("担当者が扱っていたため、人が審査します。");
  expect(page).toContain("あなたが担当しています");
});

test.each([
  ["listed", "取り込んだ名簿にありません", null],
  ["listed", "の名簿にはない施設です", { leftOn: tokyoToday(systemClock) }],
  ["same", "施設の名称が違います", { name: "別の歯科" }],
  ["same", "電話番号が違います", { phone: "0312345678" }],
  ["same", "名簿に所在地がないため", { address: null }],
] as const)("people decide where it is not %s: %s", async (key, evidence, listed) => {
  const spotless = await insertSpotless(db, clock, listed);
  await judge(spotless);
  const judgment = await judgmentOf(spotless);
  expect(judgment?.leftBecause).toBe("rules");
  const condition = judgment?.findings.find((each) => each.key === key);
  expect(condition).toMatchObject({ holds: false });
  expect(condition?.evidence).toContain(evidence);
  expect((await reviewer.get(spotless.path)).html).toContain("満たさない条件があるため");
});

test("people decide what was returned before, what looks like another, and what has an open hint", async () => {
  const [first, second] = [await insertSpotless(db, clock), await insertSpotless(db, clock)];
  await db
    .updateTable("facility")
    .set({ name: first.name })
    .where("id", "=", second.facilityId)
    .execute();
  const past = tokyoToday(clock).subtract({ days: 400 });
  const other = await insertSpotless(db, clock);
  await sql`
    update usage_application_event set form = jsonb_set(form, '{plannedStartOn.year}', to_jsonb(${String(past.year)}::text))
    where application_id = ${other.id}`.execute(db);
  await judge(first);
  await judge(other);
  const failed = async (spotless: Spotless) =>
    (await judgmentOf(spotless))?.findings.filter(({ holds }) => !holds).map(({ key }) => key);
  expect(await failed(first)).toEqual(["duplicate"]);
  expect(await failed(other)).toEqual(["hints"]);

  const third = await insertSpotless(db, clock);
  const officer = await official(center);
  const version = versionOn(await officer.get(third.path));
  const words = { code: "wrong", reason: "番地がありません。" };
  await officer.post(`${third.path}/return`, { version, ...words });
  await db
    .updateTable("usageApplication")
    .set({ state: "submitted" })
    .where("id", "=", third.id)
    .execute();
  await judge(third);
  expect(await failed(third)).toEqual(["unblemished"]);
});

test("whoever applies is told, and the worker judges what was handed in", async () => {
  const person = await registerFacility(center, "dental");
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
  const words = "審査の一部は自動で行います。";
  expect(confirm.html).toContain(words);
  const sent = await person.visitor.post("/usage-application/submit", {
    version: versionOn(confirm),
  });
  expect(sent.html).toContain(words);
  expect((await center.mailTo(person.mail)).text).toContain(words);
  const judged = await vi.waitFor(
    () =>
      db
        .selectFrom("straightJudgment")
        .innerJoin("usageApplication", "usageApplication.id", "straightJudgment.applicationId")
        .innerJoin("facility", "facility.id", "usageApplication.facilityId")
        .select("straightJudgment.leftBecause")
        .where("facility.code", "=", person.facilityCode)
        .executeTakeFirstOrThrow(),
    { timeout: 20_000 },
  );
  // It is not in the list.
  expect(judged.leftBecause).toBe("rules");
});
