/** What the command line of `import` says. */
import { parseArgs } from "node:util";
import { insurerNumberMessage, parseInsurerNumber } from "@madoguchi/notation";
import type { TableEncoding } from "@madoguchi/platform";
import { readEncoding } from "../encoding-option.ts";
import { Refusal } from "../refusal.ts";

export type ImportOptions = {
  readonly file: string;
  readonly insurerNumber: string;
  readonly mode: "full" | "diff";
  readonly isDryRun: boolean;
  readonly errors: string | undefined;
  readonly confirmedBy: string | null;
  readonly encoding: TableEncoding | undefined;
};

const help = "使い方は「npx madoguchi import --help」で読めます。";

/** @throws Refusal */
export function readOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new Refusal(`取り込むファイルを、1つ指定してください。${help}`);
  }
  if (values.insurer === undefined) {
    throw new Refusal(`どの保険者のファイルかを --insurer で指定してください。${help}`);
  }
  const insurer = parseInsurerNumber(values.insurer);
  if (!insurer.ok) throw new Refusal(`--insurer：${insurerNumberMessage(insurer.reason)}`);
  if (values.full && values.diff) {
    throw new Refusal("--full と --diff は、どちらか1つを指定してください。");
  }
  const confirmedBy = values["confirm-endings"]?.trim();
  if (confirmedBy === "")
    throw new Refusal("--confirm-endings には、認めた人の名前を書いてください。");
  return {
    file,
    insurerNumber: insurer.value.number,
    mode: values.diff ? "diff" : "full",
    isDryRun: values["dry-run"],
    errors: values.errors,
    confirmedBy: confirmedBy ?? null,
    encoding: readEncoding(values.encoding),
  };
}

/** @throws Refusal */
export function readCertificateOptions(
  args: readonly string[],
): Pick<ImportOptions, "file" | "isDryRun" | "errors" | "encoding"> {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new Refusal(`取り込む通知のファイルを、1つ指定してください。${help}`);
  }
  const { insurer, full, diff, "confirm-endings": confirmed } = values;
  if (insurer !== undefined || confirmed !== undefined || full || diff) {
    throw new Refusal(
      "certificates で使えるのは --dry-run、--errors、--encoding です。保険者は指定しません。",
    );
  }
  return {
    file,
    isDryRun: values["dry-run"],
    errors: values.errors,
    encoding: readEncoding(values.encoding),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        insurer: { type: "string" },
        full: { type: "boolean", default: false },
        diff: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        errors: { type: "string" },
        "confirm-endings": { type: "string" },
        encoding: { type: "string" },
      },
    });
  } catch {
    throw new Refusal(`「${args.join(" ")}」は読み取れません。${help}`);
  }
}
