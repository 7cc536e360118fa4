/** 利用登録 at the officials' counter: what an official finds, undoes, and cannot see. */
import { createHash } from "node:crypto";
import { openDatabase } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  signInOfficial,
  openCounter,
  registerFacility,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  findHolder,
  linkCertificate,
  registerCoverage,
  registerInsurer,
  registerPerson,
  renewCertificate,
} from "./index.ts";
import { association, employed, hanako, official } from "./registry.fixture.ts";

const personId = "00000000-0000-7000-8000-00000000c001";
const [old, renewed] = ["old", "renewed"].map((text) => createHash("sha256").update(text).digest());
const handleOf = (fingerprint: Uint8Array | undefined) =>
  Buffer.from(fingerprint ?? [])
    .toString("hex")
    .slice(0, 8);

let center: TestCenter;
let db: Db;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  center = await startTestCenter();
  db = openDatabase(center.databaseUrl, { max: 2 });
  const clock = { now: () => Temporal.Now.instant() };
  const registry = { db, clock };
  const contractFrom = Temporal.PlainDate.from("2021-10-20");
  await registerInsurer(registry, official, {
    number: association,
    name: "架空協会",
    contractFrom,
  });
  await registerPerson(registry, official, { ...hanako, id: personId });
  await registerCoverage(registry, official, personId, employed);
  const { facilityId, identity } = await openCounter(center);
  if (!old || !renewed) throw new Error("no fingerprints");
  await linkCertificate(
    registry,
    { kind: "terminal", id: identity.terminalId },
    {
      fingerprint: old,
      personId,
      via: "counter",
      facilityId,
      consentedAt: clock.now(),
      stated: { birthDate: hanako.birthDate, kana: null },
    },
  );
  await renewCertificate(registry, official, { fingerprint: renewed, predecessor: old });
  browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: center.url, javaScriptEnabled: true });
  page = await context.newPage();
  await page.goto("/office/sign-in?next=/office/certificate-links");
  await signInOfficial(center, page, await addOfficial(center));
  await page.waitForURL("**/office/certificate-links");
});
afterAll(async () => {
  await browser.close();
  await db.destroy();
  await center.close();
});

async function search(year = "1980"): Promise<void> {
  await page.goto("/office/certificate-links");
  await page.getByLabel("保険者番号").fill("０１１３００１２");
  await page.getByLabel("記号").fill("12345678");
  await page.getByRole("textbox", { name: /^番号/u }).fill("901");
  await page.getByLabel("枝番").fill("00");
  const birth = page.getByRole("group", { name: "生年月日" });
  await birth.getByLabel("年").fill(year);
  await birth.getByLabel("月").fill("2");
  await birth.getByLabel("日").fill("17");
  await page.getByLabel("ご本人かご家族の申し出").check();
  await page.getByRole("button", { name: "調べる" }).click();
}

const holderOf = async (fingerprint: Uint8Array | undefined) =>
  (
    await findHolder(db, {
      fingerprint: Buffer.from(fingerprint ?? []).toString("hex"),
      facilityId: null,
    })
  )?.person.id;
const auditOf = async () => {
  const { rows } = await sql<{ action: string; detail: object; text: string }>`
    select action, detail, to_jsonb(audit_event)::text as text from audit_event
    where action in ('certificate-links.looked-up', 'certificate.unlinked') order by id`.execute(
    db,
  );

  return rows;
};

test("a search without everything finds nothing, says what is missing, and loses nothing", async () => {
  await page.goto("/office/certificate-links");
  await expectGoodPage(page, "links-search");
  await page.getByLabel("記号").fill("12345678");
  await page.getByRole("button", { name: "調べる" }).click();
  await page.getByRole("link", { name: "保険者番号を入力してください。" }).waitFor();
  await page.getByRole("link", { name: "調べる理由を選んでください。" }).waitFor();
  expect(await page.getByLabel("記号").inputValue()).toBe("12345678");
  await expectGoodPage(page, "links-search-errors");
  expect(await auditOf()).toEqual([]);
});

test("another birth date is nobody, and the look is on record all the same", async () => {
  await search("1981");
  await page.getByText("該当する方が見つかりません").waitFor();
  await expectGoodPage(page, "links-nobody");
  expect(page.url()).toMatch(/\/office\/certificate-links$/u);
  expect((await auditOf()).map(({ detail }) => detail)).toEqual([
    { reason: "patient", found: false },
  ]);
});

test("two certificates in transition; one is unlinked with its reason, and the other still speaks", async () => {
  await search();
  await page.getByText("有効な利用登録は2件です。").waitFor();
  await expectGoodPage(page, "links-found");
  const text = await page.getByRole("main").innerText();
  expect(text).toContain("新しい電子証明書への引き継ぎ");
  expect(text).toContain("医療機関などの窓口（架空医院）");
  for (const secret of ["山田", "ヤマダ", "12345678"]) expect(text).not.toContain(secret);

  await page.getByRole("button", { name: "解除する" }).click();
  await page.getByRole("link", { name: "解除する登録を選んでください。" }).waitFor();
  await expectGoodPage(page, "links-unlink-errors");
  await page.getByLabel(`照合番号 ${handleOf(old)}`).check();
  await page.getByLabel("カードを新しくした").check();
  await page.getByRole("button", { name: "解除する" }).click();
  await page.getByText("利用登録を解除しました").waitFor();
  await page.getByText("有効な利用登録は1件です。").waitFor();
  await expectGoodPage(page, "links-unlinked");
  expect([await holderOf(old), await holderOf(renewed)]).toEqual([undefined, personId]);
  expect(page.url()).toMatch(/\/office\/certificate-links\/unlink$/u);
  const rows = await auditOf();
  expect(rows.slice(1).map(({ action, detail }) => [action, detail])).toEqual([
    ["certificate-links.looked-up", { reason: "patient", found: true }],
    ["certificate.unlinked", { reason: "replaced" }],
  ]);
  for (const secret of ["ヤマダ", "1980", "12345678"]) {
    expect(rows.filter(({ text: row }) => row.includes(secret))).toEqual([]);
  }
});

test("only officials come here, and nobody unlinks another person's card by a made-up form", async () => {
  const { visitor } = await registerFacility(center);
  expect((await visitor.get("/office/certificate-links")).path).toMatch(/^\/office\/sign-in/u);
  const link = Buffer.from(renewed ?? []).toString("base64url");
  const form = { personId: "00000000-0000-7000-8000-00000000c002", link, reason: "asked" };
  const status = await page.request
    .post("/office/certificate-links/unlink", { form, headers: { origin: center.url } })
    .then((response) => response.status());
  expect(status).toBe(404);
  expect((await visitor.post("/office/certificate-links/unlink", form)).path).toMatch(
    /^\/office\/sign-in/u,
  );
  expect(await holderOf(renewed)).toBe(personId);
});
