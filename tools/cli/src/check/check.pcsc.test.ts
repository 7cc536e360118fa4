/** The whole way of one patient by command line: a real pcscd, a demo card on its reader, a real center. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { answerSchema } from "@madoguchi/contract";
import { createPcscPort } from "@madoguchi/reception/desktop";
import { holdSlot, startPcscd, startTestCenter, TEST_SECRET_KEY } from "@madoguchi/test";
import type { CardSlot, TestCenter } from "@madoguchi/test";
import type { Switches } from "@madoguchi/virtual-card";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hearing } from "../hearing.fixture.ts";
import { check } from "../commands/check.ts";
import { type Deck, openDeck } from "../demo/deck.ts";
import { seedDemo } from "../demo/seed.ts";

const cleanUp: (() => Promise<void>)[] = [];
let center: TestCenter;
let slot: CardSlot;
let varDir: string;
let deck: Deck;

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-check-"));
  cleanUp.push(() => rm(varDir, { recursive: true }));
  center = await startTestCenter();
  cleanUp.push(() => center.close());
  slot = await holdSlot(0);
  cleanUp.push(() => slot.release());
  const pcscd = await startPcscd();
  cleanUp.push(() => pcscd.stop());
  await seedDemo({
    databaseUrl: center.databaseUrl,
    varDir,
    secretKey: TEST_SECRET_KEY,
    insured: 0,
    centerUrl: center.url,
  });
  deck = await openDeck(join(varDir, "cards"));
});

afterAll(async () => {
  for (const clean of cleanUp.toReversed()) await clean();
});

beforeEach(async () => {
  await deck.reset("employee");
});

const heard = hearing(() => ({ MADOGUCHI_VAR: varDir }));

/** Runs the command with a demo card on the reader, and says what the card's counter is afterwards. */
async function checkOnReader(
  id: string,
  args: readonly string[],
  switches: Partial<Switches> = {},
): Promise<{ code: number; triesLeft: number }> {
  const card = deck.card(id, switches);
  const session = await slot.put(card);
  try {
    await untilReader(true);
    const code = await check.run(["--reader", slot.reader, ...args]);
    return { code, triesLeft: card.image.pins["jpki-auth"].triesLeft };
  } finally {
    await session.close();
    await untilReader(false);
  }
}

/** pcscd looks for cards a few times a second. */
async function untilReader(present: boolean): Promise<void> {
  const port = createPcscPort();
  for (let attempt = 0; attempt < 500; attempt++) {
    const readers = await port.list();
    if (readers.find(({ name }) => name === slot.reader)?.cardPresent === present) return;
    await delay(20);
  }
  throw new Error(`the reader does not show a card: ${present}`);
}

test("prints 有効 and the person, the copay and the insurance", async () => {
  expect(await checkOnReader("employee", ["--pin", "1234"])).toEqual({ code: 0, triesLeft: 3 });
  expect(heard.complained).toEqual([]);
  const lines = heard.printed.join("\n").split("\n");
  expect(lines[0]).toContain("有効");
  expect(lines).toContain("氏名　　　　　山田　花子");
  expect(lines).toContain("自己負担　　　3割");
});

test("--json prints the answer as the contract has it", async () => {
  expect((await checkOnReader("inactive", ["--pin", "1234", "--json"])).code).toBe(1);
  expect(answerSchema.parse(JSON.parse(heard.printed.join()))).toMatchObject({
    outcome: "invalid",
  });
});

test("first use: the card on the reader signs the consent, and the answer follows", async () => {
  const person = deck.people.find(({ id }) => id === "first-use");
  const stated = [
    "--first-use",
    "--agree",
    "--insurer-number=01130012",
    "--symbol=31240561",
    "--number=728",
    "--branch=00",
    `--birth-date=${person?.birthDate}`,
    "--kana=ﾔﾏｸﾞﾁ ﾒｲ",
  ];
  expect((await checkOnReader("first-use", ["--pin", "1234"])).code).toBe(1);
  expect((await checkOnReader("first-use", ["--pin", "1234", ...stated])).code).toBe(0);
  expect(heard.printed.at(-1)).toContain("山口　芽衣");
  expect((await checkOnReader("first-use", ["--pin", "1234"])).code).toBe(0);
});

test("a wrong PIN costs one try, says how many are left, and is not sent again", async () => {
  const ended = await checkOnReader("employee", ["--pin", "9999"]);
  expect(ended).toEqual({ code: 3, triesLeft: 2 });
  expect(heard.printed).toEqual([]);
  expect(heard.complained.join()).toContain("暗証番号が違います。あと2回入力できます。");
  expect(heard.complained.join()).not.toContain("9999");
});

test("the last try is kept until it is insisted on; after it the card is locked", async () => {
  for (const triesLeft of [2, 1]) {
    expect(await checkOnReader("employee", ["--pin", "9999"])).toEqual({ code: 3, triesLeft });
  }
  expect(await checkOnReader("employee", ["--pin", "9999"])).toEqual({ code: 3, triesLeft: 1 });
  expect(heard.complained.at(-1)).toContain("あと1回です。カードには送っていません。");
  const last = await checkOnReader("employee", ["--pin", "9999", "--last-try"]);
  expect(last).toEqual({ code: 3, triesLeft: 0 });
  expect(await checkOnReader("employee", ["--pin", "1234"])).toEqual({ code: 3, triesLeft: 0 });
  expect(heard.complained.at(-1)).toContain("ロックされています");
});

test("a card pulled out half-way is one clear message", async () => {
  const ended = await checkOnReader("employee", ["--pin", "1234"], { pullAt: 5 });
  expect(ended).toEqual({ code: 3, triesLeft: 3 });
  expect(heard.complained).toEqual([
    expect.stringContaining("読み取りの途中で、カードが離れました。資格の確認は行われていません。"),
  ]);
});

test("readers: listed with what lies on them; no card, no such reader", async () => {
  expect(await check.run(["--list-readers"])).toBe(0);
  expect(heard.printed).toContain(`${slot.reader}\tカードなし`);
  expect(await check.run(["--reader", slot.reader, "--pin", "1234"])).toBe(3);
  expect(heard.complained.at(-1)).toContain("読み取れるカードがありません");
  expect(await check.run(["--reader", "none", "--pin", "1234"])).toBe(4);
  expect(heard.complained.at(-1)).toContain("カードリーダーが見つかりません");
});
