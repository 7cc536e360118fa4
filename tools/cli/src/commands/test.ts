import type { Command } from "../command.ts";
import { repositoryRoot } from "../root.ts";

/** A browser, a card reader stack with virtual readers, a second opinion on cards and signatures, fonts, a PDF reader, NIST's certificate paths, Java and Android's JSON, and a reader of receipts. */
const debianPackages = [
  "chromium",
  "pcscd",
  "vsmartcard-vpcd",
  "opensc",
  "openssl",
  "fonts-noto-cjk",
  "poppler-utils",
  "python3-cryptography-vectors",
  "default-jdk-headless",
  "libandroid-json-java",
  "tesseract-ocr",
  "tesseract-ocr-jpn",
];

export const test: Command = {
  name: "test",
  summary: "型、書式、規則、単体、データベース、カード、ブラウザーをすべて試します",
  help: `
使い方
  npm test

型検査、書式、lint、使われていないもの、この家の規則、そしてすべてのテストを順に行います。
最後の行は「N passed, N failed」です。飛ばされたテストは失敗に数えます。
Debian の部品（chromium など）が足りなければ、root なら入れ、そうでなければ入れ方を示して終わります。

環境変数
  DATABASE_URL    内蔵の代わりに使う PostgreSQL 15 以上（データベースを作れる役割で）

一部だけを試すとき
  npx vitest run packages/notation
`,
  run: async () => {
    const { ensureDebianPackages } = await import("../debian.ts");
    ensureDebianPackages(debianPackages, "すべてのテストを行うため");
    const { runTests } = await import("@madoguchi/test/run");
    return runTests(repositoryRoot());
  },
};
