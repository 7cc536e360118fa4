/** The queue that all works share: what it shows of whom, in which order, and whose a case is. */
import { tokyoDate, tokyoToday } from "@madoguchi/notation";
import { newId, openDatabase, systemClock } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { addOfficial, official, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visit, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertWaiting, spotless } from "./desk.fixture.ts";
import type { Waiting } from "./desk.fixture.ts";

let center: TestCenter;
let db: Db;
let one: Visitor;
let other: Visitor;
/** More than two pages, the oldest first. */
let waiting: readonly Waiting[];

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl, { max: 2 });
  one = await official(center);
  other = await official(center);
  waiting = await insertWaiting(
    db,
    Array.from({ length: 105 }, () => spotless),
  );
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const nothing = { id: "", name: "", at: systemClock.now() };
const at = (index: number): Waiting => waiting[index] ?? nothing;
const record = (index: number) => `/office/usage-applications/${at(index).id}`;
const desk = (index: number, deed: string) =>
  `/office/desk/usage-application/${at(index).id}/${deed}`;
const namesIn = ({ html }: Visit): string[] =>
  Array.from(html.matchAll(/>(待合第\d+施設)</g), ([, name = ""]) => name);
const linkIn = ({ html }: Visit, rel: string): string =>
  new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
const versionIn = ({ html }: Visit): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";
const names = (from: number, until: number) => waiting.slice(from, until).map(({ name }) => name);

const lastAudit = async (subjectId: string) =>
  db
    .selectFrom("auditEvent")
    .select(["action", "detail"])
    .where("subjectId", "=", subjectId)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();

test("pages follow each other, whatever is decided meanwhile, and lead back", async () => {
  const first = await one.get("/office");
  expect(namesIn(first)).toEqual(names(0, 50));
  // The page that was shown becomes shorter; the next one begins where it would have begun.
  const approved = await one.get(record(0));
  await one.post(`${record(0)}/approve`, { version: versionIn(approved) });
  const second = await one.get(linkIn(first, "next"));
  expect(namesIn(second)).toEqual(names(50, 100));
  const third = await one.get(linkIn(second, "next"));
  expect(namesIn(third)).toEqual(names(100, 105));
  expect(linkIn(third, "next")).toBe("");
  const back = await one.get(linkIn(third, "prev"));
  expect(namesIn(back)).toEqual(names(50, 100));
  // Too few are left before it for a page: then it is the first.
  expect(namesIn(await one.get(linkIn(back, "prev")))).toEqual(names(1, 51));
});

test("what is looked for stands in the address, in whichever width it is typed", async () => {
  const found = await one.get(`/office?q=${encodeURIComponent("待合第１０")}`);
  expect(namesIn(found)).toEqual([9, 99, 100, 101, 102, 103, 104].map((index) => at(index).name));
  // Wildcards of the database are letters here, and what is no filter is none.
  expect(namesIn(await one.get("/office?q=%25"))).toEqual([]);
  expect(namesIn(await one.get("/office?kind=dental"))).toEqual([]);
  const old = waiting.filter(
    ({ at: since }) => tokyoDate(since).until(tokyoToday(systemClock)).total("days") >= 3,
  );
  expect(namesIn(await one.get("/office?prefecture=13&age=3"))).toEqual(
    // Of the first page; how many are old enough hangs on the hour.
    old.slice(1, 51).map(({ name }) => name),
  );
  expect((await one.get("/office?kind=x&after=x&sort=x&due=x&holder=x&view=x")).status).toBe(200);
  const due = await one.get("/office?due=today");
  expect(namesIn(due)).toEqual([]);
  expect(namesIn(await one.get("/office?sort=due"))).toHaveLength(50);
  const next = linkIn(await one.get("/office?sort=due"), "next");
  expect(namesIn(await one.get(next))).toHaveLength(50);
});

test("a decision opens the next case that no colleague holds, and takes it", async () => {
  await other.post(desk(11, "take"), {});
  const page = await one.get(record(10));
  expect(linkIn(page, "next")).toContain(at(11).id);
  const after = await one.post(`${record(10)}/approve`, { version: versionIn(page) });
  expect(after.path).toBe(`${record(12)}?done=approve`);
  expect(after.html).toContain("アプリアカウントを発行しました");
  expect(after.html).toContain("あなたが担当しています");
  const mine = await one.get("/office?holder=mine");
  expect(namesIn(mine)).toContain(at(12).name);
  expect(namesIn(await one.get("/office?holder=others"))).toEqual([at(11).name]);
  expect(namesIn(await other.get("/office?holder=mine"))).toEqual([at(11).name]);
});

