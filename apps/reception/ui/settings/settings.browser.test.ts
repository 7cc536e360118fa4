/** What a counter sets up for itself: how an answer goes to the billing computer, and on paper. */
import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatSetupInfo } from "@madoguchi/contract";
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Download, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { fullAnswer, validAnswer } from "../answers.fixture.ts";
import { openPlace, setupInfo } from "../reception.fixture.ts";
import type { Place } from "../reception.fixture.ts";

let browser: Browser;
let place: Place;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, place] = await Promise.all([launchBrowser(), openPlace()]);
});
afterAll(async () => {
  await browser.close();
  await place.close();
});
beforeEach(async () => {
  context = await browser.newContext({ permissions: ["clipboard-write", "clipboard-read"] });
  page = await context.newPage();
  await page.goto(place.url);
  await page.getByLabel("まとめて貼り付け").fill(formatSetupInfo(setupInfo));
  await page.getByLabel("この端末の名前").fill("受付1");
  await press("登録する");
  await expectScreen("マイナンバーカードを置いてください");
});
afterEach(async () => {
  place.take();
  place.center.answer = validAnswer;
  await context.close();
});

const expectScreen = (words: string) =>
  page.getByRole("heading", { level: 1, name: words }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
const choose = (name: string) => page.getByRole("radio", { name }).check();

async function check(): Promise<void> {
  place.lay();
  await expectScreen("4桁の暗証番号を入力してください");
  await page.keyboard.type("1234");
  await page.keyboard.press("Enter");
  await expectScreen("有効");
}

async function nextPatient(): Promise<void> {
  await press(/次の患者さん/u);
  place.take();
  await expectScreen("マイナンバーカードを置いてください");
}

async function openSettings(): Promise<void> {
  await press(/^設定/u);
  await expectScreen("この受付の設定");
  await page.getByRole("radiogroup", { name: "印刷の用紙" }).waitFor();
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** By Chromium's own parser, which decodes by what the file itself declares. */
async function readByBrowser(bytes: Buffer): Promise<Record<string, string>> {
  const blank = await context.newPage();
  const texts = await blank.evaluate(
    async (all) => {
      const address = URL.createObjectURL(new Blob([Uint8Array.from(all)], { type: "text/xml" }));
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      await new Promise((resolve) => {
        request.addEventListener("loadend", resolve);
        request.send();
      });
      const leaves = [...(request.responseXML?.querySelectorAll("*") ?? [])].filter(
        ({ children }) => children.length === 0,
      );
      return Object.fromEntries(leaves.map(({ tagName, textContent }) => [tagName, textContent]));
    },
    [...bytes],
  );
  await blank.close();
  return texts;
}

test("an answer is copied whole, saved as a file, and written into the folder of the billing computer", async () => {
  const { person } = validAnswer;
  if (person === null) throw new Error("no person");
  place.center.answer = { ...fullAnswer, person: { ...person, name: "𠮷田　花子" } };
  // Without any setting: the clipboard.
  await check();
  await press("レセコンへ渡す");
  await page.getByText("すべての項目をコピーしました").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("氏名\t𠮷田　花子");
  expect(copied).toContain("保険者番号\t138057");
  await page.getByText("ほかの渡し方").click();
  await expectGoodPage(page, "result-other-ways");
  const [sjis] = await Promise.all([
    page.waitForEvent("download"),
    press("XMLを保存（Shift_JIS）"),
  ]);
  await page.getByText("「𠮷」は、Shift_JISにない文字です。").waitFor();
  await expectGoodPage(page, "result-saved");
  expect(sjis.suggestedFilename()).toMatch(/^OQSsiquc01res_face_[0-9a-f]{32}_\d{14}\.xml$/u);
  const read = await readByBrowser(await bytesOf(sjis));
  expect(read).toMatchObject({
    Name: "●田　花子",
    NameKana: "ﾔﾏﾀﾞ ﾊﾅｺ",
    InsurerNumber: "  138057",
    MedicalInstitutionCode: setupInfo.facilityCode,
    CharacterCodeIdentifier: "1",
    ElderlyRecipientContributionRatio: "020",
    SpecificDiseasesSelfPay: "10000",
  });
  const [utf8] = await Promise.all([page.waitForEvent("download"), press("XMLを保存（UTF-8）")]);
  expect(await readByBrowser(await bytesOf(utf8))).toMatchObject({ Name: "𠮷田　花子" });
  const [csv] = await Promise.all([page.waitForEvent("download"), press("CSVを保存")]);
  expect((await bytesOf(csv)).toString()).toContain("𠮷田　花子");
  await nextPatient();

  await openSettings();
  await expectGoodPage(page, "settings");
  await choose("フォルダーにファイルを書く（この端末の中継アプリ）");
  await page.getByLabel("中継アプリが書くフォルダー").fill(join(place.billingFolder, "nowhere"));
  await press("設定を保存する");
  await page.getByRole("alert").getByText("そのフォルダーがありません。").waitFor();
  expect(await page.title()).toMatch(/^エラー：/u);
  await expectGoodPage(page, "settings-error");
  await page.getByLabel("中継アプリが書くフォルダー").fill(place.billingFolder);
  await press("設定を保存する");
  await page.getByText("設定を保存しました。").waitFor();
  await press("受付に戻る");
  await expectScreen("マイナンバーカードを置いてください");

  await check();
  for (let time = 0; time < 2; time += 1) {
    await press("レセコンへ渡す");
    await expect.poll(async () => (await readdir(place.billingFolder)).length).toBe(time + 1);
  }
  await page.getByText(/レセコンのフォルダーに渡しました/u).waitFor();
  const [written] = await readdir(place.billingFolder);
  const file = await readFile(join(place.billingFolder, written ?? ""));
  expect(await readByBrowser(file)).toMatchObject({
    Name: "●田　花子",
    QualificationValidity: "1",
  });
  // An agent that is away is told, and the other ways are there.
  await place.stopAgent();
  await press("レセコンへ渡す");
  await page.getByText("レセコンに渡せませんでした").waitFor();
  await expectGoodPage(page, "result-not-written");
  await place.startAgentAgain();
});

test("where the browser itself can write, it does, into a folder that was chosen once", async () => {
  // A person's choice cannot be made by a program; the browser's own private folder is a folder like any other.
  await page.evaluate(() => {
    const choice = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle("face", { create: true });
    Reflect.set(window, "showDirectoryPicker", choice);
  });
  await openSettings();
  await choose("フォルダーにファイルを書く（このブラウザ）");
  await press("設定を保存する");
  await page.getByRole("alert").getByText("「フォルダーを選ぶ」を押して").waitFor();
  await press("フォルダーを選ぶ");
  await page.getByText("「face」を選んでいます").waitFor();
  await choose("CSV（表）");
  await press("設定を保存する");
  await page.getByText("設定を保存しました。").waitFor();
  await press("受付に戻る");
  await check();
  await press("レセコンへ渡す");
  await page.getByText(/レセコンのフォルダーに渡しました/u).waitFor();
  const kept = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle("face")).keys()) names.push(name);
    return names;
  });
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatch(/\.csv$/u);
});

test("a result is printed on A4 and on a roll of 80 mm, without the tools around it", async () => {
  const printed = async (name: string) => {
    const input = await page.pdf({ preferCSSPageSize: true, format: "A4" });
    const folder = process.env["PICTURES"];
    if (folder) await writeFile(join(folder, `${name}.pdf`), input);
    const info = execFileSync("pdfinfo", ["-"], { input }).toString();
    const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input }).toString();
    return { info, text };
  };
  place.center.answer = fullAnswer;
  await check();
  const sheet = await printed("a4");
  expect(sheet.info).toMatch(/Pages:\s+1\n/u);
  expect(sheet.info).toMatch(/Page size:\s+59[45]/u);
  await nextPatient();
  await openSettings();
  await choose("80 mm幅のロール紙");
  await press("設定を保存する");
  await page.getByText("設定を保存しました。").waitFor();
  await press("受付に戻る");
  await check();
  const roll = await printed("roll");
  expect(roll.info).toMatch(/Page size:\s+22[67][.\d]* x/u);
  for (const { text } of [sheet, roll]) {
    expect(text).toContain("138057");
    expect(text).not.toMatch(/レセコンへ渡す|ほかの渡し方|秒で消えます|次の患者さん/u);
  }
});
