import type { Command } from "../command.ts";

/** Explains what a certificate is worth, and looks after the center's revocation lists. */
export const cert: Command = {
  name: "cert",
  summary: "電子証明書を1つずつ確かめて説明し、失効リストを入れ替えます",
  help: `
使い方
  npx madoguchi cert verify <証明書> --root <認証局> [オプション]   証明書を確かめ、理由を説明します
  npx madoguchi cert import-crl <失効リスト>... [--root <認証局>]   窓口の失効リストを入れ替えます
  npx madoguchi cert crls                                         窓口の失効リストの新しさを表示します

ファイルは DER でも PEM でも読めます。PEM には、いくつ並んでいてもかまいません。

verify のオプション
  --root <ファイル>          信頼する認証局の証明書（いくつでも）
  --intermediate <ファイル>  間の認証局の証明書（いくつでも。--purpose general だけで使います）
  --crl <ファイル>           失効リスト（いくつでも）
  --ocsp <ファイルか住所>    OCSP の答えのファイル、または問い合わせ先の住所（http://…）
  --at <時刻>                この時刻のものとして確かめます（初期値は今。例 2026-11-22T09:04）
  --policy <OID>             求める証明書ポリシー（いくつでも）
  --purpose <種類>           jpki-auth（初期値。利用者証明用）または general（RFC 5280 の一般の経路）
  --lang <言語>              ja（初期値）または en

import-crl は、リストの署名を確かめ、今のものより新しいときだけ入れ替えます。動いている窓口は、
次の確認から新しいリストを使います。1つでも確かめられないリストがあれば、何も変えません。
内蔵のデータベースを使っているときは、窓口を止めてから実行してください。

終了コード
  0  有効です（import-crl と crls では、すべてのリストが使えます）
  1  有効と認められません（使えないリストがあります）
  2  使い方が違う、またはファイルを読み取れません

環境変数（import-crl と crls）
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi cert verify card.crt --root jpki-auth-2023.cer --crl partition1.crl
  npx madoguchi cert verify server.pem --purpose general --root ca.pem --ocsp http://ocsp.example.jp/
`,
  async run(args) {
    const { certCommand } = await import("../cert/command.ts");
    return certCommand(args);
  },
};
