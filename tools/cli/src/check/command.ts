/** The command `check`: says everything that can come of it in words, and leaves with one of five exit codes. */
import { styleText } from "node:util";
import type { ReaderInfo } from "@madoguchi/card";
import type { Answer } from "@madoguchi/contract";
import { Refusal } from "../refusal.ts";
import { askPin } from "./ask-pin.ts";
import { type CheckOptions, readOptions } from "./options.ts";
import { demoCard, listReaders, pcscReader } from "./reader.ts";
import { recordingPort, writeRecordings } from "./recording.ts";
import { register } from "./register.ts";
import { type CheckEnd, linkEnd, runCheck } from "./run-check.ts";
import { answerTable } from "./table.ts";
import { identityOf, readTerminalFile } from "./terminal-file.ts";
import { exitCodes, wordsOfEnd } from "./words-of-end.ts";

type CheckAction = Extract<CheckOptions["action"], { kind: "check" }>;
type RegisterAction = Extract<CheckOptions["action"], { kind: "register" }>;

export async function checkCommand(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    switch (options.action.kind) {
      case "list-readers":
        return printReaders(await listReaders());
      case "register":
        return await registerTerminal(options, options.action);
      case "check":
        return await check(options, options.action);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) return printEnd(linkEnd(error));
    console.error(error.message);
    return exitCodes.usage;
  }
}

async function check(options: CheckOptions, action: CheckAction): Promise<number> {
  const terminal = await readTerminalFile(options.terminalPath);
  // The card's place first: nobody is asked for a PIN that no card waits for.
  const place =
    action.card === undefined
      ? await pcscReader(action.reader)
      : await demoCard(options.varDir, action.card);
  const pin = action.pin ?? (await typedPin());
  if (pin === null) return printEnd({ kind: "link", code: "cancelled" });
  const { port, recordings } = recordingPort(place.port);
  const end = await runCheck({
    readerId: place.readerId,
    port,
    centerUrl: options.center ?? terminal.centerUrl,
    identity: await identityOf(terminal),
    pin,
    insistOnLastTry: action.lastTry,
    stated: action.stated,
    consents: action.consents,
  });
  if (action.record !== undefined) await writeRecordings(action.record, recordings());

  return end.kind === "answered" ? printAnswer(end.answer, action.json) : printEnd(end);
}

/** @throws Refusal when there is nobody to ask */
async function typedPin(): Promise<Uint8Array | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    throw new Refusal("暗証番号を尋ねる画面がありません。--pin で指定してください。");
  }
  const pin = await askPin(
    {
      [Symbol.asyncIterator]: () => stdin.iterator({ destroyOnReturn: false }),
      setRawMode: (raw) => stdin.setRawMode(raw),
    },
    (text) => void stderr.write(text),
  );
  // A keyboard that is still listened to would keep the process alive.
  stdin.destroy();

  return pin;
}

function printAnswer(answer: Answer, json: boolean): number {
  const valid = answer.outcome === "valid";
  if (json) {
    console.log(JSON.stringify(answer, null, 2));
  } else {
    const [word = "", ...rest] = answerTable(answer).split("\n");
    console.log([styleText(["bold", valid ? "green" : "yellow"], word), ...rest].join("\n"));
  }

  return valid ? exitCodes.valid : exitCodes.notValid;
}

function printEnd(end: Exclude<CheckEnd, { kind: "answered" }>): number {
  const { text, exitCode } = wordsOfEnd(end);
  console.error(text);

  return exitCode;
}

function printReaders(readers: readonly ReaderInfo[]): number {
  for (const { name, cardPresent } of readers) {
    console.log(`${name}\t${cardPresent ? "カードあり" : "カードなし"}`);
  }
  if (readers.length === 0) return printEnd({ kind: "link", code: "no-reader" });

  return 0;
}

async function registerTerminal(options: CheckOptions, { setup }: RegisterAction): Promise<number> {
  const { terminalPath, center, localCenter } = options;
  const end = await register(center ?? localCenter, setup, terminalPath);
  if (end.kind !== "registered") return printEnd(end);
  console.log(`${end.terminal.facilityName}の端末として登録しました：${terminalPath}`);

  return 0;
}
