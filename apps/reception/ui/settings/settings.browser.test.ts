/** What a counter sets up for itself: how an answer goes to the billing computer and on paper, and how long it is kept, who may open it. */
import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectGoodPage, launchBrowser } from "@madoguchi/test";
import type { Browser, BrowserContext, Download, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fullAnswer, validAnswer } from "../answers.fixture.ts";
import { register, typePin } from "../hand.fixture.ts";
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
  await register(page, place.url);
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
  await typePin(page);
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

test("who saves and goes back in one go finds a counter that reads cards", async () => {
  await openSettings();
  await page.evaluate(() => {
    for (const name of ["設定を保存する", "受付に戻る"]) {
      const buttons = [...document.querySelectorAll("button")];
      buttons.find(({ textContent }) => textContent.includes(name))?.click();
    }
  });
  await expectScreen("マイナンバーカードを置いてください");
  await check();
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
    expect(text).toContain("01130012");
    expect(text).not.toMatch(/レセコンへ渡す|ほかの渡し方|秒で消えます|次の患者さん/u);
  }
});

describe("今日の一覧", () => {
  const setKeep = async (words: string) => {
    await openSettings();
    const group = page.getByRole("radiogroup", { name: /今日の一覧/ });
    await group.getByRole("radio", { name: words }).check();
    await press("設定を保存する");
    await page.getByText("設定を保存しました。").waitFor();
    await press("受付に戻る");
    await expectScreen("マイナンバーカードを置いてください");
  };
  const openList = async () => {
    await press("今日の一覧");
    await expectScreen("今日の一覧");
  };

  /** Everything that this browser keeps for the page, as text: bytes too, in the encodings that a name could stand in. */
  const everythingKept = () =>
    page.evaluate(async () => {
      const texts = [JSON.stringify([{ ...localStorage }, { ...sessionStorage }])];
      const keys: unknown[] = [];
      const addBytes = (bytes: Uint8Array) =>
        texts.push(
          ...["utf-8", "utf-16le", "shift_jis"].map((each) => new TextDecoder(each).decode(bytes)),
        );
      const add = (value: unknown): void => {
        if (value instanceof CryptoKey) keys.push(value.extractable);
        else if (value instanceof ArrayBuffer) addBytes(new Uint8Array(value));
        else if (value instanceof Uint8Array) addBytes(value);
        else if (typeof value === "object" && value !== null) Object.values(value).forEach(add);
        else texts.push(String(value));
      };
      let entries = 0;
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => {
          request.addEventListener("success", () => resolve(request.result));
        });
      for (const { name = "" } of await indexedDB.databases()) {
        const database = await settled(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const open = database.transaction(store).objectStore(store);
          const [all, names] = await Promise.all([
            settled(open.getAll()),
            settled(open.getAllKeys()),
          ]);
          all.forEach(add);
          names.forEach(add);
          if (store === "entries") entries += all.length;
        }
        database.close();
      }
      for (const name of await caches.keys()) texts.push(name);
      return { text: texts.join("\n"), keys, entries };
    });

  test("who was checked is found by reading, shown and printed again, asked for again, and wiped", async () => {
    await openList();
    await page.getByText("この施設は、控えを残さない設定です").waitFor();
    await expectGoodPage(page, "today-none");
    await press("受付に戻る");
    await setKeep("その日の終わりまで残す");
    const now = new Date().toISOString();
    const { person } = validAnswer;
    if (person === null) throw new Error("no person");
    const others = [
      { ...validAnswer, checkedAt: now },
      {
        ...fullAnswer,
        checkId: "00000000-0000-7000-8000-000000000002",
        checkedAt: now,
        person: { ...person, name: "渡●　一郎", kana: "ﾜﾀﾅﾍﾞ ｲﾁﾛｳ" },
      },
    ];
    for (const answer of others) {
      place.center.answer = answer;
      await check();
      await nextPatient();
    }
    await expect.poll(async () => (await everythingKept()).entries).toBe(2);
    const kept = await everythingKept();
    // Never one character alone: what is encrypted, read as a text, holds any of them by chance.
    expect(kept.text).not.toMatch(
      /山田|ヤマダ|花子|渡●|ワタナベ|ﾜﾀﾅﾍﾞ|01130012|12345678|138057|架空窓口/u,
    );
    expect(kept.keys.every((extractable) => extractable === false)).toBe(true);

    await openList();
    await page.getByText("2件", { exact: true }).waitFor();
    await expectGoodPage(page, "today-list");
    await page.getByLabel("フリガナで探す").fill("わたなべ");
    await page.getByText("2件のうち1件").waitFor();
    expect(await page.getByText("山田　花子").count()).toBe(0);
    await page.getByLabel("フリガナで探す").fill("すずき");
    await page.getByText("このフリガナの方は、一覧にいません。").waitFor();
    await page.getByLabel("フリガナで探す").fill("");
    await press(/結果を見る・印刷.*ヤマダ/u);
    await expectScreen("有効");
    await page.getByText("今日の一覧の控えです。").waitFor();
    await page.getByRole("button", { name: "レセコンへ渡す" }).waitFor();
    await expectGoodPage(page, "today-copy");
    await press(/一覧に戻る/u);
    await expectScreen("今日の一覧");
    await press(/再照会.*ヤマダ/u);
    await expectScreen("再照会の理由を選んでください");
    await press("選び直す");
    await press("受付に戻る");

    // A new window of the same device knows the list; another key does not open it.
    await page.reload();
    await expectScreen("マイナンバーカードを置いてください");
    await openList();
    await page.getByText("2件", { exact: true }).waitFor();
    await press("一覧をすべて消す");
    await page.getByText("一覧をすべて消しますか").waitFor();
    await expectGoodPage(page, "today-wipe");
    await press("すべて消す");
    await page.getByText("まだ控えがありません").waitFor();
    expect(await everythingKept()).toMatchObject({ entries: 0 });
  });

  test("what is kept goes by itself when its days are over, and at once when the facility keeps less", async () => {
    await setKeep("7日間残す");
    await page.clock.install();
    await page.reload();
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    for (const days of [0, 6, 7]) {
      const checkId = `00000000-0000-7000-8000-00000000000${days}`;
      place.center.answer = { ...validAnswer, checkId, checkedAt: daysAgo(days) };
      await check();
      await nextPatient();
    }
    await expect.poll(async () => (await everythingKept()).entries).toBe(3);
    await page.clock.runFor(61_000);
    await expect.poll(async () => (await everythingKept()).entries).toBe(2);
    await setKeep("その日の終わりまで残す");
    expect((await everythingKept()).entries).toBe(1);
    await setKeep("残さない");
    expect(await everythingKept()).toMatchObject({ entries: 0 });
    await check();
    await nextPatient();
    expect((await everythingKept()).entries).toBe(0);
  });
});

