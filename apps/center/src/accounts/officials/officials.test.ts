/** Officials and their roles: proposed by one who administers, agreed to by another, about a third. */
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { TEST_PASSWORD, addOfficial, giveProof, official, startTestCenter } from "@madoguchi/test";
import type { TestCenter, Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allOfficialRoles, conflictIn, officeRightsOf } from "../rules/office-rights.ts";
import { problemOf } from "./rules.ts";

const OFFICIALS = "/office/officials";

let center: TestCenter;
let db: Db;
let first: Visitor;
let second: Visitor;
/** Whose roles are changed. */
let mail: string;
let concerned: Visitor;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl, { max: 2 });
  first = await official(center, ["administrator"]);
  second = await official(center, ["administrator"]);
  mail = await addOfficial(center, ["reviewer"]);
  concerned = await signIn(mail);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

async function signIn(address: string, password = TEST_PASSWORD): Promise<Visitor> {
  const visitor = center.visitor();
  await visitor.post("/office/sign-in", { mail: address, password });
  // A code is good once, and some sign in again here.
  await giveProof(center, address);

  return visitor;
}

async function idOf(address: string): Promise<string> {
  const { id } = await db
    .selectFrom("account")
    .select("id")
    .where("mail", "=", address)
    .executeTakeFirstOrThrow();

  return id;
}

const reason = "10月の異動のため";
const noEnd = { "untilOn.year": "", "untilOn.month": "", "untilOn.day": "" };

/** @returns the page of the proposal */
async function propose(visitor: Visitor, verb: "give" | "take", ...roles: string[]) {
  const { path, html, status } = await visitor.post(`${OFFICIALS}/${await idOf(mail)}/${verb}`, {
    roles,
    reason,
    ...noEnd,
  });

  return { path, html, status };
}

