import type { Command } from "../command.ts";

export const start: Command = {
  name: "start",
  summary: "窓口一式（ポータル、審査室、受付、メール、データベース）を動かします",
  help: `
使い方
  npm start
  npx madoguchi start [--insured 人数]

オプション
  --insured 人数   最初に作る架空の被保険者の数（初期値 10000）。データがすでにあれば使いません

環境変数
  PORT            番号（初期値 3000）
  HOST            待ち受ける住所（初期値 localhost。ほかの機械からは開けません）
  MADOGUCHI_PROCESSES  答えるプロセスの数（初期値はコアの数、4まで。Linuxのほかでは1）
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）
  MADOGUCHI_CRL_URLS  失効リストを取りに行く住所。空白で区切ります。なければ cert import-crl で入れます
  MADOGUCHI_FEED_BYTES 保険者のファイルの大きさの上限（バイト、初期値は2GB）
  MADOGUCHI_SMTP_URL  メールを送るサーバー（smtp://…、smtps://…）。なければ実演用で、外には送りません
  MADOGUCHI_MAIL_FROM 差出人（例：窓口 <madoguchi@example.jp>）
  MADOGUCHI_BOUNCE_ADDRESS  届かなかったメールが返るアドレス。madoguchi bounce に渡します
  MADOGUCHI_MAIL_STOP_AFTER 何通届かないと、そのアドレスに送るのを止めるか（初期値は3）
  MADOGUCHI_CLAMD     ウイルス対策（ClamAV）の場所。unix:/run/clamav/clamd.ctl か tcp://ホスト:ポート
  MADOGUCHI_CLAMD_WHEN_AWAY  返事がないとき。受け取らない hold（初期値）か、受け取る pass
  MADOGUCHI_OCSP_URL  カードの失効を問い合わせる住所（OCSP）。なければ失効リストだけで確かめます
  MADOGUCHI_OCSP_METHOD     問い合わせ方。post（初期値）か、途中のキャッシュも答えられる get
  MADOGUCHI_OCSP_WHEN_AWAY  返事がないとき。期限内のリストで確かめる current-list（初期値）か、
                            カードを確認しない nobody
  MADOGUCHI_CONSENT_VALIDITY  限度額と特定疾病の同意の期限。その月の末日 month（初期値）か、その日 day

止めるときは Ctrl-C を押します。データは残ります。

例
  PORT=3100 npm start
  MADOGUCHI_VAR=/tmp/trial npx madoguchi start --insured 1000
`,
  run: async (args) => {
    const { runStart } = await import("../start/run.ts");
    return runStart(args);
  },
};
