/** The command `bounce`, into which a mail server pipes what it could not deliver. */
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { enqueue, transaction } from "@madoguchi/platform";
// The job that it leaves behind is the center's.
import type {} from "@madoguchi/center";
import { withDatabase } from "../cert/installation.ts";
import { Refusal } from "../refusal.ts";
import { readReturnedMail } from "./report.ts";

/** sysexits.h: the mail server keeps the mail, and tries again. */
const TEMPORARY_FAILURE = 75;

export async function bounceCommand(
  args: readonly string[],
  input: Readable = process.stdin,
): Promise<number> {
  const returned = await readReturnedMail(await buffer(input), readRecipient(args));
  if (returned.kind === "foreign") {
    console.log("この窓口が送ったメールの返りではありません。何もしません。");

    return 0;
  }
  if (returned.kind === "not-failed") {
    console.log("届かなかったという知らせではありません。何もしません。");

    return 0;
  }
  const { sentMail, status } = returned;
  try {
    await withDatabase((db) =>
      transaction(db, (tx) => enqueue(tx, "mail-returned", { sentMail, status })),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));

    return TEMPORARY_FAILURE;
  }
  console.log(`届かなかったことを記録します（${status}）。`);

  return 0;
}

/** @throws Refusal */
function readRecipient(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { to: { type: "string" } } }).values.to;
  } catch {
    throw new Refusal("指定を読み取れません。使い方は「npx madoguchi bounce --help」で読めます。");
  }
}
