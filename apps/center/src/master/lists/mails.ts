/** What the people of a facility are told when an official list says something new of it. */
import { formatDate } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { detailLabels } from "../../facilities/index.ts";
import type { Affected } from "../../facilities/index.ts";

type List = { readonly source: string; readonly listedOn: Temporal.PlainDate };

export const entryChangedMail = mailTemplate({
  name: "facility-list.entry-changed",
  when: "取り込んだ名簿の内容が、施設の登録と違うとき",
  to: "施設の管理者",
  write(
    publicUrl: string,
    { name, fields, became }: Pick<Affected, "name" | "fields" | "became">,
    { source, listedOn }: List,
  ) {
    const isGone = fields.length === 0;

    return {
      subject: isGone
        ? "【窓口】新しい名簿に、施設のコードがありません"
        : "【窓口】新しい名簿の内容が、施設の登録と違います",
      text: [
        `${name} 管理者 様`,
        "",
        `次の名簿を取り込みました：${source}（${formatDate(listedOn)}現在）`,
        "",
        ...(isGone
          ? [
              "登録されている施設のコードが、この名簿にありません。",
              ...(became === null ? [] : [`同じ施設と思われる新しいコード：${became}`]),
              "廃止やコードの変更があったときは、次のページから届け出てください。",
            ]
          : [
              `登録と違う項目：${fields.map((field) => detailLabels[field]).join("、")}`,
              "名簿のとおりに変わったときは、次のページから届け出てください。",
              "名簿が間違っているときは、地方厚生局へお申し出ください。",
            ]),
        `${publicUrl}/procedures`,
        "",
        "届け出るまで、登録の内容は変わりません。いまの端末もそのまま使えます。",
      ].join("\n"),
    };
  },
  examples: ({ publicUrl, facilityName, day }, write) => {
    const list = { source: "見本厚生局の名簿", listedOn: day };

    return [
      write(publicUrl, { name: facilityName, fields: ["address", "phone"], became: null }, list),
      write(publicUrl, { name: facilityName, fields: [], became: "1319999999" }, list),
    ];
  },
});
