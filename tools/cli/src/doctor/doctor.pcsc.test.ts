/** `npx madoguchi doctor` against a real pcscd: a demo card on its reader, and a hand that does what is asked on the screen. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReaderInfo } from "@madoguchi/card";
import { createPcscPort } from "@madoguchi/reception/desktop";
import { holdSlot, startPcscd, type CardSlot } from "@madoguchi/test";
import type { Switches } from "@madoguchi/virtual-card";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { doctor } from "../commands/doctor.ts";
import { type Deck, openDeck } from "../demo/deck.ts";
import { hearing } from "../hearing.fixture.ts";
import { askWords } from "./words.ts";

const cleanUp: (() => Promise<void>)[] = [];
let slot: CardSlot;
let varDir: string;
let deck: Deck;
let told: string[];
let hand: Promise<void>;
let lying: Awaited<ReturnType<CardSlot["put"]>> | undefined;

const heard = hearing(() => ({ MADOGUCHI_VAR: varDir, NO_COLOR: "1" }));

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-doctor-"));
  cleanUp.push(() => rm(varDir, { recursive: true }));
  slot = await holdSlot(0);
  cleanUp.push(() => slot.release());
  const pcscd = await startPcscd();
  cleanUp.push(() => pcscd.stop());
  deck = await openDeck(join(varDir, "cards"));
});

afterAll(async () => {
  for (const clean of cleanUp.toReversed()) await clean();
});

beforeEach(() => {
  told = [];
  hand = Promise.resolve();
});

afterEach(async () => {
  await lying?.close();
  lying = undefined;
  await untilReaderIsEmpty();
});

/** pcscd looks for cards a few times a second. */
async function untilReaderIsEmpty(): Promise<void> {
  const port = createPcscPort();
  const isEmpty = ({ name, cardPresent }: ReaderInfo) => name === slot.reader && !cardPresent;
  await new Promise<void>((resolve) => {
    const stop = port.watch((event) => {
      if (event.type !== "readers" || !event.readers.some(isEmpty)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** Runs the command; the card is laid down, taken and laid down again whenever the command asks for it. */
async function examine(args: readonly string[], switches: Partial<Switches> = {}): Promise<number> {
  const act = {
    [askWords["place-card"]]: async () =>
      void (lying = await slot.put(deck.card("employee", switches))),
    [askWords["take-card"]]: async () => lying?.close(),
    [askWords["place-again"]]: async () =>
      void (lying = await slot.put(deck.card("employee", switches))),
  };
  vi.spyOn(console, "error").mockImplementation((text: string) => {
    told.push(text);
    hand = hand.then(act[text.replace("→ ", "")] ?? (() => undefined));
  });
  const code = await doctor.run([
    "--reader",
    slot.reader,
    "--center",
    "http://127.0.0.1:9",
    ...args,
  ]);
  await hand;
  return code;
}

test("a card laid down, taken and laid down again: 使えます, on the screen and on paper", async () => {
  const path = join(varDir, "report.html");
  expect(await examine(["--report", path], { extendedLength: true })).toBe(0);
  expect(told.filter((line) => line.startsWith("→"))).toHaveLength(3);
  const text = heard.printed.join("\n");
  expect(text).toContain("結果：使えます\n");
  expect(text).toMatch(/日時：令和\d+年\d+月\d+日（.）/);
  expect(text).toMatch(/拡張APDU（拡張Lc\/Le）\s+問題なし　使えます（一度に300バイト）/);
  expect(text).toContain(`機器の名前        ${slot.reader}`);
  expect(text).toContain("この機種は、分かっている機種の一覧にあります");

  const page = await readFile(path, "utf8");
  expect(page).toContain('<p class="verdict">使えます</p>');
  for (const output of [text, page, told.join()]) {
    expect(output).not.toContain("山田");
    expect(output).not.toContain(deck.card("employee").image.serial);
  }
});

test("--json: a card pulled out at any moment leaves exit code 1 and says why", async () => {
  expect(await examine(["--json"], { pullAt: 30 })).toBe(1);
  expect(JSON.parse(heard.printed.join())).toMatchObject({
    verdict: { kind: "undecided", reasons: [{ step: "speed", who: "staff" }, { step: "center" }] },
    findings: expect.arrayContaining([{ step: "speed", kind: "link", code: "removed" }]),
  });
});

test("--no-card looks at service and reader, and finds nothing wrong", async () => {
  expect(await examine(["--no-card"])).toBe(0);
  expect(told.filter((line) => line.startsWith("→"))).toEqual([]);
});

test("a reader of another name is not there", async () => {
  expect(await examine(["--reader", "ない", "--no-card"])).toBe(1);
  expect(heard.printed.join()).toContain(`つながっているのは`);
  expect(heard.printed.join()).toContain(`「${slot.reader}」`);
});

test.each([
  [["--colour"], "読み取れません"],
  [["--center", "ftp://x"], "http://"],
  [["--report", "/proc/none/report.html"], "書けません"],
])("%j is refused with one sentence and exit code 2", async (args, sentence) => {
  expect(await examine(["--no-card", ...args])).toBe(2);
  expect(told.at(-1)).toContain(sentence);
});
