import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readCenter } from "../center-option.ts";
import { Refusal } from "../refusal.ts";

export type DoctorOptions = {
  readonly reader: string | undefined;
  /** Origin of the center; `undefined` when it was not said. */
  readonly center: string | undefined;
  readonly json: boolean;
  /** Absolute path of the page to write. */
  readonly report: string | undefined;
  readonly withCard: boolean;
};

/** @throws Refusal */
export function readOptions(args: readonly string[]): DoctorOptions {
  const { reader, center, json, report, "no-card": withoutCard } = parse(args);
  return {
    reader,
    center: center === undefined ? undefined : readCenter(center),
    json,
    report: report === undefined ? undefined : resolve(report),
    withCard: !withoutCard,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        reader: { type: "string" },
        center: { type: "string" },
        json: { type: "boolean", default: false },
        report: { type: "string" },
        "no-card": { type: "boolean", default: false },
      },
    }).values;
  } catch {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi doctor --help」で読めます。`,
    );
  }
}
