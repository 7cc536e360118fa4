import type { Command } from "../command.ts";

export const importFeed: Command = {
  name: "import",
  summary: "保険者のファイル（資格の全件または差分）か、電子証明書の更新の通知を取り込みます",
  help: `
使い方
  npx madoguchi import <ファイル> --insurer <保険者番号> [--full | --diff] [オプション]
  npx madoguchi import certificates <ファイル> [--dry-run] [--errors <ファイル>] [--encoding <文字コード>]

CSV でも NDJSON でも、UTF-8 でも Shift_JIS でも、gzip で圧縮したものでも読めます。
1行でも誤りがあれば、ファイルの全部を取り込みません。同じファイルは一度だけ取り込みます。
変わりのない行は書きません。前に登録されていた内容は、履歴に残ります。

取り込み方
  --full    全件（初期値）。ファイルにない資格は、今日の日付で喪失にします
  --diff    差分。異動区分が1の行を登録し、9の行を取り消します

オプション
  --dry-run                 結果だけを表示し、何も書きません
  --errors <ファイル>       誤りの一覧（行、列、規則、直し方）を CSV で書きます
  --confirm-endings <名前>  資格の終わりが多いファイルを認めた、もう1人の名前（実行する人とは別の人）
  --encoding <文字コード>   utf-8 または shift_jis（省くと自動で判断します）

フリガナか生年月日が登録と違う人は、照会停止中（保険者確認中）にして、その行を書きません。
保険者が確かめたうえで、本人確認済区分を1にして送ると、書き換えて照会を再開します。

電子証明書の更新（certificates）
  認証局の通知です。1行が1つの更新で、列は次の4つです。
    旧証明書のハッシュ値、新証明書のハッシュ値（SHA-256、16進数）、引き継ぎ日、旧証明書の最終日（なくてもよい）
  引き継ぎ日から新しい証明書でも確認でき、最終日までは前の証明書でも確認できます。
  まだ来ていない日の分は、その日の0時5分に引き継ぎます。

終了コード
  0  取り込みました（すでに取り込んだファイルと、--dry-run で誤りがないときも）
  1  誤りがある、または、もう1人の確認が要るため、取り込みません
  2  使い方が違います

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi import 全件.csv.gz --insurer 138057 --dry-run --errors 誤り.csv
  npx madoguchi import certificates 更新の通知.csv --dry-run
`,
  async run(args) {
    const { importCommand } = await import("../import/command.ts");
    return importCommand(args);
  },
};
