import type { BenchResult } from "@madoguchi/bench";
import type { Command } from "../command.ts";
import { Refusal } from "../refusal.ts";

export const bench: Command = {
  name: "bench",
  summary: "速さを、この機械で出せる上限と比べて測ります",
  help: `
使い方
  npm run -s bench -- <名前> [--json]

名前
  bulk     一括照会10万行の秒数（受け付けてから結果のファイルができるまで）
  card     暗証番号の確認1回のミリ秒とAPDUの数（このプログラムの中と、PC/SC で）
  check    1秒あたりの資格確認の数（HTTP、署名の検証、データベースへの記録を含む）
  desk     暗証番号の最後の1桁から結果が出るまでのミリ秒（Chromium、中継アプリ、1つの命令に25ミリ秒
           かかるカードで。4倍遅い機械での、キーの反応も測ります）
  feeds    保険者のファイル100万行を取り込むCPU時間とメモリ
  grants   補助金の締切前の1時間：写真3枚ずつの申請5,000件の、最後のページのミリ秒（1時間かかります。
           GRANT_APPLICANTS と GRANTS_PER_SECOND で、件数と1秒あたりの件数を変えられます）
  lighthouse
           主な10ページを Lighthouse（モバイル）が付けた点のうち、いちばん低いもの
           （Lighthouse を npm から取り寄せ、Chromium で開きます）
  pages    主な11ページが開くまでのミリ秒（1秒に200ページ、1万件のお知らせの中で）
  queue    審査室の一覧と検索のミリ秒（審査を待つ申請1万件の中で）
  scale    被保険者が少ないときと多いときの、資格確認1回のミリ秒
           （MADOGUCHI_BENCH_SMALL と MADOGUCHI_BENCH_LARGE に、seed で用意したフォルダーを指定します）
  trust    1秒あたりに検証できる電子証明書と署名の数
  trust-mutation
           壊れた電子証明書と失効リスト100万件の判定

測るものと上限を同じ時間に交互に測り、表にします。上限に対する割合が ratio です。
ほかの処理が動いている機械では、ours と ceiling の値が変わります。割合を見てください。
scale のほかは一時的なデータベースを使い、終わると消します。var/ のデータには触れません。

オプション
  --json   JSON を1つ、1行で表示します

例
  npm run -s bench -- check --json
`,
  run: async (args) => {
    // As `start` does: React reads it once, and draws a page twice as fast.
    process.env["NODE_ENV"] ??= "production";
    const { benches } = await import("@madoguchi/bench");
    const [name = "", ...rest] = args.filter((each) => each !== "--json");
    const measure = Object.hasOwn(benches, name) ? benches[name] : undefined;
    if (!measure || rest.length > 0) {
      throw new Refusal(
        `測れるのは ${Object.keys(benches).join("、")} です。「npm run -s bench -- check --json」のように、1つを指定してください。`,
      );
    }
    const result = await measure();
    process.stdout.write(args.includes("--json") ? `${JSON.stringify(result)}\n` : table(result));
    return 0;
  },
};

function table({ name, ours, ceiling, ratio, unit, conditions }: BenchResult): string {
  const rows = Object.entries(conditions).map(([key, value]) => `  ${key}: ${value ?? "なし"}`);

  return `${name}
  実測  ${ours} ${unit}
  上限  ${ceiling} ${unit}
  割合  ${ratio}

条件
${rows.join("\n")}
`;
}
