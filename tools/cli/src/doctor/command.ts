/** The command `doctor`: the self-test with somebody at the keyboard. What it does goes to stderr, what it found to stdout. */
import { writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import {
  advance,
  askCenterAt,
  explain,
  makeReport,
  nothingYet,
  type Progress,
  reportText,
  runSelfTest,
  type SelfTestEvent,
  stepWords,
} from "@madoguchi/reception/self-test";
import { createPcscPort } from "@madoguchi/reception/desktop";
import { Temporal } from "temporal-polyfill";
import { defaultTerminalPath, readTerminalFile } from "../check/terminal-file.ts";
import { Refusal } from "../refusal.ts";
import { readSettings } from "../start/settings.ts";
import { inspectReader, inspectService } from "./inspect.ts";
import { describeSystem, thisMachine, tryFolder } from "./machine.ts";
import { type DoctorOptions, readOptions } from "./options.ts";
import { reportPage } from "./report-page.ts";
import { askWords, gradeMarks } from "./words.ts";

const exitCodes = { usable: 0, notUsable: 1, usage: 2 } as const;

export async function doctorCommand(args: readonly string[]): Promise<number> {
  try {
    return await examine(readOptions(args));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return exitCodes.usage;
  }
}

async function examine(options: DoctorOptions): Promise<number> {
  console.error(introduction(options.withCard));
  const progress = await follow(options);
  const report = makeReport(
    progress,
    { program: "npx madoguchi doctor", system: await describeSystem() },
    Temporal.Now.instant(),
  );
  const { findings } = progress;
  console.log(options.json ? JSON.stringify({ ...report, findings }) : `\n${reportText(report)}`);
  if (options.report !== undefined) await writeReport(options.report, reportPage(report));
  const { kind } = report.verdict;
  const nothingWrong = kind === "undecided" && !options.withCard;

  return kind === "usable" || kind === "usable-with-care" || nothingWrong
    ? exitCodes.usable
    : exitCodes.notUsable;
}

/** Runs the test, and says each step as it ends. */
async function follow({ reader, center, withCard }: DoctorOptions): Promise<Progress> {
  const { varDir, host, port } = readSettings([]);
  const address = center ?? (await registeredCenter(varDir)) ?? `http://${host}:${port}`;
  let progress = nothingYet;
  const events = runSelfTest({
    port: createPcscPort(),
    ...(reader === undefined ? {} : { readerName: reader }),
    leaveOutCard: !withCard,
    // Here nobody tries again behind our back: what PC/SC says first stands.
    patience: { serviceMs: 1_500 },
    inspect: {
      service: () => inspectService(thisMachine),
      reader: () => inspectReader(thisMachine),
    },
    tryStorage: () => tryFolder(varDir),
    askCenter: () => askCenterAt(`${address}/reception/config.json`),
    // Ctrl-C ends the process, and with it the card's link.
    signal: new AbortController().signal,
  });
  for await (const event of events) {
    progress = advance(progress, event);
    tell(event);
  }
  return progress;
}

/** Undefined before a registration. */
function registeredCenter(varDir: string): Promise<string | undefined> {
  return readTerminalFile(defaultTerminalPath(varDir)).then(
    ({ centerUrl }) => centerUrl,
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return undefined;
    },
  );
}

function tell(event: SelfTestEvent): void {
  switch (event.type) {
    case "step":
      return;
    case "ask":
      console.error(styleText("bold", `→ ${askWords[event.ask]}`, { stream: process.stderr }));
      return;
    case "finding": {
      const { grade, result } = explain(event.finding);
      console.error(`${gradeMarks[grade]} ${stepWords[event.finding.step]}：${result}`);
    }
  }
}

function introduction(withCard: boolean): string {
  const card = withCard
    ? "マイナンバーカードを1枚ご用意ください。どなたのものでも構いません。暗証番号は使いません。\n"
    : "";
  return `この機器は使えますか\n${card}`;
}

/** @throws Refusal */
async function writeReport(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page);
  } catch {
    throw new Refusal(
      `「${path}」に書けません。書き込めるファイルを --report で指定してください。`,
    );
  }
  console.error(`結果を書きました：${path}`);
}
