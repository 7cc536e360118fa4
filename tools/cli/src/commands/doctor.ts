import type { Command } from "../command.ts";

/** Tests the reader, the machine and a card, and says whether they will do. */
export const doctor: Command = {
  name: "doctor",
  summary: "カードリーダーがこのパソコンで使えるかを調べます",
  help: `
使い方
  npx madoguchi doctor                       カードリーダーを調べます
  npx madoguchi doctor --report 結果.html    印刷できる結果も書きます

マイナンバーカードを1枚使います。どなたのものでも構いません。暗証番号は使いません。
カードの検知、読み取りの速さ、拡張APDU、取り外しと置き直しを確かめ、理由と直し方を表示します。
結果には、氏名や電子証明書の内容を含みません。

オプション
  --reader <名前>     調べるカードリーダー（省くと、カードを置いたもの）
  --no-card           カードを使う検査を省きます
  --report <ファイル>  結果を HTML で書きます
  --json              結果を JSON で表示します
  --center <住所>     窓口の住所（初期値は端末の登録にある住所）

終了コード
  0  使えます（注意があるときも）。--no-card では、悪いところが見つかりません
  1  使えません。または、最後まで調べられません
  2  使い方が違います

環境変数
  MADOGUCHI_VAR    データを置くフォルダー（初期値は var）

例
  npx madoguchi doctor --reader "Virtual PCD 00 00" --json
`,
  async run(args) {
    const { doctorCommand } = await import("../doctor/command.ts");
    return doctorCommand(args);
  },
};
