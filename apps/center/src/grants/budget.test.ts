import { newId, sqlState, transaction } from "@madoguchi/platform";
import { official, registerFacility } from "@madoguchi/test";
import type { FacilityPerson, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProgramme } from "./actions/budget.ts";
import {
  decide,
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
  TODAY,
  versionIn,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { demoProgramme } from "./programmes.ts";
import { allBalances, balanceOf, postMovements } from "./store/ledger.ts";

const NOW = Temporal.Instant.from("2026-11-22T00:04:00Z");

let center: GrantCenter;
let reviewers: readonly [Visitor, Visitor];
beforeAll(async () => {
  center = await startGrantCenter();
  reviewers = [await official(center), await official(center)];
});
afterAll(() => center.close());

async function filled(name: string): Promise<FacilityPerson & { readonly path: string }> {
  const facility = await registerFacility(center);
  await finishIntroduction(center, facility.facilityCode);
  const path = await startApplication(facility.visitor);
  await fillApplication(facility.visitor, path, files.pdf(name));

  return { ...facility, path };
}

const available = () => balanceOf(center.db, "demo", "available");

/** The version of before, with another budget. */
async function setBudget(budgetYen: number, version: number): Promise<void> {
  const programme = {
    ...demoProgramme(TODAY),
    id: newId(),
    version,
    budgetYen,
    effectiveFrom: TODAY.subtract({ days: 10 - version }),
  };
  await transaction(center.db, (tx) => addProgramme(tx, programme, NOW));
}

test("a budget is given with its version, spent by decisions, and closes the programme when it is used up", async () => {
  expect(await available()).toBe(31_000_000);
  await setBudget(10_500, 2);
  expect(await available()).toBe(10_500);
  const [one, two, three] = [await filled("one"), await filled("two"), await filled("three")];
  const { html: confirmed } = await three.visitor.get(`${three.path}/confirm`);
  await submit(one.visitor, one.path);
  await submit(two.visitor, two.path);
  for (const reviewer of reviewers) await decide(reviewer, one.path, "approve");
  expect(await available()).toBe(500);
  expect(await balanceOf(center.db, "demo", "committed")).toBe(10_000);

  await decide(reviewers[0], two.path, "approve");
  const short = await decide(reviewers[1], two.path, "approve");
  expect(short.status).toBe(409);
  expect(short.html).toContain("予算の残りが補助額に足りないため");
  expect((await two.visitor.get(two.path)).html).toContain("審査担当が内容を確かめています");

  const version = versionIn(confirmed);
  const late = await three.visitor.post(`${three.path}/submit`, { version });
  expect(late.status).toBe(422);
  expect(late.html).toContain("補助事業の予算がなくなったため、いまは提出できません");
  const newcomer = await registerFacility(center);
  await finishIntroduction(center, newcomer.facilityCode);
  const overview = await newcomer.visitor.get("/grants");
  expect(overview.html).toContain("予算がなくなったため、新しい申請を受け付けていません");
  expect(overview.html).not.toContain("この補助金を申請する");
  expect((await newcomer.visitor.post("/grants", { programme: "demo" })).status).toBe(409);

  await setBudget(50_000, 3);
  expect(await available()).toBe(40_000);
  await decide(reviewers[1], two.path, "approve");
  expect((await reviewers[1].get(`/office${two.path}`)).html).toContain("交付を決定しました");
  expect((await submit(three.visitor, three.path)).html).toContain(
    "審査担当が内容を確かめています",
  );
});

test("the database refuses a decision with one official behind it, whoever writes it", async () => {
  const { visitor, path } = await filled("alone");
  await submit(visitor, path);
  await decide(reviewers[0], path, "approve");
  const alone = sql`insert into grant_decision
    select submission.application_id, submission.id, 'approved', 'x', 10000, '', approval.official_id, now()
    from grant_submission submission join grant_approval approval on approval.submission_id = submission.id
    where submission.application_id = ${path.split("/")[2]}`;
  const failure: unknown = await alone.execute(center.db).catch((error: unknown) => error);
  expect(sqlState(failure)).toBe("23514");
});

test("the books balance; no account gives what it has not; no entry is changed or taken out", async () => {
  const balances = await allBalances(center.db);
  expect(balances.reduce((sum, { yen }) => sum + yen, 0)).toBe(0);
  const { rows } = await sql`
    select account, yen from grant_balance
    except all
    select account, sum(yen) from (
      select debit as account, yen from grant_ledger union all select credit, -yen from grant_ledger
    ) moved group by account`.execute(center.db);
  expect(rows).toEqual([]);

  const failureOf = (work: Promise<unknown>) => work.then(() => null, sqlState);
  const tooMuch = {
    programmeCode: "demo",
    cause: "decision",
    yen: 1_000_000,
    applicationId: null,
  } as const;
  expect(await failureOf(transaction(center.db, (tx) => postMovements(tx, [tooMuch], NOW)))).toBe(
    "23514",
  );
  expect(await failureOf(sql`update grant_ledger set yen = 1`.execute(center.db))).toBe("23001");
  expect(await failureOf(sql`delete from grant_ledger`.execute(center.db))).toBe("23001");
});
