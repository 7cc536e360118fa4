import type { Command } from "../command.ts";

/** Reads a card, asks the center and prints the answer. */
export const check: Command = {
  name: "check",
  summary: "カードを読み取り、資格を確認して表示します",
  help: `
使い方
  npx madoguchi check                       このパソコンのカードリーダーで確認します
  npx madoguchi check --card employee       デモのカード（架空）で確認します
  npx madoguchi check --list-readers        カードリーダーの名前を表示します
  npx madoguchi check --register "<設定情報>"  この端末を登録します

確認のオプション
  --reader <名前>     使うカードリーダー（1つだけなら省けます）
  --card <名前>       デモのカード。名前は「npx madoguchi card --list」で分かります
  --pin <4桁>         暗証番号。省くと、画面に出さずに尋ねます。--pin の値はほかの利用者から
                      見えることがあるので、デモのカードだけに使ってください
  --last-try          あと1回でロックされるカードにも、暗証番号を送ります
  --json              結果を JSON で表示します
  --record <ファイル>  カードとのやりとりを、不具合の報告用に書きます（暗証番号と個人の情報は除きます）
  --center <住所>     窓口の住所（初期値は端末の登録にある住所）
  --terminal <ファイル>  端末の登録（初期値は var/terminal.json。「npm start」が実演用に作ります）

限度額と特定疾病（患者さんに尋ねてから付けます）
  --consent <範囲>    提供する範囲。limit（限度額）、disease（特定疾病）。両方なら limit,disease
  --decline <範囲>    提供しない範囲。前の同意は取り消します

利用登録（カードを初めて保険証として使う方）
  --first-use         カードの署名で同意を示し、登録してから確認します
  --agree             患者さんが説明に同意しました。付けないと、説明だけを表示します
  --insurer-number、--symbol、--number、--branch、--birth-date、--kana
                      資格情報のお知らせか資格確認書のとおりに指定します。--symbol、--branch、
                      --kana は書かれているときだけです。値はほかの利用者から見えることがあります

登録のオプション
  --register <文>     ポータルの「端末とアプリ」で表示される、ユーザー設定情報の全文
  --facility-code、--user-id、--password、--activation-code
                      全文の代わりに、4つの値を1つずつ指定します

終了コード
  0  有効
  1  有効でない（無効、該当資格なし、電子証明書の失効など）
  2  使い方が違う、または端末の登録がない
  3  カードで確認できない（暗証番号の誤り、ロック、読み取りの途中で離れた、など）
  4  窓口かカードリーダーを使えない

環境変数
  MADOGUCHI_PIN    暗証番号（--pin の代わり）
  MADOGUCHI_VAR    データを置くフォルダー（初期値は var）

例
  npx madoguchi check --card employee --pin 1234
  npx madoguchi check --card limit-and-disease --pin 1234 --consent limit,disease
  npx madoguchi check --reader "Virtual PCD 00 00" --pin 1234 --json
`,
  async run(args) {
    const { checkCommand } = await import("../check/command.ts");
    return checkCommand(args);
  },
};
