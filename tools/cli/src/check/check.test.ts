/** The command against a real center, with a demo card in process. */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPin, readRecording, replayPort } from "@madoguchi/card";
import { answerSchema, formatSetupInfo } from "@madoguchi/contract";
import { issueSetup, openCounter, startTestCenter, TEST_SECRET_KEY } from "@madoguchi/test";
import type { TestCenter } from "@madoguchi/test";
import { VirtualReader } from "@madoguchi/virtual-card";
import type { Switches } from "@madoguchi/virtual-card";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { hearing } from "../hearing.fixture.ts";
import { check } from "../commands/check.ts";
import { openDeck } from "../demo/deck.ts";
import { seedDemo } from "../demo/seed.ts";
import { runCheck } from "./run-check.ts";
import { identityOf, readTerminalFile, writeTerminalFile } from "./terminal-file.ts";
import { wordsOfEnd } from "./words-of-end.ts";

let center: TestCenter;
let varDir: string;

beforeAll(async () => {
  varDir = await mkdtemp(join(tmpdir(), "madoguchi-check-"));
  center = await startTestCenter();
  await seedDemo({
    databaseUrl: center.databaseUrl,
    varDir,
    secretKey: TEST_SECRET_KEY,
    insured: 0,
    centerUrl: center.url,
  });
});

afterAll(async () => {
  await center.close();
  await rm(varDir, { recursive: true });
});

const heard = hearing(() => ({ MADOGUCHI_VAR: varDir }));

const run = (...args: string[]) => check.run(args);

test("the seeded terminal works at once: valid is 0, everything else 1 with what to do", async () => {
  expect(await run("--card", "employee", "--pin", "1234")).toBe(0);
  expect(heard.printed.join()).toMatch(/^有効\n/);
  expect(await run("--card", "no-coverage", "--pin", "1234")).toBe(1);
  expect(heard.printed[1]).toMatch(/^該当資格なし\n/);
  expect(heard.printed[1]).toContain("次にすること　1. ");
  expect(await run("--card", "revoked-certificate", "--pin", "1234")).toBe(1);
  expect(heard.printed[2]).toMatch(/^電子証明書の失効\n/);
  expect(heard.complained).toEqual([]);
});

test("the PIN may come from the environment, and --json prints nothing but the answer", async () => {
  vi.stubEnv("MADOGUCHI_PIN", "1234");
  expect(await run("--card", "child", "--json")).toBe(0);
  expect(answerSchema.parse(JSON.parse(heard.printed.join("\n")))).toMatchObject({
    coverages: [{ preschool: true }],
  });
});

const statement = ["--insurer-number=01130012", "--symbol=31240561", "--number=728", "--branch=00"];

test("first use: nothing without consent, one refusal for whatever is wrong, then the answer at once", async () => {
  const card = ["--card", "first-use", "--pin", "1234"];
  const person = (await openDeck(join(varDir, "cards"))).people.find(
    ({ id }) => id === "first-use",
  );
  const birth = `--birth-date=${person?.birthDate}`;
  expect(await run(...card)).toBe(1);
  expect(heard.printed.at(-1)).toMatch(/^保険証利用登録なし/);
  expect(await run(...card, "--first-use", ...statement, birth)).toBe(2);
  expect(heard.complained.at(-1)).toContain(
    "このマイナンバーカードを、健康保険証として使えるようにします。",
  );
  expect(await run(...card, "--first-use", "--agree", ...statement)).toBe(2);
  expect(heard.complained.at(-1)).toContain("--birth-date が要ります");
  const wrong = [...card, "--first-use", "--agree", ...statement, "--birth-date=1990-01-01"];
  expect(await run(...wrong)).toBe(4);
  expect(heard.complained.at(-1)).toContain("利用登録ができませんでした");
  expect(await run(...card, "--first-use", "--agree", ...statement, birth)).toBe(0);
  expect(heard.printed.at(-1)).toContain("山口　芽衣");
  expect(await run(...card)).toBe(0);
});

test("consents: told with the check, kept until the month ends, taken back by --decline", async () => {
  const card = ["--card", "limit-and-disease", "--pin", "1234"];
  const rows = () => (heard.printed.at(-1) ?? "").split("\n");
  const has = (label: string) => rows().some((row) => row.startsWith(`${label}　　　　`));
  expect(await run(...card)).toBe(0);
  expect([has("限度額"), has("特定疾病")]).toEqual([false, false]);
  expect(rows()).toContain("限度額同意　　同意なし");
  expect(await run(...card, "--consent", "limit,disease")).toBe(0);
  expect(rows().find((row) => row.startsWith("限度額同意"))).toMatch(/同意あり（令和.+まで）$/);
  expect(heard.printed.at(-1)).toContain("区分ウ");
  expect(await run(...card, "--decline", "limit")).toBe(0);
  expect(heard.printed.at(-1)).not.toContain("区分ウ");
  expect(heard.printed.at(-1)).toContain("人工透析");
  expect(await run(...card, "--consent", "limit", "--decline", "limit")).toBe(2);
  expect(await run(...card, "--consent", "everything")).toBe(2);
});