test("what a colleague holds is not decided: who, since when, and what to do", async () => {
  const before = await other.get(record(20));
  await one.post(desk(20, "take"), {});
  const page = await other.get(record(20));
  expect(page.html).toMatch(/審査 \d+<!-- --> さんが担当しています|審査 \d+ さんが担当しています/);
  // Nothing to press that would only be refused.
  for (const deed of ["approve", "return", "refuse"]) {
    expect(before.html).toContain(`${record(20)}/${deed}`);
    expect(page.html).not.toContain(`${record(20)}/${deed}`);
  }
  const version = versionIn(before);
  const refused = await other.post(`${record(20)}/approve`, { version });
  expect(refused.status).toBe(409);
  expect(refused.html).toContain("さんが担当しているため、まだ何も決めていません。");
  expect(refused.html).toContain("からの担当です。");
  expect(refused.html).toContain("担当を引き継ぐ");
  expect((await other.get(`${record(20)}/return`)).status).toBe(409);
  const returned = await other.post(`${record(20)}/return`, {
    version,
    code: "missing",
    reason: "番地まで。",
  });
  expect(returned.status).toBe(409);
  // Taking it does not take it away.
  await other.post(desk(20, "take"), {});
  expect((await one.get(record(20))).html).toContain("あなたが担当しています");

  // Taking over asks why, and is on record.
  const unsaid = await other.post(desk(20, "take-over"), {});
  expect([unsaid.status, unsaid.html.includes("引き継ぐ理由を選んでください")]).toEqual([
    422,
    true,
  ]);
  const taken = await other.post(desk(20, "take-over"), { reason: "absent" });
  expect(taken.path).toBe(record(20));
  expect(taken.html).toContain("あなたが担当しています");
  expect(await lastAudit(at(20).id)).toMatchObject({
    action: "case.taken-over",
    detail: { reason: "absent" },
  });
  expect((await one.post(`${record(20)}/approve`, { version })).status).toBe(409);
  // Let go of, it is anybody's.
  await other.post(desk(20, "release"), {});
  expect((await one.post(`${record(20)}/approve`, { version })).status).toBe(200);
  // What is over is on nobody's desk.
  expect((await one.post(desk(20, "take"), {})).status).toBe(404);
});

test("a claim ends by itself", async () => {
  await other.post(desk(25, "take"), {});
  await db
    .updateTable("deskClaim")
    .set({
      since: systemClock.now().subtract({ hours: 3 }),
      until: systemClock.now().subtract({ hours: 1 }),
    })
    .where("itemId", "=", at(25).id)
    .execute();
  const page = await one.get(record(25));
  expect(page.html).toContain("自分が担当する");
  await one.post(desk(25, "take"), {});
  expect((await other.get(record(25))).html).toContain("さんが担当しています");
});

test("several are given to one person, but nothing that a colleague holds", async () => {
  const mail = await addOfficial(center);
  const { id } = await db
    .selectFrom("account")
    .select("id")
    .where("mail", "=", mail)
    .executeTakeFirstOrThrow();
  await other.post(desk(31, "take"), {});
  const items = [30, 31, 32].map((index) => `${at(index).id}~1`);
  const several = "/office/desk/usage-application/several";
  const nobody = await one.post(several, { items, deed: "give", official: newId() });
  expect([nobody.status, nobody.html.includes("担当にする人を選んでください")]).toEqual([
    422,
    true,
  ]);
  const nothing = await one.post(several, { deed: "give", official: id });
  expect([nothing.status, nothing.html.includes("1件以上選んでください")]).toEqual([422, true]);
  const given = await one.post(several, { items, deed: "give", official: id });
  expect(given.html).toContain("ほかの担当者が持っていないものを");
  const held = await db
    .selectFrom("deskClaim")
    .select("itemId")
    .where("officialId", "=", id)
    .execute();
  expect(held.map(({ itemId }) => itemId).toSorted()).toEqual([at(30).id, at(32).id].toSorted());
  await one.post(desk(33, "take"), {});
  await one.post(several, { items: `${at(33).id}~1`, deed: "release" });
  expect((await one.get(record(33))).html).toContain("自分が担当する");
});

test("several are returned for one reason; what stands in the way of one is said of that one", async () => {
  await other.post(desk(41, "take"), {});
  const items = [40, 41].map((index) => `${at(index).id}~1`);
  const asked = await one.post("/office/desk/usage-application/several", { items, deed: "return" });
  expect(asked.html).toContain("2件を同じ理由で差し戻す");
  const joined = items.join("\n");
  const back = "/office/desk/usage-application/return";
  const unsaid = await one.post(back, { items: joined, reason: " " });
  expect([unsaid.status, unsaid.html.includes("理由を入力してください")]).toEqual([422, true]);
  const done = await one.post(back, {
    items: joined,
    code: "missing",
    reason: "所在地を番地まで入力してください。",
  });
  expect(done.html).toContain("1件を差し戻しました");
  expect(done.html).toMatch(new RegExp(`${at(41).name}</a>：審査 \\d+ さんが担当しています。`));
  const states = await db
    .selectFrom("usageApplication")
    .select("state")
    .where("id", "in", [at(40).id, at(41).id])
    .orderBy("submittedAt")
    .execute();
  expect(states).toEqual([{ state: "returned" }, { state: "submitted" }]);
});

test("the list as a file holds what is filtered, and no formula", async () => {
  await db
    .updateTable("facility")
    .set({ name: "=1+1の待合" })
    .where("name", "=", at(50).name)
    .execute();
  const { html: csv } = await one.post("/office/desk/usage-application/export?q=待合", {});
  expect(csv).toContain("'=1+1の待合");
  expect(csv.split("\r\n")[0]).toContain("施設,コード,種類,都道府県,提出した日時,期限,担当");
  const few = await one.post(`/office/desk/usage-application/export?q=${at(60).name}`, {});
  expect(few.html.trimEnd().split("\r\n")).toHaveLength(2);
  expect(await lastAudit("usage-application")).toMatchObject({
    action: "queue.exported",
    detail: { rows: 1 },
  });
  expect((await one.post("/office/desk/nothing/export", {})).status).toBe(404);
});

test("the count means what waits for this official, also in the other queues", async () => {
  const before = Number(/扱える申請は(\d+)件/.exec((await one.get("/office")).html)?.[1]);
  await other.post(desk(70, "take"), {});
  const { html } = await one.get("/office");
  expect(Number(/扱える申請は(\d+)件/.exec(html)?.[1])).toBe(before - 1);
  expect((await one.get("/office/procedures")).html).toContain(`利用申請の審査（${before - 1}件）`);
});
