/** Bank accounts are shown to who says why, and whoever audits finds it again, beside everything else that was done. */
import { TEST_PASSWORD, addOfficial, giveProof, official, registerFacility } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allAuditActions, auditWords } from "./audit/index.ts";
import {
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
} from "./grants/grants.fixture.ts";
import type { GrantCenter } from "./grants/grants.fixture.ts";

const OPENINGS = "/office/audit/personal-data";

let center: GrantCenter;
let reviewer: Visitor;
let reviewerMail: string;
let auditor: Visitor;
/** Of the grant, at the office. */
let grant: string;

beforeAll(async () => {
  center = await startGrantCenter();
  const { visitor, facilityCode } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.png());
  await submit(visitor, path);
  grant = `/office${path}`;
  reviewerMail = await addOfficial(center, ["reviewer"]);
  reviewer = center.visitor();
  await reviewer.post("/office/sign-in", { mail: reviewerMail, password: TEST_PASSWORD });
  await giveProof(center, reviewerMail);
  auditor = await official(center, ["auditor"]);
});
afterAll(() => center.close());

async function accountNumber(): Promise<string> {
  const { accountNumber: number } = await center.db
    .selectFrom("grantSubmission")
    .select("accountNumber")
    .executeTakeFirstOrThrow();

  // As the page shows it: other numbers may hold the same digits.
  return `　${number}<`;
}

test("an account stays covered until the official says why, and then for a shift", async () => {
  const number = await accountNumber();
  expect((await reviewer.get(grant)).html).not.toContain(number);
  const silent = await reviewer.post(`${grant}/account`, {});
  expect(silent.status).toBe(422);
  expect(silent.html).toContain("見る理由を選んでください");
  const other = await reviewer.post(`${grant}/account`, { "opening.reason": "asked" });
  expect(other.html).toContain("案件の番号か、理由の説明を入力してください");
  expect(other.html).not.toContain(number);
  const opened = await reviewer.post(`${grant}/account`, { "opening.reason": "case" });
  expect(opened.html).toContain(number);
  expect((await reviewer.get(grant)).html).toContain(number);
  // A colleague says their own reason.
  expect((await auditor.get(grant)).html).not.toContain(number);
  await center.db.updateTable("dataOpening").set({ openUntil: center.clock.now() }).execute();
  expect((await reviewer.get(grant)).html).not.toContain(number);
});

test("whoever audits sees who looked at whose data and why, narrows it, and takes it along", async () => {
  await auditor.post(`${grant}/account`, {
    "opening.reason": "audit",
    "opening.note": "=監査計画 7-3",
  });
  const all = (await auditor.get(OPENINGS)).html;
  expect(all).toContain("担当する案件の審査のため");
  expect(all).toContain("=監査計画 7-3");
  const own = (await auditor.get(`${OPENINGS}?who=${encodeURIComponent(reviewerMail)}`)).html;
  expect(own).toContain("担当する案件の審査のため</td>");
  expect(own).not.toContain("=監査計画 7-3</td>");
  const asked = (await auditor.get(`${OPENINGS}?reason=audit&subject=grant-account`)).html;
  expect(asked).not.toContain("担当する案件の審査のため</td>");
  const nobody = (await auditor.get(`${OPENINGS}?who=${encodeURIComponent("だれでもない")}`)).html;
  expect(nobody).toContain("条件に合う閲覧はありません");
  expect(
    (await auditor.get(`${OPENINGS}?until.year=2000&until.month=1&until.day=1`)).html,
  ).toContain("条件に合う閲覧はありません");
  const csv = await auditor.ask("POST", `${OPENINGS}/export?reason=audit`);
  // Safe from formulas, and only what was looked for.
  expect(csv.html).toMatch(/'=監査計画 7-3/);
  expect(csv.html.trim().split("\r\n")).toHaveLength(2);
  expect((await reviewer.get(OPENINGS)).status).toBe(403);
});

test("the record is found by who, what, whom and when, in words, page after page", async () => {
  const start = await auditor.get("/office/audit");
  expect(start.html).toContain("個人の情報の閲覧");
  expect(start.html).not.toContain("登録の申込み</td>");
  const people = await auditor.get("/office/audit?kind=person");
  expect(people.html).toContain("補助金の申請</td>");
  const grantId = grant.split("/").at(-1) ?? "";
  const about = await auditor.get(
    `/office/audit?kind=person&subject=grant-application&subjectId=${grantId}`,
  );
  expect(about.html).toContain(grantId);
  const one = await auditor.get(
    `/office/audit?who=${encodeURIComponent(reviewerMail)}&action=personal-data.opened`,
  );
  expect(one.html.match(/<small>/g)).toHaveLength(1);
  expect(
    (await auditor.get("/office/audit?from.year=2999&from.month=1&from.day=1")).html,
  ).toContain("条件に合う記録はありません");
  // Nonsense in an old bookmark is left out.
  expect((await auditor.get("/office/audit?kind=x&after=y&subject=%27&from.year=z")).status).toBe(
    200,
  );
  const csv = await auditor.ask("POST", "/office/audit/export?kind=person");
  expect(csv.html).toContain("補助金の申請");
  const trace = await auditor.get("/office/audit?action=audit.exported");
  expect(trace.html).toContain("rows: ");
});

test("a page goes on where the last one ended, whatever is written meanwhile", async () => {
  const at = center.clock.now().subtract({ hours: 24 * 400 });
  await center.db
    .insertInto("auditEvent")
    .values(
      Array.from({ length: 120 }, (_, nth) => {
        const id = crypto.randomUUID();

        return {
          id,
          ownerId: id,
          at: at.add({ seconds: Math.floor(nth / 3) }),
          action: "queue.exported",
          actorKind: "official",
          actorId: "many",
          facilityId: null,
          subjectKind: "queue",
          subjectId: `n${nth}`,
          detail: "{}",
        };
      }),
    )
    .execute();
  const seen: string[] = [];
  let path: string | undefined = "/office/audit?who=many";
  while (path !== undefined) {
    const { html } = await auditor.get(path);
    seen.push(...[...html.matchAll(/queue (n\d+)</g)].map(([, id = ""]) => id));
    path = /<a href="(\/office\/audit\?[^"]*)" rel="next"/
      .exec(html)?.[1]
      ?.replaceAll("&amp;", "&");
  }
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test("every deed has words of its own", () => {
  const words = allAuditActions.map((action) => auditWords[action]);
  expect(new Set(words).size).toBe(words.length);
});
