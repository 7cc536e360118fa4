import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { Refusal } from "../refusal.ts";

/** Builds the program for a Windows PC, and tries it out where there is a Wine. */
export const windows: Command = {
  name: "windows",
  summary: "Windows 用の受付アプリ（1つの .exe）を組み立て、確かめます",
  help: `
使い方
  npx madoguchi windows            var/build/windows/madoguchi.exe を作ります（npm run build:windows）
  npx madoguchi windows --check    作って、Wine で動かし、受付の流れを通します（npm run check:windows）

Windows は要りません。部品は npm から集めます（36 MB、2回目からは集め直しません）。
--check には wine（10 以上）と pcscd、vsmartcard-vpcd、chromium が要ります。

オプション
  --center <住所>    アプリが初めから知っている窓口。なければ、最初の画面で尋ねます

環境変数
  MADOGUCHI_VAR             データを置くフォルダー（初期値は var）
  MADOGUCHI_SIGN_WINDOWS    署名の命令。最後にファイルの名前を付けて実行します
`,
  async run(args) {
    const { check, center } = readOptions(args);
    const signCommand = process.env["MADOGUCHI_SIGN_WINDOWS"] || undefined;
    if (check) {
      const { checkWindows } = await import("../windows/check.ts");
      return checkWindows();
    }
    const { buildWindows } = await import("../windows/build.ts");
    console.log(`できました：${await buildWindows({ center, signCommand })}`);
    return 0;
  },
};

function readOptions(args: readonly string[]) {
  const { check, center } = parse(args);
  if (center === undefined) return { check, center };
  if (!URL.canParse(center) || new URL(center).protocol !== "https:") {
    throw new Refusal("--center には https:// で始まる住所を指定してください。");
  }
  return { check, center: new URL(center).origin };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        check: { type: "boolean", default: false },
        center: { type: "string" },
      },
    }).values;
  } catch {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi windows --help」で読めます。`,
    );
  }
}
