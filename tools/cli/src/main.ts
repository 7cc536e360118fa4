import type { Command } from "./command.ts";
import { closest } from "./closest.ts";
import { administrator } from "./commands/administrator.ts";
import { bounce } from "./commands/bounce.ts";
import { bench } from "./commands/bench.ts";
import { card } from "./commands/card.ts";
import { cert } from "./commands/cert.ts";
import { check } from "./commands/check.ts";
import { doctor } from "./commands/doctor.ts";
import { importFacilities } from "./commands/import-facilities.ts";
import { importFeed } from "./commands/import.ts";
import { migrate } from "./commands/migrate.ts";
import { phones } from "./commands/phones.ts";
import { seed } from "./commands/seed.ts";
import { simulate } from "./commands/simulate.ts";
import { start } from "./commands/start.ts";
import { statistics } from "./commands/statistics.ts";
import { test } from "./commands/test.ts";
import { windows } from "./commands/windows.ts";
import { followParent } from "./parent.ts";
import { Refusal } from "./refusal.ts";
import { version } from "./root.ts";

/** In the order in which a newcomer meets them. */
const commands: readonly Command[] = [
  start,
  card,
  check,
  doctor,
  test,
  phones,
  windows,
  cert,
  migrate,
  administrator,
  bounce,
  seed,
  importFeed,
  statistics,
  simulate,
  importFacilities,
  bench,
];

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(overview());
    return 0;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new Refusal(unknown(name));
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${command.help.trim()}\n`);
    return 0;
  }
  return command.run(args);
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Madoguchi（窓口）：オンライン資格確認（資格確認限定型）の実演一式

使い方
  npx madoguchi <コマンド> [オプション]

コマンド
${lines.join("\n")}

はじめての方は「npm start」を実行し、表示された住所をブラウザーで開いてください。
くわしい使い方は「npx madoguchi <コマンド> --help」で読めます。
`;
}

function unknown(name: string): string {
  const names = commands.map((command) => command.name);
  const meant = closest(name, names);
  const hint = meant
    ? `「npx madoguchi ${meant}」のことでしょうか。`
    : `使えるのは ${names.join("、")} です。`;
  return `「${name}」というコマンドはありません。${hint}`;
}

followParent();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
