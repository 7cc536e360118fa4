import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { Refusal } from "../refusal.ts";

/** Builds and checks the shells for phones. */
export const phones: Command = {
  name: "phones",
  summary: "スマートフォン用アプリ（Android、iOS）を組み立て、確かめます",
  help: `
使い方
  npx madoguchi phones              Android と iOS の両方
  npx madoguchi phones --android    署名した APK を作り、確かめます（npm run build:android）
  npx madoguchi phones --ios        Swift の型を検査し、試験します（Mac は要りません）

APK は var/build/android/madoguchi.apk にできます。「受付アプリの入手」のページが、すぐに配布します。
Debian 11 と 13 の部品を集めます（Android 20 MB、iOS 550 MB）。2回目からは集め直しません。
iPhone に入れるアプリは、Mac の Xcode で apps/reception/ios/Madoguchi.xcodeproj を開いて作ります。

オプション
  --center <住所>    Android のアプリが開く窓口（初期値は https://madoguchi.example）。
                     iOS では Xcode の MADOGUCHI_CENTER に書きます

環境変数
  MADOGUCHI_VAR              データを置くフォルダー（初期値は var）
  MADOGUCHI_ANDROID_KEY      署名する鍵のファイル（PKCS12）。なければ、この機械の試験用の鍵を使います
  MADOGUCHI_ANDROID_KEY_PASSWORD    その鍵のパスワード
  MADOGUCHI_DEBIAN_MIRROR    部品を集める先（初期値は http://deb.debian.org/debian）
`,
  async run(args) {
    const { buildPhones } = await import("../phones/run.ts");
    return buildPhones(readOptions(args));
  },
};

function readOptions(args: readonly string[]) {
  const { android, ios, center } = parse(args);
  const { protocol, origin } = URL.canParse(center)
    ? new URL(center)
    : { protocol: "", origin: "" };
  if (protocol !== "https:") {
    throw new Refusal("--center には https:// で始まる住所を指定してください。");
  }
  return { android: android || !ios, ios: ios || !android, center: origin };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        android: { type: "boolean", default: false },
        ios: { type: "boolean", default: false },
        center: { type: "string", default: "https://madoguchi.example" },
      },
    }).values;
  } catch {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi phones --help」で読めます。`,
    );
  }
}
