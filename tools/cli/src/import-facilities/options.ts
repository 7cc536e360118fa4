import { parseArgs } from "node:util";
import { isFacilityKind, isListKey } from "@madoguchi/center";
import type { FacilityList, ListKey } from "@madoguchi/center";
import { dateMessage, parseDate, prefectureByCode } from "@madoguchi/notation";
import type { TableEncoding } from "@madoguchi/platform";
import { readEncoding } from "../encoding-option.ts";
import { Refusal } from "../refusal.ts";

export type ImportOptions = Omit<FacilityList, "name" | "open" | "signal" | "encoding"> & {
  readonly file: string;
  readonly report: string | undefined;
  readonly errors: string | undefined;
  readonly encoding: TableEncoding | undefined;
};

const help = "使い方は「npx madoguchi import-facilities --help」で読めます。";

/** @throws Refusal */
export function readOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new Refusal(`取り込むファイルを、1つ指定してください。${help}`);
  }
  const { kind = "", source = "", date = "", prefecture } = values;
  if (!isFacilityKind(kind)) {
    throw new Refusal(`--kind で施設の種類を指定してください。${help}`);
  }
  if (source.trim() === "") {
    throw new Refusal(`--source で名簿の名前を指定してください。${help}`);
  }
  const listedOn = parseDate(date);
  if (!listedOn.ok) throw new Refusal(`--date：${dateMessage(listedOn.reason)}`);
  if (prefecture !== undefined && !prefectureByCode(prefecture)) {
    throw new Refusal("--prefecture には、01から47までの2桁を指定してください。");
  }
  return {
    file,
    source: source.trim(),
    listedOn: listedOn.value,
    scope: { kind, prefectureCode: prefecture ?? null },
    isWhole: values.whole,
    acceptsGone: values["accept-gone"],
    isDryRun: values["dry-run"],
    columns: readColumns(values.column),
    report: values.report,
    errors: values.errors,
    encoding: readEncoding(values.encoding),
  };
}

function readColumns(pairs: readonly string[]): Partial<Record<ListKey, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key = "", title = ""] = /^([^=]+)=(.+)$/su.exec(pair) ?? [];
      if (!isListKey(key)) {
        throw new Refusal(
          `--column「${pair}」は読み取れません。「name=施設の名前」の形で指定してください。`,
        );
      }
      return [key, title];
    }),
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        kind: { type: "string" },
        source: { type: "string" },
        date: { type: "string" },
        prefecture: { type: "string" },
        column: { type: "string", multiple: true, default: [] },
        whole: { type: "boolean", default: false },
        "accept-gone": { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        report: { type: "string" },
        errors: { type: "string" },
        encoding: { type: "string" },
      },
    });
  } catch {
    throw new Refusal(`「${args.join(" ")}」は読み取れません。${help}`);
  }
}