test("a role comes by the word of two, never of one, and never of the person themselves", async () => {
  expect((await concerned.get("/office/grants/payments")).status).toBe(403);
  const { path } = await propose(first, "give", "payer");
  expect(path).toMatch(/^\/office\/officials\/proposals\//);
  // Nothing has changed yet.
  expect((await concerned.get("/office/grants/payments")).status).toBe(403);
  const own = await first.post(`${path}/agree`, {});
  expect(own.status).toBe(409);
  expect(own.html).toContain("提案した職員は同意できません");
  expect((await concerned.post(`${path}/agree`, {})).status).toBe(403);
  const { subject } = await center.mailTo(await mailOf(second));
  expect(subject).toContain("役割の追加の確認をお願いします");
  await second.post(`${path}/agree`, {});
  const { text = "" } = await center.mailTo(mail);
  expect(text).toContain("役割：支払");
  expect((await concerned.get("/office/grants/payments")).status).toBe(200);
  // Twice is once.
  expect((await second.post(`${path}/agree`, {})).status).toBe(409);
  const page = await second.get(`${OFFICIALS}/${await idOf(mail)}`);
  expect(page.html).toMatch(/提案 審査 \d+、同意 審査 \d+/);
});

async function mailOf(visitor: Visitor): Promise<string> {
  const { html } = await visitor.get("/office/account");

  return /shinsa\d+@example\.go\.jp/.exec(html)?.[0] ?? "";
}

test("taking a role away ends what the person has open, and they are told why", async () => {
  const { path } = await propose(second, "take", "payer", "reviewer");
  await first.post(`${path}/agree`, {});
  const { text = "" } = await center.mailTo(mail);
  expect(text).toContain("外れた役割：審査・支払");
  expect(text).toContain(reason);
  expect((await concerned.ask("GET", "/office")).location).toContain("/office/sign-in");
  const again = await signIn(mail);
  const page = await again.get("/office");
  expect(page.status).toBe(403);
  expect(page.html).toContain("いま審査室の役割がありません");
  expect(page.html).toContain("役割を変えられる職員");
});

test("roles that do not go together, and a proposal beside an open one, are refused with the reason", async () => {
  const refused = await propose(first, "give", "administrator", "payer");
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("「管理」と「支払」は、同じ人に付けられません");
  const open = await propose(first, "give", "editor");
  const beside = await propose(second, "give", "callCenter");
  expect(beside.status).toBe(422);
  expect(beside.html).toContain("すでに確認を待っています");
  expect((await second.post(`${open.path}/withdraw`, {})).status).toBe(409);
  const declined = await second.post(`${open.path}/decline`, {
    declineReason: "人数が足りています",
  });
  expect(declined.html).toContain("人数が足りています");
  expect((await first.post(`${open.path}/agree`, {})).status).toBe(409);
});

test("nobody proposes roles of their own, and two who administer are left", async () => {
  const own = await idOf(await mailOf(first));
  const other = await idOf(await mailOf(second));
  const asked = await first.post(`${OFFICIALS}/${own}/give`, {
    roles: "editor",
    reason,
    ...noEnd,
  });
  expect(asked.html).toContain("自分の役割は提案できません");
  const taken = await first.post(`${OFFICIALS}/${other}/take`, { roles: "administrator", reason });
  expect(taken.html).toContain("管理の職員が2人より少なくなるため、外せません");
});

test("what was proposed by who does not administer any more takes no effect", async () => {
  const third = await addOfficial(center, ["administrator"]);
  const visitor = await signIn(third);
  const { path } = await propose(visitor, "give", "editor");
  await db
    .updateTable("officialRole")
    .set({ validTo: center.clock.now() })
    .where("accountId", "=", await idOf(third))
    .execute();
  const answer = await first.post(`${path}/agree`, {});
  expect(answer.status).toBe(409);
  expect(answer.html).toContain("もう管理の役割にいません");
  await first.post(`${path}/decline`, { declineReason: "提案者の異動" });
});

test("a role for a while ends by itself", async () => {
  const { path } = await first.post(`${OFFICIALS}/${await idOf(mail)}/give`, {
    roles: "editor",
    "untilOn.year": "2999",
    "untilOn.month": "3",
    "untilOn.day": "31",
    reason,
  });
  await second.post(`${path}/agree`, {});
  const visitor = await signIn(mail);
  expect((await visitor.get("/office")).path).toBe("/office/notices");
  const end = await db
    .selectFrom("officialRole")
    .select("validTo")
    .where("role", "=", "editor")
    .where("accountId", "=", await idOf(mail))
    .executeTakeFirstOrThrow();
  expect(end.validTo?.toString()).toBe("2999-03-31T15:00:00Z");
  await db
    .updateTable("officialRole")
    .set({ validTo: center.clock.now() })
    .where("role", "=", "editor")
    .where("accountId", "=", await idOf(mail))
    .execute();
  expect((await visitor.get("/office/notices")).status).toBe(403);
});

test("an invited official sets a password and a second factor before seeing anything", async () => {
  const address = "shinjin@example.go.jp";
  const { path } = await first.post(`${OFFICIALS}/invite`, {
    name: "新人 桃子",
    mail: address,
    roles: ["callCenter"],
    reason,
    ...noEnd,
  });
  expect(await db.selectFrom("account").where("mail", "=", address).executeTakeFirst()).toBe(
    undefined,
  );
  await second.post(`${path}/agree`, {});
  const { text = "" } = await center.mailTo(address);
  const token = /reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? "";
  const newcomer = center.visitor();
  const password = "審査室では ていねいに はやく";
  await newcomer.post("/office/reset-password", { token, password, passwordAgain: password });
  expect((await newcomer.get("/office/inquiries")).path).not.toBe("/office/inquiries");
  await newcomer.get("/office/account/second-factor");
  expect((await newcomer.ask("GET", "/office/inquiries")).status).toBe(303);
});

test("a lost second factor goes by the word of two who have met the official, and waits for a stop", async () => {
  const lost = await addOfficial(center, ["callCenter"]);
  const path = `${OFFICIALS}/${await idOf(lost)}/factor-reset`;
  const met = { reason: "lost", way: "in-person", note: "本庁舎3階、課長 架空 太郎" };
  expect((await first.post(path, { ...met, note: "" })).status).toBe(422);
  expect((await first.post(path, met)).html).toContain("2人目の職員の承認を待っています");
  const { text = "" } = await center.mailTo(lost);
  expect(text).toContain("/stop-factor-reset?token=");
  // Whoever met them does not approve; the desk of facilities knows nothing of it.
  const own = await first.post(`${path}/approve`, {});
  expect(own.status).toBe(409);
  expect(own.html).toContain("ほかの職員に承認を頼んでください");
  const desk = await official(center);
  const { id } = await db
    .selectFrom("factorReset")
    .select("id")
    .where("accountId", "=", await idOf(lost))
    .executeTakeFirstOrThrow();
  expect((await desk.get(`/office/factor-resets/${id}`)).status).toBe(404);
  expect((await desk.post(`/office/factor-resets/${id}/approve`, {})).status).toBe(404);
  expect((await desk.post(`${path}/approve`, {})).status).toBe(403);
  const approved = await second.post(`${path}/approve`, {});
  expect(approved.html).toMatch(/に解除します/);
  const told = await center.mailTo(lost);
  expect(told.subject).toContain("2つ目の確認方法を解除します");
  await second.post(`${path}/stop`, {});
  const state = await db
    .selectFrom("factorReset")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(state.state).toBe("stopped");
  // Nobody begins with themselves.
  const oneself = await first.post(
    `${OFFICIALS}/${await idOf(await mailOf(first))}/factor-reset`,
    met,
  );
  expect(oneself.status).toBe(409);
});

test("every deed is on record", async () => {
  const rows = await db
    .selectFrom("auditEvent")
    .select(["action", "actorKind"])
    .where("action", "like", "role.%")
    .orderBy("at")
    .execute();
  expect(new Set(rows.map(({ action }) => action))).toEqual(
    new Set(["role.proposed", "role.agreed", "role.declined"]),
  );
  expect(new Set(rows.map(({ actorKind }) => actorKind))).toEqual(new Set(["official"]));
});

test("the auditor goes with nothing, and 管理 neither decides nor pays", () => {
  for (const role of allOfficialRoles) {
    if (role !== "auditor") expect(conflictIn(["auditor", role])).not.toBeNull();
  }
  expect(conflictIn(["administrator", "approver"])).not.toBeNull();
  expect(conflictIn(["administrator", "callCenter"])).toBeNull();
  expect(conflictIn(["approver", "payer"])).toBeNull();
  expect(officeRightsOf(["administrator"])).toEqual([
    "app.see",
    "app.change",
    "officials.see",
    "officials.change",
  ]);
  const standing = { held: [], administrators: 2 } as const;
  expect(problemOf({ kind: "take", roles: ["editor"], untilOn: null }, standing)).not.toBeNull();
});
