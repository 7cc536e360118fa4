/** The command `statistics recompute`. */
import { parseArgs } from "node:util";
import { recountAll } from "@madoguchi/center";
import { formatDate, parseDate } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { withDatabase } from "../cert/installation.ts";
import { Refusal } from "../refusal.ts";

/** @throws Refusal */
export async function recompute(args: readonly string[]): Promise<number> {
  const from = readFrom(args);
  const first = await withDatabase((db) => recountAll({ db, clock: systemClock }, from));
  process.stdout.write(`${formatDate(first)}の分から数え直しました。\n`);

  return 0;
}

function readFrom(args: readonly string[]): Temporal.PlainDate | undefined {
  const { from, isKnown } = readArguments(args);
  if (!isKnown) {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi statistics --help」で読めます。`,
    );
  }
  if (from === undefined) return undefined;
  const date = parseDate(from);
  if (!date.ok) {
    throw new Refusal(`「${from}」は日付として読めません。「2026-04-01」の形で指定してください。`);
  }

  return date.value;
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: "string" } },
    });

    return { from: values.from, isKnown: positionals.join(" ") === "recompute" };
  } catch {
    return { from: undefined, isKnown: false };
  }
}