describe("アプリのロック", () => {
  const setCode = async (code: string) => {
    await openSettings();
    await page.getByLabel("新しい番号").fill(code);
    await press("ロックの番号を決める");
  };

  test("a code opens the app, wrong ones cost time in every window, and nothing of a patient stands behind it", async () => {
    await setCode("12");
    await page.getByRole("alert").getByText("4〜8桁の数字").waitFor();
    await page.getByLabel("新しい番号").fill("２４６８１");
    await page.getByRole("radio", { name: "5分" }).check();
    await press("ロックの番号を決める");
    await page.getByText("ロックの設定を保存しました。").waitFor();
    await expectGoodPage(page, "settings-lock");
    await press("受付に戻る");
    await expectScreen("マイナンバーカードを置いてください");

    await page.clock.install();
    await check();
    await page.clock.runFor(5 * 60_000 + 1000);
    await expectScreen("この受付はロックされています");
    expect(await page.getByText("山田").count()).toBe(0);
    await expectGoodPage(page, "locked");
    // A card does not wake it.
    place.take();
    place.lay();
    await expectScreen("この受付はロックされています");
    const tryCode = async (code: string) => {
      await page.getByLabel("ロックの番号").fill(code);
      await press("ロックを解除する");
    };
    for (const left of [3, 2, 1]) {
      await tryCode("0000");
      await page
        .getByRole("alert")
        .getByText(`あと${left + 1}回間違えると`)
        .waitFor();
    }
    await tryCode("0000");
    await page.getByRole("alert").getByText("あと1回間違えると").waitFor();
    expect(await page.title()).toMatch(/^エラー：/u);
    await expectGoodPage(page, "locked-error");
    await tryCode("0000");
    await page.getByRole("alert").getByText("30秒たってから").waitFor();
    // The right one has to wait as well, after a new start too.
    await page.reload();
    await tryCode("24681");
    await page.getByRole("alert").getByText("たってから").waitFor();
    await page.clock.fastForward("00:31");
    await tryCode("24681");
    await expectScreen("4桁の暗証番号を入力してください");
  });

  test("whoever leaves locks it, whoever knows the code changes or gives it up, and whoever forgot it begins anew", async () => {
    await setCode("24681");
    await page.getByText("ロックの設定を保存しました。").waitFor();
    await press("受付に戻る");
    await press("席を離れる（ロックする）");
    await expectScreen("この受付はロックされています");
    await page.getByLabel("ロックの番号").fill("24681");
    await page.keyboard.press("Enter");
    await expectScreen("マイナンバーカードを置いてください");
    await openSettings();
    await page.getByLabel("いまの番号").fill("11111");
    await press("ロックをやめる");
    await page.getByRole("alert").getByText("番号が違います。").waitFor();
    await page.getByLabel("いまの番号").fill("24681");
    await press("ロックをやめる");
    await page.getByText("ロックをやめました。").waitFor();
    await page.reload();
    await expectScreen("マイナンバーカードを置いてください");

    await setCode("13579");
    await page.getByText("ロックの設定を保存しました。").waitFor();
    await page.reload();
    await expectScreen("この受付はロックされています");
    await page.getByText("番号を忘れたとき").click();
    await press("登録を消す手順へ進む");
    await press("この端末の登録を消す");
    await expectScreen("この端末を登録します");
  });
});

test("a result is spoken with no more of the name than was chosen, and letters grow", async () => {
  await page.evaluate(() => {
    const spoken: string[] = [];
    Reflect.set(window, "spoken", spoken);
    speechSynthesis.speak = ({ text }) => void spoken.push(text);
  });
  const spoken = () => page.evaluate<string[]>("spoken");
  await check();
  await nextPatient();
  for (const words of ["結果と負担割合だけ", "名字も読み上げる", "名字と名前を読み上げる"]) {
    await openSettings();
    await choose(words);
    await choose("大きい（1.25倍）");
    await press("設定を保存する");
    await page.getByText("設定を保存しました。").waitFor();
    await press("受付に戻る");
    await check();
    await expect.poll(async () => (await spoken()).at(-1)).toContain("有効");
    await nextPatient();
  }
  const result = "結果は、有効です。自己負担は、3割です。";
  expect(await spoken()).toEqual([
    result,
    `ヤマダさん。${result}`,
    `ヤマダ　ハナコさん。${result}`,
  ]);
  await check();
  await expectGoodPage(page, "result-large");
});
