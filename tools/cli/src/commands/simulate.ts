import type { Command } from "../command.ts";

export const simulate: Command = {
  name: "simulate",
  summary: "架空の補助金の申請を大量に動かし、お金が1円まで合うかを確かめます",
  help: `
使い方
  npx madoguchi simulate grants [--applications 件数]

架空の施設が申請し、架空の審査担当2人が審査と振込を行い、架空の銀行が答えます。
差戻しと修正、期限を過ぎた修正、予算の不足、振込の不能、組戻し、取消し、返還を含みます。
どの操作も、画面と同じ処理を通ります。途中で何度も、残高と仕訳と振込の記録を突き合わせます。

途中で止めても（kill -9 でも）、同じ命令をもう一度実行すると続きから始めます。
自分のデータベースを MADOGUCHI_VAR の中の simulation フォルダーに作り、ほかのデータには触れません。
はじめからやり直すときは、そのフォルダーを消してください。

オプション
  --applications 件数   申請の数（初期値は 100000）

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。空のものか、この模擬の続きに限ります
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi simulate grants --applications 1000
`,
  run: async (args) => {
    const { simulateCommand } = await import("../simulate/command.ts");
    return simulateCommand(args);
  },
};
