import type { Command } from "../command.ts";

export const seed: Command = {
  name: "seed",
  summary: "架空の保険者、被保険者、14枚のカード、ログインを用意します",
  help: `
使い方
  npx madoguchi seed [--insured 人数]

データベースを最新の構造にして、足りないものだけを加えます。何度実行しても同じ結果です。
人数を増やして実行すると、増えた分だけを加えます。人はすべて架空です。

オプション
  --insured 人数   架空の被保険者の数（初期値 10000）

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi seed --insured 100000
`,
  run: async (args) => {
    const { runSeed } = await import("../demo/run-seed.ts");
    return runSeed(args);
  },
};