test.each([
  [["--card", "employee", "--pin", "12345"], "暗証番号は4桁の数字です。"],
  [["--card", "employee", "--pin=5678", "--colour"], "オプションを読み取れません。"],
  [["--card", "nobody", "--pin", "1234"], "「nobody」というカードはありません。"],
  [["--card", "employee", "--reader", "x"], "どちらか1つ"],
  [["--center", "localhost:3000"], "http:// か https://"],
  [["--register", "医療機関コード: 1319900013"], "ユーザー設定情報を読み取れません。"],
  [["--terminal", "/nowhere/t.json", "--card", "child"], "t.json）がありません。"],
])("%j is a slip: one sentence, exit 2, no secret repeated", async (args, sentence) => {
  expect(await run(...args)).toBe(2);
  expect(heard.complained).toEqual([expect.stringContaining(sentence)]);
  expect(heard.complained.join()).not.toMatch(/12345|5678/);
});

test("--record writes what was said to the card, without PIN and person, and it plays back", async () => {
  const path = join(varDir, "recording.json");
  expect(await run("--card", "child", "--pin", "1234", "--record", path)).toBe(0);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, "utf8");
  expect(text).not.toContain(Buffer.from("1234").toString("hex"));
  const recordings = z.array(z.unknown()).parse(JSON.parse(text)).map(readRecording);
  const [recording] = recordings;
  if (recordings.length !== 1 || recording === undefined) throw new Error("no recording");
  // What stands after the header of the certificate is not there.
  expect(recording.exchanges.map(({ command }) => command)).toContain("00b0000000");
  for (const exchange of recording.exchanges)
    expect("data" in exchange ? exchange.data : "").toMatch(/^(3082.{4})?$/);
  const parts = { challenge: new Uint8Array(8), pin: new TextEncoder().encode("0000") };
  const replayed = await checkPin(replayPort([recording]), "replay-0", parts);
  expect(replayed).toMatchObject({ kind: "signed" });

  const nowhere = ["--card", "child", "--pin", "1234", "--record", "/nowhere/r.json"];
  expect(await run(...nowhere)).toBe(2);
  expect(heard.complained).toEqual([
    expect.stringContaining("記録（/nowhere/r.json）を書けません。"),
  ]);
});

test("a center out of reach costs the card nothing and says how to start one", async () => {
  const args = ["--card", "employee", "--pin", "9999", "--center", "http://127.0.0.1:9"];
  expect(await run(...args)).toBe(4);
  expect(heard.complained.join()).toContain(
    "窓口（http://127.0.0.1:9）につながりません。先に「npm start」",
  );
  expect(await run("--card", "employee", "--pin", "1234")).toBe(0);
});

test("what the center refuses is said in words, with who can change it", async () => {
  const path = join(varDir, "stranger.json");
  const file = await readTerminalFile(join(varDir, "terminal.json"));
  await writeTerminalFile(path, { ...file, terminalId: crypto.randomUUID() });
  expect(await run("--terminal", path, "--card", "employee", "--pin", "1234")).toBe(4);
  expect(heard.complained.join()).toContain("登録されていない端末です。");
});

test("setup information makes this command line a terminal, once, by text or by four values", async () => {
  const counter = await openCounter(center);
  const setup = await issueSetup(center, counter);
  const path = join(varDir, "registered.json");
  const at = ["--center", center.url, "--terminal", path];
  expect(await run("--register", formatSetupInfo(setup), ...at)).toBe(0);
  expect(heard.printed.join()).toContain("架空医院の端末として登録しました");
  expect(await run("--terminal", path, "--card", "employee", "--pin", "1234")).toBe(0);

  const kept = await readFile(path, "utf8");
  const values = ["--facility-code", setup.facilityCode, "--user-id", setup.userId];
  const secrets = ["--password", setup.password, "--activation-code", setup.activationCode];
  expect(await run(...values, ...secrets, ...at)).toBe(4);
  expect(heard.complained.join()).toContain("アクティベーションコードは使用済みです。");
  expect(await readFile(path, "utf8"), "a refused registration leaves the old one").toBe(kept);
});

test("a card that leaves with the PIN on its way: the loss of a try is said, nothing is sent again", async () => {
  const deck = await openDeck(join(varDir, "cards"));
  const terminal = await readTerminalFile(join(varDir, "terminal.json"));
  const attempt = async (switches: Partial<Switches>) => {
    const port = new VirtualReader(deck.card("employee", switches));
    const [reader] = await port.list();
    return runCheck({
      port,
      readerId: reader?.id ?? "",
      centerUrl: center.url,
      identity: await identityOf(terminal),
      pin: new TextEncoder().encode("1234"),
      insistOnLastTry: false,
    });
  };
  const sent: string[] = [];
  const wire = (line: string) => void (line.startsWith(">") && sent.push(line));
  expect((await attempt({ wire })).kind).toBe("answered");
  const verify = sent.indexOf("> 00200080 ****") + 1;
  sent.length = 0;
  const end = await attempt({ wire, pullAt: verify });
  expect(end).toEqual({ kind: "verify-interrupted" });
  expect(sent).toHaveLength(verify);
  expect(wordsOfEnd({ kind: "verify-interrupted" })).toEqual({
    text: expect.stringContaining("入力できる回数が1回減ったことがあります。"),
    exitCode: 3,
  });
});
