/** Insurers at the office: registered, changed in two times, and their contracts ended by two officials. */
import { official } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeInsurer } from "./actions/change-insurer.ts";
import { decideBeforeAndNow, registerCoverage } from "./index.ts";
import { startCenterWithInsurers } from "./office.fixture.ts";
import { employed, official as anOfficial, openRegistry, town } from "./registry.fixture.ts";
import { takesDaysAway } from "./rules/contracts.ts";

let center: Awaited<ReturnType<typeof startCenterWithInsurers>>;
let first: Visitor;
let second: Visitor;

/** Whatever day it is, contracts begin and end on days named here; time runs on, for the record tells by it what came first. */
const START = Temporal.Instant.from("2026-11-22T00:04:00Z");

beforeAll(async () => {
  const begun = performance.now();
  center = await startCenterWithInsurers({
    now: () => START.add({ milliseconds: Math.trunc(performance.now() - begun) }),
  });
  first = await official(center);
  second = await official(center);
});
afterAll(() => center.close());

const NEW = "/office/insurers/new";

const day = (name: string, text: string) => {
  const [year = "", month = "", date = ""] = text.split("-");

  return { [`${name}.year`]: year, [`${name}.month`]: month, [`${name}.day`]: date };
};
const contract = (from: string, to: string) => ({
  ...day("contractFrom", from),
  ...day("contractTo", to),
});

const society = {
  number: "06130017",
  name: "架空電機健康保険組合",
  kana: "カクウデンキケンコウホケンクミアイ",
  telephone: "03-0000-0015",
  hours: "平日9時〜17時",
  postalCode: "100-0013",
  address: "架空県窓口市1番",
  ...contract("2026-12-01", ""),
};

const auditOf = async (number: string) =>
  (
    await center.db
      .selectFrom("auditEvent")
      .select("action")
      .where("subjectId", "=", number)
      .where("action", "like", "insurer.%")
      .orderBy("at")
      .execute()
  ).map(({ action }) => action);

test.each([
  ["", "保険者番号を入力してください。"],
  ["06130016", "末尾の検証番号が合いません"],
  ["05130016", "はじめの2桁が保険の種類を表す番号ではありません"],
  ["06990014", "都道府県を表す2桁が01〜47ではありません"],
  ["1380570", "国民健康保険は6桁、そのほかは8桁"],
])("the number %j is refused with its cause, and kept", async (number, cause) => {
  const { status, html } = await first.get(`${NEW}?number=${number}`);
  expect([status, html.includes(cause), html.includes(`value="${number}"`)]).toEqual([
    422,
    true,
    true,
  ]);
});

test("a number says what kind of insurer it is, and one that is registered leads there", async () => {
  const { html } = await first.get(`${NEW}?number=${encodeURIComponent("０６１３００１７")}`);
  expect(html).toContain("06　組合管掌健康保険");
  expect(html).toContain("東京都");
  expect((await first.get(`${NEW}?number=138008`)).html).toContain("なし（国民健康保険）");
  const { status, html: present } = await first.get(`${NEW}?number=${town}`);
  expect(status).toBe(409);
  expect(present).toContain(`<a href="/office/insurers/${town}">窓口市（架空）</a>`);
});

test("an insurer is registered once, on record; what is wrong is said and nothing lost", async () => {
  const wrong = await first.post(NEW, { ...society, name: "", ...contract("", "2026-12-01") });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain("名称を入力してください。");
  expect(wrong.html).toContain("契約の終わりの日は、始まりの日より後にしてください。");
  expect(wrong.html).toContain(`value="${society.kana}"`);
  expect((await first.post(NEW, { ...society, number: "06130016" })).status).toBe(422);
  expect((await center.visitor().post(NEW, society)).path).toContain("/office/sign-in");

  const { path, html } = await first.post(NEW, society);
  expect(path).toBe(`/office/insurers/${society.number}?done=registered`);
  expect(html).toContain("06　組合管掌健康保険");
  expect(html).toContain("契約の期間外");
  // Sent twice it is registered; another one of the same number is not.
  expect((await second.post(NEW, society)).path).toContain("?done=registered");
  expect((await second.post(NEW, { ...society, name: "別の組合" })).status).toBe(409);
  expect(await auditOf(society.number)).toEqual(["insurer.registered"]);
});

