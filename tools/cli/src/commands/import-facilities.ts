import type { Command } from "../command.ts";

export const importFacilities: Command = {
  name: "import-facilities",
  summary: "地方厚生局が公表する医療機関等の名簿を取り込みます",
  help: `
使い方
  npx madoguchi import-facilities <ファイル> --kind <種類> --source <名簿の名前> --date <現在日> [オプション]

見出しの行で始まる CSV を、UTF-8 でも Shift_JIS でも、gzip で圧縮したものでも読めます。
見出しより前に題名の行があるときは、取り除いてください。
1行でも誤りがあれば、名簿の全部を取り込みません。より新しい名簿で知った内容は、古い名簿では変えません。

かならず指定するもの
  --kind <種類>       medical 医科、dental 歯科、pharmacy 薬局、treatment 施術所、
                      checkup 健診等実施機関、midwifery 助産所
  --source <名前>     登録の画面に表示する名簿の名前（例：関東信越厚生局 コード内容別医療機関一覧表）
  --date <現在日>     名簿がいつの内容か（2026-11-01、令和8年11月1日）

オプション
  --prefecture <番号>     都道府県2桁。番号が7桁で、都道府県の列がない名簿に要ります
  --column <列>=<見出し>  見出しの名前が違う列。何回でも指定できます
                          列：code prefecture name founder postalCode address phone
                              designatedOn designatedUntil
  --whole                 その種類と都道府県の全件。名簿にない施設に「名簿にない」印を付けます
  --accept-gone           名簿にない施設が5%を超えていても取り込みます（内容を確かめてから）
  --dry-run               結果だけを表示し、何も書きません
  --report <ファイル>     前の名簿との違い（番号、項目、前、後）を CSV で書きます
  --errors <ファイル>     誤りの一覧（行、列、規則、直し方）を CSV で書きます
  --encoding <文字コード> utf-8 または shift_jis（省くと自動で判断します）

終了コード
  0  取り込みました（--dry-run で誤りがないときも）
  1  誤りがある、または、名簿にない施設が多いため、取り込みません
  2  使い方が違います

環境変数
  DATABASE_URL    PostgreSQL 15 以上への接続文字列。なければ内蔵のものを使います
  MADOGUCHI_VAR   データを置くフォルダー（初期値は var）

例
  npx madoguchi import-facilities 医科13.csv --kind medical --prefecture 13 --whole --dry-run \\
    --source "関東信越厚生局 コード内容別医療機関一覧表" --date 令和8年11月1日
`,
  async run(args) {
    const { importFacilitiesCommand } = await import("../import-facilities/command.ts");
    return importFacilitiesCommand(args);
  },
};
