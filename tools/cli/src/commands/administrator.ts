import type { Command } from "../command.ts";

export const administrator: Command = {
  name: "administrator",
  summary: "審査室のはじめの管理の職員を招待します",
  help: `
使い方
  npx madoguchi administrator invite --mail <アドレス> --name <氏名> --center <窓口の住所>

審査室の職員と役割は、管理の職員2人で決めます。はじめの3人までは、このコマンドで招待します。
届いたメールのリンクから、パスワードと2つ目の確認方法を設定してもらいます。
すでにいる管理の職員には、加わったことをメールで知らせます。操作の記録にも残ります。

かならず指定するもの
  --mail <アドレス>   ログインに使う、本人だけが読めるアドレス
  --name <氏名>       氏名
  --center <住所>     メールに書く、窓口の住所（例：https://madoguchi.example.jp）

終了コード
  0  招待しました
  1  管理の職員が3人いるか、アドレスがすでに使われているため、招待しません
  2  使い方が違います

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi administrator invite --mail kanri@example.go.jp --name "管理 和子" \\
    --center https://madoguchi.example.jp
`,
  async run(args) {
    const { administratorCommand } = await import("../administrator/invite.ts");
    return administratorCommand(args);
  },
};
