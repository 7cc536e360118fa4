/** The officials' pages as people see them: two who administer, an official between two roles, and one who audits. */
import {
  addOfficial,
  expectGoodPage,
  giveProof,
  launchBrowser,
  signInHere,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let browser: Browser;

beforeAll(async () => {
  center = await startTestCenter();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function enter(mail: string, path: string): Promise<Page> {
  const context = await browser.newContext({ locale: "ja-JP" });
  const page = await context.newPage();
  await page.goto(`${center.url}/office/sign-in`);
  await signInHere(page, mail);
  await giveProof(center, mail);
  await page.goto(center.url + path);

  return page;
}

const press = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) =>
  page.getByRole("main").getByRole("link", { name }).first().click();

test("a role is proposed by one, agreed to by another, and opens what it is for", async () => {
  const first = await enter(await addOfficial(center, ["administrator"]), "/office");
  const second = await enter(await addOfficial(center, ["administrator"]), "/office");
  const reviewerMail = await addOfficial(center, ["reviewer"]);
  const reviewer = await enter(reviewerMail, "/office/grants/payments");

  await reviewer.getByRole("heading", { name: "この操作はできません" }).waitFor();
  await expectGoodPage(reviewer, "refused");
  await reviewer.getByRole("link", { name: "自分の仕事へ" }).click();
  await reviewer.getByRole("heading", { name: "利用申請の審査" }).waitFor();
  expect(await reviewer.getByRole("link", { name: "保険者" }).count()).toBe(0);

  // The front page led to the one thing that they do.
  await first.getByRole("heading", { name: "職員と役割" }).waitFor();
  await expectGoodPage(first, "officials");
  await follow(first, "職員の招待を提案する");
  await press(first, "提案する");
  await first.getByRole("heading", { name: "職員の招待を提案する" }).waitFor();
  expect(await first.title()).toContain("エラー：");
  await expectGoodPage(first, "invite-errors");
  const { id } = await reviewerOf();
  await first.goto(`${center.url}/office/officials/${id}`);
  await expectGoodPage(first, "official");
  await follow(first, "役割の追加を提案する");
  await first.getByLabel("支払").check();
  await first.getByLabel("理由").fill("10月の異動のため");
  await expectGoodPage(first, "give");
  await press(first, "提案する");
  await first.getByText("提案した職員は同意できません").waitFor();
  await expectGoodPage(first, "own-proposal");

  await second.goto(first.url());
  await expectGoodPage(second, "proposal");
  await press(second, "同意する");
  await second.getByText("決定", { exact: true }).waitFor();
  await expectGoodPage(second, "agreed");

  await reviewer.goto(`${center.url}/office/grants/payments`);
  await reviewer.getByRole("heading", { name: "補助金の振込" }).waitFor();

  await first.goto(`${center.url}/office/officials/${id}/factor-reset`);
  await expectGoodPage(first, "reset-start");
  await first.getByLabel("スマートフォンや鍵をなくした").check();
  await first.getByLabel("対面で、職員証と顔を確かめた").check();
  await first.getByLabel("確かめた場所と立ち会った方").fill("本庁舎3階、課長 架空 太郎");
  await press(first, "確認を記録する");
  await first.getByText("ほかの職員に承認を頼んでください").waitFor();
  await second.goto(first.url());
  await expectGoodPage(second, "reset-approve");
  await press(second, "承認する");
  await second.getByText("に解除します").first().waitFor();

  const auditor = await enter(await addOfficial(center, ["auditor"]), "/office/audit");
  await auditor.getByRole("cell", { name: "役割の提案への同意" }).waitFor();
  await auditor.getByText("記録をさがす").click();
  await expectGoodPage(auditor, "audit");

  async function reviewerOf() {
    await first.goto(`${center.url}/office/officials`);
    const row = first.getByRole("row").filter({ hasText: reviewerMail });
    const href = (await row.getByRole("link").getAttribute("href")) ?? "";

    return { id: href.split("/").at(-1) ?? "" };
  }
});
