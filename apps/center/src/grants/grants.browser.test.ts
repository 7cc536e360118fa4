import { afterAll, beforeAll, expect, test } from "vitest";
import { expectGoodPage, launchBrowser, manualPicture, registerFacility } from "@madoguchi/test";
import type { FacilityPerson, Visitor } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import {
  costs,
  files,
  fillApplication,
  finishIntroduction,
  signInAgain,
  startApplication,
  startGrantCenter,
  submit,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { openOffice as openOfficeWindow, openPortal } from "./windows.fixture.ts";

let center: GrantCenter;
let browser: Browser;
beforeAll(async () => {
  [center, browser] = await Promise.all([startGrantCenter(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await center.close();
});

async function ready(): Promise<FacilityPerson> {
  const facility = await registerFacility(center);
  await finishIntroduction(center, facility.facilityCode);

  return facility;
}

const open = (visitor: Visitor): Promise<Page> => openPortal(center, browser, visitor);
const openOffice = (): Promise<Page> => openOfficeWindow(center, browser);

/** At both widths. */
const expectGood = (page: Page, name: string): Promise<void> =>
  expectGoodPage(page, `grants-${name}`);

async function chooseFile(page: Page, file: File): Promise<void> {
  await page.getByLabel("領収書（写）のファイル").setInputFiles({
    name: file.name,
    mimeType: file.type,
    buffer: Buffer.from(await file.arrayBuffer()),
  });
  await page.getByRole("button", { name: /選んだファイルを追加する.*領収書/ }).click();
}

/** In the middle of a large file; what had arrived does not come again. */
async function loseTheLine(page: Page): Promise<void> {
  const parts: string[] = [];
  await page.route("**/uploads/*", async (route) => {
    parts.push(new URL(route.request().url()).searchParams.get("from") ?? "");
    await (parts.length === 2 ? route.abort("internetdisconnected") : route.continue());
  });
  const large = files.pdf("x".repeat(600 * 1024));
  await chooseFile(page, new File([large], "大きな領収書.pdf", { type: large.type }));
  await page.getByRole("link", { name: "大きな領収書.pdf" }).waitFor();
  expect(parts).toEqual(["0", "262144", "262144", "524288"]);
  await page.unroute("**/uploads/*");
  await page.getByRole("button", { name: /取り除く.*大きな領収書/ }).click();
  await page.getByRole("heading", { name: "領収書（写） 1個" }).waitFor();
}

async function fillLine(page: Page, row: number): Promise<void> {
  const group = page.getByRole("group", { name: `${row + 1}行目` });
  const value = (name: keyof typeof costs) => costs[name];
  await group.getByLabel("項目").selectOption({ label: "カードリーダー" });
  await group.getByLabel("品名").fill(value("lines.0.product"));
  await group.getByLabel("数量").fill("1");
  await group.getByLabel("税込金額").fill(value("lines.0.amountYen"));
  await group.getByLabel("年", { exact: true }).fill("2026");
  await group.getByLabel("月", { exact: true }).fill("10");
  await group.getByLabel("日", { exact: true }).fill("3");
  await group.getByLabel("購入先").fill(value("lines.0.shop"));
}

test("before the introduction is complete", async () => {
  const { visitor } = await registerFacility(center);
  const page = await open(visitor);
  await page.goto(`${center.url}/grants`);
  await expectGood(page, "before");
  await page.context().close();
});

test("from the first line to the letter, with a return", async () => {
  const { visitor, facilityName } = await ready();
  const page = await open(visitor);
  await page.getByRole("link", { name: "補助金", exact: true }).click();
  await expectGood(page, "overview");
  await page.getByRole("button", { name: "この補助金を申請する" }).click();
  await expectGood(page, "status-draft");
  await page.getByRole("link", { name: "入力の続きへ" }).click();
  await expectGood(page, "costs-empty");

  await page.getByRole("button", { name: "保存して次へ" }).click();
  await expectGood(page, "costs-error");
  await page.getByRole("link", { name: "購入したものを1行以上" }).click();
  await fillLine(page, 0);
  // Worked out while it is typed, by the function that decides it.
  await page.getByRole("heading", { name: "補助額の見込み 3,000円" }).waitFor();
  const first = page.getByRole("group", { name: "1行目" });
  for (const [cost, amount] of [
    ["14,500", "10,000円"],
    ["41,333", "30,000円"],
    ["４１３３４", "31,000円"],
    ["1333", "0円"],
  ] as const) {
    await first.getByLabel("税込金額").fill(cost);
    await page.getByRole("heading", { name: `補助額の見込み ${amount}` }).waitFor();
  }
  await page.getByText("対象経費が1,334円以上のときに申請できます").waitFor();
  await first.getByLabel("金額の税").selectOption({ label: "税抜（10%）" });
  await page.getByRole("heading", { name: "補助額の見込み 1,000円" }).waitFor();
  await first.getByLabel("金額の税").selectOption({ label: "税込のまま計算する" });
  await first.getByLabel("税込金額").fill(costs["lines.0.amountYen"]);
  await page.getByRole("button", { name: "行を追加する" }).click();
  await page.getByRole("group", { name: "4行目" }).waitFor();
  await expectGood(page, "costs-saved");
  await manualPicture(
    page,
    "grant-costs",
    ["項目", "品名", "税込金額", "保存して補助額を計算する"],
    {
      before: page.getByRole("group", { name: "2行目" }),
    },
  );
  await page.getByRole("button", { name: "保存して次へ" }).click();

  await expectGood(page, "receipts-empty");
  await chooseFile(page, files.html());
  await page.getByRole("status").getByText("エラー：PDFでも写真でもありません").waitFor();
  await expectGood(page, "receipts-error");
  await chooseFile(page, files.png());
  await page.getByRole("button", { name: /右に回す.*写真/ }).click();
  await page.getByRole("button", { name: /取り除く.*写真/ }).waitFor();
  await expectGood(page, "receipts");
  await loseTheLine(page);
  await page.getByRole("link", { name: "次へ", exact: true }).click();

  await expectGood(page, "account-empty");
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await expectGood(page, "account-error");
  await page.getByLabel("金融機関を探す").fill("しんきん");
  await page.getByText("はじめの12件です").waitFor();
  await expectGood(page, "account-many");
  await page.getByLabel("金融機関を探す").fill("みつい");
  await page.getByLabel("三井住友（0009）").check();
  await page.getByLabel("支店を探す").fill("かすみがせき");
  await page.getByLabel("霞が関（639）").check();
  await page.getByLabel("普通").check();
  await page.getByLabel("口座番号").fill("0000123");
  await page.getByLabel("口座名義").fill("カクウイイン");
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await expectGood(page, "confirm");
  await manualPicture(
    page,
    "grant-confirm",
    ["費用の内訳と補助額", "振込先", "この内容で申請する"],
    {
      before: page.getByRole("heading", { name: "領収書などの書類", level: 2 }),
    },
  );
  await page.getByRole("button", { name: "この内容で申請する" }).click();
  await page.getByText("審査担当が内容を確かめています").first().waitFor();
  await expectGood(page, "status-submitted");

  let office = await openOffice();
  await office.goto(`${center.url}/office/grants`);
  await expectGood(office, "queue");
  await office.getByRole("link", { name: facilityName }).click();
  await expectGood(office, "review");
  await office.getByRole("link", { name: "差戻し" }).click();
  await office.getByRole("button", { name: "差し戻す" }).click();
  await expectGood(office, "return-error");
  await office.getByLabel("読み取れない").check();
  await office.getByLabel("直しをお願いする理由").fill("写真がぼやけて金額が読めません。");
  await office.getByRole("group", { name: "直す項目" }).getByLabel("領収書などの書類").check();
  await office.getByRole("button", { name: "差し戻す" }).click();
  await office.getByText("差し戻しました").waitFor();
  const review = `${center.url}/office${new URL(page.url()).pathname}`;
  await office.goto(review);
  await expectGood(office, "review-returned");

  await page.reload();
  await expectGood(page, "status-returned");
  await page.getByRole("link", { name: "直しに行く" }).click();
  await expectGood(page, "receipts-returned");
  await chooseFile(page, files.pdf("corrected"));
  await page.getByRole("link", { name: "領収書.pdf" }).waitFor();
  await page.getByRole("link", { name: "次へ", exact: true }).click();
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByRole("button", { name: "修正を提出" }).click();
  await page.getByText("審査担当が内容を確かめています").first().waitFor();

  await office.reload();
  await office.getByRole("button", { name: "3,000円で承認する" }).click();
  await office.getByText("ほかの審査担当の承認がそろうと").waitFor();
  await office.goto(review);
  await expectGood(office, "review-half-approved");
  await office.context().close();
  office = await openOffice();
  await office.goto(review);
  await office.getByRole("button", { name: "3,000円で承認する" }).click();
  await office.getByText("承認しました。施設にメールで知らせました。").waitFor();
  await office.goto(review);
  await office.getByText("3,000円の交付を決定しました").waitFor();
  const receipt = await office.getByRole("link", { name: "写真.png" }).getAttribute("href");
  const file = await office.request.get(center.url + (receipt ?? ""));
  expect(file.headers()).toMatchObject({
    "content-type": "image/png",
    "content-disposition": "inline; filename*=UTF-8''%E5%86%99%E7%9C%9F.png",
    "content-security-policy": expect.stringMatching(/^sandbox;/),
    "x-content-type-options": "nosniff",
  });
  await expectGood(office, "review-approved");
  await page.reload();
  await expectGood(page, "status-approved");
  expect(
    await page.getByRole("link", { name: "交付決定通知（PDF）を開く" }).getAttribute("href"),
  ).toMatch(/decision-letter\.pdf$/);
  await page.goto(`${center.url}/grants`);
  await expectGood(page, "overview-approved");
  await Promise.all([page.context().close(), office.context().close()]);
});

test("refused, and too late", async () => {
  const { mail, visitor } = await ready();
  const path = await startApplication(visitor);
  await fillApplication(visitor, path, files.pdf("refused"));
  await submit(visitor, path);
  const office = await openOffice();
  await office.goto(`${center.url}/office${path}`);
  await office.getByRole("link", { name: "却下" }).click();
  await office.getByLabel("補助の対象でない費用").check();
  await office.getByLabel("承認できない理由").fill("中古品は対象外のためです。");
  await office.getByRole("button", { name: "却下する" }).click();
  await office.getByText("却下しました。施設にメールで知らせました。").waitFor();
  await office.goto(`${center.url}/office${path}`);
  await office.getByText("不交付と決定しました").waitFor();
  await expectGood(office, "review-refused");
  await office.goto(`${center.url}/office/grants?view=returned`);
  await expectGood(office, "queue-other");
  await office.context().close();

  const page = await open(visitor);
  await page.goto(`${center.url}${path}`);
  await expectGood(page, "status-refused");
  const draft = await startApplication(visitor);
  await page.context().close();
  center.setTime("2027-02-10T00:00:00Z");
  await signInAgain(center, visitor, mail);
  const late = await open(visitor);
  await late.goto(`${center.url}${draft}`);
  await late.getByText("受付は令和9年1月31日（日）で終わりました").waitFor();
  await expectGood(late, "status-late");
  await late.goto(`${center.url}/grants`);
  await expectGood(late, "overview-closed");
  await late.context().close();
});
