import type { Command } from "../command.ts";

export const statistics: Command = {
  name: "statistics",
  summary: "統計を、確認の記録から数え直します",
  help: `
使い方
  npx madoguchi statistics recompute [--from 日付]

資格確認の記録から、日ごとの件数、ほかの施設との比較、導入状況を数え直します。
何度実行しても同じ結果です。統計はふだん1時間ごとに、2日前の分から数え直しています。
それより前の記録があとから加わったときに使います。動いている窓口は止めなくて構いません。

オプション
  --from 日付   この日から数え直します（例：2026-04-01）。省くと、はじめの記録からです

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi statistics recompute --from 2026-04-01
`,
  run: async (args) => {
    const { recompute } = await import("../statistics/recompute.ts");
    return recompute(args);
  },
};
