import type { Command } from "../command.ts";

export const bounce: Command = {
  name: "bounce",
  summary: "メールサーバーが返した、届かなかったメールを受け取ります",
  help: `
使い方
  npx madoguchi bounce [--to <アドレス>] < 返されたメール

メールサーバーから、標準入力で1通ずつ渡します。MADOGUCHI_BOUNCE_ADDRESS のアドレスと、
その「+」付きのアドレスに届いたメールを渡してください。
届かなかったアドレスは、審査室の「届かないアドレス」に載ります。

オプション
  --to <アドレス>   配送先のアドレス。省くと、メールのヘッダーから読み取ります

終了コード
  0   記録しました。この窓口のメールでないもの、遅れの知らせは、何もせずに終わります
  2   使い方が違います
  75  データベースを使えません。メールサーバーが、後でもう一度渡します

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例（Postfix の /etc/aliases。recipient_delimiter = + も要ります）
  bounces: "|npx --prefix /srv/madoguchi madoguchi bounce"
`,
  async run(args) {
    const { bounceCommand } = await import("../bounce/command.ts");
    return bounceCommand(args);
  },
};
