/** The command `migrate`: the newest schema, and with `--citus` its tables spread over the servers. */
import { parseArgs } from "node:util";
import { distribute } from "@madoguchi/platform";
import { Refusal } from "../refusal.ts";
import { openMigrated } from "./database.ts";
import { explain } from "./explain.ts";
import { readSettings } from "./settings.ts";

/** @returns 1 where tables were to be spread and are not. @throws Refusal */
export async function migrateDatabase(args: readonly string[]): Promise<number> {
  const toCitus = readOption(args);
  const settings = readSettings([]);
  try {
    const database = await openMigrated(settings);
    try {
      print(database.applied.length > 0 ? database.applied : ["すでに最新です。"]);
      return toCitus ? await spread(database.url) : 0;
    } finally {
      await database.stop();
    }
  } catch (error) {
    throw explain(error, settings);
  }
}

async function spread(url: string): Promise<number> {
  const { distribution } = await import("@madoguchi/center");
  const result = await distribute(url, distribution);
  switch (result.kind) {
    case "no-extension":
      print([
        "このデータベースには、拡張機能 citus がありません。表は分けていません。",
        "Citus のコーディネーターを DATABASE_URL に指定し、そこで「create extension citus」を実行してください。",
      ]);
      return 1;
    case "otherwise":
      print([
        `次の表が、決めたのとは違う分け方になっています：${result.tables.join("、")}`,
        "表は分けていません。undistribute_table で戻してから、もう一度実行してください。",
      ]);
      return 1;
    case "distributed":
      print(
        result.tables.length > 0
          ? result.tables.map((table) => `分けました：${table}`)
          : ["表は、すでに分かれています。"],
      );
      return 0;
  }
}

function readOption(args: readonly string[]): boolean {
  try {
    const { values } = parseArgs({ args: [...args], options: { citus: { type: "boolean" } } });
    return values.citus ?? false;
  } catch {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi migrate --help」で読めます。`,
    );
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
