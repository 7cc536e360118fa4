import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDeck } from "../demo/deck.ts";
import { hearing } from "../hearing.fixture.ts";
import { card } from "./card.ts";

let home: string;
const heard = hearing(() => ({ MADOGUCHI_VAR: home }));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "madoguchi-card-"));
});

afterAll(() => rm(home, { recursive: true }));

test("--list: one line a card, with its name, its holder and what it shows", async () => {
  expect(await card.run(["--list"])).toBe(0);
  expect(heard.printed).toHaveLength(14);
  expect(heard.printed[0]).toBe("employee\t山田　花子\t会社員 3割");
});

test("--self-test passes for the default card, one without a signing certificate, and one of the next generation", async () => {
  expect(await card.run(["--self-test"])).toBe(0);
  expect(await card.run(["--self-test", "--card", "child"])).toBe(0);
  expect(await card.run(["--self-test", "--card", "next-generation"])).toBe(0);
  expect(heard.printed).toEqual([...passed, ...passed, ...passed]);
});

const passed = ["✓ 署名", "✓ 発行元", "✓ 個人番号を選ばない"];

test("--slow: the card takes its time, and passes all the same", async () => {
  expect(await card.run(["--self-test", "--slow"])).toBe(0);
  expect(heard.printed).toEqual(passed);
});

test("--trace shows the commands and never the PIN", async () => {
  await card.run(["--self-test", "--trace"]);
  expect(heard.printed).toContain("> 00200080 ****");
  expect(heard.printed.join()).not.toContain("31323334");
});

test("--self-test says why a locked card does not sign, and --reset unlocks it", async () => {
  const locked = (await openDeck(join(home, "cards"))).card("elderly");
  await locked.process(Buffer.from("00a4040c0ad392f000260100000001", "hex"));
  for (let tries = 3; tries > 0; tries--) {
    await locked.process(Buffer.from("002000980430303030", "hex"));
  }
  await expect(card.run(["--self-test", "--card", "elderly"])).rejects.toThrow("locked");
  expect(await card.run(["--reset", "--card", "elderly"])).toBe(0);
  expect(await card.run(["--self-test", "--card", "elderly"])).toBe(0);
});

test.each([
  [[], "どれか1つ"],
  [["--list", "--vpcd"], "どれか1つ"],
  [["--vpcd", "--port", "0"], "1 から 65535 まで"],
  [["--list", "--colour"], "「--list --colour」は読み取れません"],
  [["--self-test", "--card", "nobody"], "「nobody」というカードはありません"],
])("%j is refused with one sentence", async (args, sentence) => {
  await expect(card.run(args)).rejects.toMatchObject({
    name: "Refusal",
    message: expect.stringContaining(sentence),
  });
});