test("a contract gains days at once, and loses some when another official agrees", async () => {
  const path = `/office/insurers/${society.number}/contract`;
  const change = (dates: object, reason = "corrected") => first.post(path, { ...dates, reason });
  expect((await change(contract("", "2027-03-31"))).status).toBe(422);
  expect((await change(contract("2026-12-01", ""))).html).toContain("契約は変えていません");
  expect((await change(contract("2026-04-01", ""))).html).toContain("契約を変更しました");

  const { html } = await change(contract("2026-04-01", "2027-03-31"), "merged");
  expect(html).toContain("ほかの職員の確認を待っています");
  const open = async () =>
    (
      await center.db
        .selectFrom("insurer")
        .select("contractTo")
        .where("number", "=", society.number)
        .executeTakeFirstOrThrow()
    ).contractTo?.toString() ?? null;
  expect(await open()).toBeNull();
  // A second wish waits for the first.
  expect((await change(contract("", ""))).html).toContain("令和9年3月31日");
  expect((await second.get("/office/insurers")).html).toContain(
    "2人目の確認を待っているものが1件あります",
  );
  const { rows } = await sql<{ id: string }>`
    select id from insurer_contract_change where state = 'waiting'`.execute(center.db);
  const [{ id = "" } = {}] = rows;
  const decide = (visitor: Visitor, decision: string) =>
    visitor.post(`${path}/${id}/${decision}`, {});
  expect((await decide(first, "confirm")).html).toContain("申し出た人は確認できません");
  expect((await decide(second, "withdraw")).html).toContain(
    "取り下げられるのは、申し出た人だけです",
  );
  const elsewhere = `/office/insurers/${town}/contract/${id}/confirm`;
  expect((await second.post(elsewhere, {})).status).toBe(404);
  expect(await open()).toBeNull();
  expect((await decide(second, "confirm")).html).toContain("契約を変更しました");
  expect(await open()).toBe("2027-03-31");
  expect((await decide(second, "decline")).path).toBe(`/office/insurers/${society.number}`);
  expect(await open()).toBe("2027-03-31");
  expect(await auditOf(society.number)).toEqual([
    "insurer.registered",
    "insurer.contract-changed",
    "insurer.contract-change-proposed",
    "insurer.contract-change-confirmed",
  ]);
});

test("a contract stays where the other official declines or the first one takes it back", async () => {
  const path = `/office/insurers/${town}/contract`;
  for (const [visitor, decision] of [
    [second, "decline"],
    [first, "withdraw"],
  ] as const) {
    await first.post(path, { ...contract("2021-10-20", "2026-12-31"), reason: "dissolved" });
    const { html } = await visitor.get(path);
    const action = new RegExp(`action="([^"]+/${decision})"`).exec(html)?.[1] ?? "";
    expect((await visitor.post(action, {})).html).toContain("契約は変えていません");
  }
  const { rows } = await sql`
    select state, decided_by = proposed_by as own from insurer_contract_change
    where insurer_number = ${town} order by proposed_at`.execute(center.db);
  expect(rows).toEqual([
    { state: "declined", own: false },
    { state: "withdrawn", own: true },
  ]);
});

const date = (text: string | null) => (text === null ? null : Temporal.PlainDate.from(text));
const period = (from: string | null, to: string | null) => ({
  contractFrom: date(from),
  contractTo: date(to),
});

test.each([
  [period(null, null), period("2026-04-01", null), false],
  [period("2026-04-01", null), period("2026-03-31", null), false],
  [period("2026-04-01", null), period("2026-04-02", null), true],
  [period("2026-04-01", null), period(null, null), true],
  [period("2026-04-01", null), period("2026-04-01", "2099-12-31"), true],
  [period("2026-04-01", "2026-12-31"), period("2026-04-01", "2026-12-30"), true],
  [period("2026-04-01", "2026-12-31"), period("2026-04-01", "2027-01-01"), false],
  [period("2026-04-01", "2026-12-31"), period("2026-04-01", null), false],
])("from %j to %j takes days away: %s", (before, after, takes) => {
  expect(takesDaysAway(before, after)).toBe(takes);
});

test("an answer of the past names an insurer as it was called then, and a new one as it is called now", async () => {
  await using registry = await openRegistry("2026-06-01T09:00:00Z");
  const person = await registry.person();
  await registerCoverage(registry, anOfficial, person, {
    ...employed,
    insurerNumber: town,
    symbol: "国",
  });
  const asOf = Temporal.PlainDate.from("2026-06-03");
  const june3 = Temporal.Instant.from("2026-06-03T03:00:00Z");
  const details = {
    kana: null,
    telephone: "0300000001",
    hours: null,
    postalCode: null,
    address: null,
    endingPercent: "5",
  };
  for (const [at, name] of [
    ["2026-07-01T00:00:00Z", "見本市（架空）"],
    ["2026-08-01T00:00:00Z", "例題市（架空）"],
    // The clock of another machine is behind: the order stays.
    ["2026-07-15T00:00:00Z", "試験市（架空）"],
  ] as const) {
    registry.setTime(at);
    expect(await changeInsurer(registry, anOfficial, town, { ...details, name })).toBe("changed");
  }
  const named = async (at: string) => {
    const known = { before: june3, now: Temporal.Instant.from(at) };
    const { before, now } = await decideBeforeAndNow(registry.db, person, asOf, known);

    return [before, now].map((decision) => decision?.coverages[0]?.insurerName);
  };
  expect(await named("2026-07-20T00:00:00Z")).toEqual(["窓口市（架空）", "見本市（架空）"]);
  expect(await named("2026-08-02T00:00:00Z")).toEqual(["窓口市（架空）", "試験市（架空）"]);
  const { before } = await decideBeforeAndNow(registry.db, person, asOf, {
    before: june3,
    now: june3,
  });
  expect(before?.coverages[0]?.insurerContact).toBeNull();
});
