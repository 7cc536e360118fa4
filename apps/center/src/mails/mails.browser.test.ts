import { mailTemplates, openDatabase, queueMail, transaction } from "@madoguchi/platform";
import {
  addOfficial,
  expectGoodPage,
  launchBrowser,
  registerFacility,
  signInHere,
  signInOfficial,
  startTestCenter,
} from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let center: TestCenter;
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([
    startTestCenter(undefined, { mailStopAfter: 1 }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

test("the office looks through its mails and sees where none arrives; the person mends it", async () => {
  const person = await registerFacility(center);
  center.answerMailTo(person.mail, "550 5.1.1 User unknown");
  const db = openDatabase(center.databaseUrl);
  const [letter] = mailTemplates().flatMap(({ examples }) => examples());
  if (!letter) throw new Error("there is no kind of mail");
  await transaction(db, (tx) => queueMail(tx, { ...letter, to: person.mail }));
  const stopped = () => db.selectFrom("unreachableAddress").select("stoppedAt").execute();
  await expect.poll(stopped).toHaveLength(1);
  await db.destroy();

  const page = await (await browser.newContext()).newPage();
  await page.goto(`${center.url}/office/mails`);
  await signInOfficial(center, page, await addOfficial(center, ["callCenter"]));
  await page.getByRole("heading", { name: "メールの文面", level: 1 }).waitFor();
  await expectGoodPage(page, "mails-list");
  await page.getByRole("link", { name: "利用申請を却下したとき" }).click();
  const mail = page.frameLocator("iframe").first();
  await mail.getByText("みほん診療所 御中").waitFor();
  expect(await mail.getByRole("listitem").count()).toBeGreaterThan(3);
  await page.getByText("文字だけで読むとき").first().click();
  await expectGoodPage(page, "mails-one");
  await page.getByRole("link", { name: /^このメールだけを開く/ }).click();
  // Scripts are off there, those of a test as well.
  await page.getByText("みほん診療所 御中").waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "メールの文面" }).click();

  await page.getByRole("link", { name: "届かないアドレス" }).click();
  await page.getByRole("rowheader", { name: person.mail }).waitFor();
  await expectGoodPage(page, "mails-unreachable");

  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(`${center.url}/sign-in`);
  await signInHere(theirs, person.mail);
  await theirs.getByText("あなたのメールアドレスに、メールが届いていません").waitFor();
  await expectGoodPage(theirs, "mails-home");
  center.answerMailTo(person.mail, null);
  await theirs.getByRole("button", { name: "このアドレスに送り直す" }).click();
  await theirs.getByRole("heading", { name: "準備の進み具合" }).waitFor();
  expect(await theirs.getByText("メールが届いていません").count()).toBe(0);

  await page.getByRole("button", { name: /^再開/ }).click();
  await page.getByText("このアドレスは、もう一覧にありません").waitFor();
  await page.getByText("届かないアドレスはありません").waitFor();
  await expectGoodPage(page, "mails-none");
});
