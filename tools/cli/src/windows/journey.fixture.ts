/** For tests: the reception program as a process, a real pcscd with a demo card, a real center, and a browser as its window. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { formatSetupInfo } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { openDatabase, systemClock } from "@madoguchi/platform";
import {
  expectNoAxeViolations,
  holdSlot,
  issueSetup,
  launchBrowser,
  openCounter,
  startPcscd,
  startTestCenter,
  takePictures,
} from "@madoguchi/test";
import type { CardSlot, TestCenter } from "@madoguchi/test";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { openDeck, type Deck } from "../demo/deck.ts";
import { seedDeck } from "../demo/seed.ts";

/** How the program is started; its own arguments come after. */
export type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

const START_ATTEMPTS = 600;

export type ProgramPlace = AsyncDisposable & {
  readonly center: TestCenter;
  readonly slot: CardSlot;
  readonly deck: Deck;
  readonly browser: Browser;
  readonly folder: string;
};

export async function openProgramPlace(): Promise<ProgramPlace> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-program-"));
  // What a program leaves behind may still be at work there for a moment.
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 20 }));
  // The program only asks this center for its facts: the page is the program's own.
  const center = await startTestCenter(undefined, { receptionDirectory: folder });
  opened.defer(() => center.close());
  const slot = await holdSlot(0);
  opened.defer(() => slot.release());
  const pcscd = await startPcscd();
  opened.defer(() => pcscd.stop());
  const now = systemClock.now();
  const deck = await openDeck(join(folder, "cards"), now);
  await using db = openDatabase(center.databaseUrl, { max: 1 });
  await seedDeck(db, deck, tokyoDate(now), now);
  const browser = await launchBrowser();
  opened.defer(() => browser.close());
  const kept = opened.move();
  return {
    center,
    slot,
    deck,
    browser,
    folder,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

export type Running = AsyncDisposable & {
  /** Of its first window. */
  readonly address: string;
  /** By a signal, as the system does it. */
  stop(): Promise<void>;
};

/** What it prints goes to a file: a Windows program under Wine cannot write to a pipe. */
export async function startProgram(
  { command, args, env = {} }: Program,
  own: readonly string[],
  folder: string,
): Promise<Running> {
  const path = join(folder, `stdout-${crypto.randomUUID()}`);
  const stdout = await open(path, "w");
  const child = spawn(command, [...args, ...own], {
    stdio: ["ignore", stdout.fd, "inherit"],
    env: { ...process.env, ...env },
  });
  await stdout.close();
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const address = /^http:\S+/mu.exec(await readFile(path, "utf8"))?.[0];
    if (address !== undefined) return { address, stop, [Symbol.asyncDispose]: stop };
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await delay(100);
  }
  await stop();
  throw new Error("the program did not say where its page is");
}

/** From the first start over the center's address and the registration to a patient's 有効. */
export async function walk(
  { center, slot, deck, browser }: ProgramPlace,
  address: string,
  pictures: string,
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  await page.getByRole("heading", { name: "はじめに、窓口の住所を教えてください" }).waitFor();
  await expectNoAxeViolations(page);
  await takePictures(page, `${pictures}-center`);
  const setup = await issueSetup(center, await openCounter(center));
  await page
    .getByLabel("ユーザー設定情報、または窓口の住所")
    .fill(formatSetupInfo(setup, center.url));
  await page.getByRole("button", { name: "次へ進む" }).click();
  await page.getByLabel("この端末の名前").fill("受付1");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByRole("heading", { name: "マイナンバーカードを置いてください" }).waitFor();
  await check(page, slot, deck);
  return page;
}

export async function check(page: Page, slot: CardSlot, deck: Deck): Promise<void> {
  const session = await slot.put(deck.card("employee"));
  try {
    await page.getByRole("heading", { name: "4桁の暗証番号を入力してください" }).waitFor();
    await page.keyboard.type("1234");
    await page.keyboard.press("Enter");
    const asks = page.getByRole("heading", { name: /次の情報を提供しますか/u });
    const valid = page.getByRole("heading", { level: 1, name: "有効" });
    await asks.or(valid).first().waitFor();
    if (await asks.isVisible()) {
      for (const no of await page.getByRole("radio", { name: "提供しない" }).all())
        await no.check();
      await page.getByRole("button", { name: "この内容で決める" }).click();
    }
    await valid.waitFor();
    expect(await page.getByText("全国健康保険協会").first().isVisible()).toBe(true);
  } finally {
    await session.close();
  }
}
