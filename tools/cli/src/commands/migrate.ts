import type { Command } from "../command.ts";

export const migrate: Command = {
  name: "migrate",
  summary: "データベースの構造を最新にします",
  help: `
使い方
  npx madoguchi migrate [--citus]

DATABASE_URL があればそのデータベースを、なければ var/ の内蔵データベースを最新の構造にします。
何度実行しても同じ結果です。適用したものの名前を1行ずつ表示します。

オプション
  --citus   そのあとで、表を Citus の各サーバーに分けます（DATABASE_URL は Citus のコーディネーター）。
            拡張機能 citus がないか、表がほかの分け方で分かれていれば、何も分けずに終了コード1で終わります。

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  DATABASE_URL=postgres://center@db.example.jp/center npx madoguchi migrate
`,
  run: async (args) => {
    const { migrateDatabase } = await import("../start/migrate.ts");
    return migrateDatabase(args);
  },
};
