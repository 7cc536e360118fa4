/** 領収書内訳書: the lines as submitted, in the columns of the official form of the same title. */
import { formatDate, formatYen, prefectureByCode, tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import { eligibleYenOf, grantAmount, MAXIMUM_LINES, otherYenOf } from "../rules/amount.ts";
import type { CostLine } from "../rules/amount.ts";
import { itemKinds, taxWord } from "../rules/programme.ts";
import type { Programme } from "../rules/programme.ts";
import { boxes, createPaper, facts, line, table } from "./layout.ts";

export type BreakdownContent = {
  readonly programme: Programme;
  readonly facilityCode: string;
  readonly facilityName: string;
  readonly founder: string;
  readonly prefectureCode: string;
  readonly lines: readonly CostLine[];
  readonly at: Temporal.Instant;
};

/** For the line under the table. */
const NOTE_ROOM = 24;

export function breakdownPaper(content: BreakdownContent): Promise<Uint8Array> {
  const { programme, lines } = content;
  const worked = grantAmount(programme, lines);

  return createPaper("領収書内訳書", content.at, (document) => {
    line(document, `作成　${formatDate(tokyoDate(content.at), { weekday: false })}`, {
      align: "right",
      gap: 6,
    });
    line(document, "領収書内訳書", { align: "center", size: 17, gap: 10 });
    boxes(
      document,
      "都道府県番号",
      content.prefectureCode,
      prefectureByCode(content.prefectureCode)?.name ?? "",
    );
    boxes(document, "医療機関コード等", content.facilityCode);
    facts(document, [
      ["医療機関等の名称", content.facilityName],
      ["開設者", content.founder],
      ["補助事業", programme.name],
    ]);
    document.y += 8;
    table(
      document,
      [
        { header: "", share: 0.05, align: "center" },
        { header: "項目", share: 0.15 },
        { header: "内訳（メーカー、品名、型番、購入日、購入先、領収書の番号）", share: 0.42 },
        { header: "数量・単価", share: 0.12, align: "right" },
        { header: "補助対象金額", share: 0.13, align: "right" },
        { header: "対象外金額", share: 0.13, align: "right" },
      ],
      [
        ...lines.map((each, index) => [
          String(index + 1),
          itemKinds[each.item],
          `${[each.maker, each.product, each.model, each.detail].filter(Boolean).join("　")}\n${formatDate(each.purchasedOn, { weekday: false })}　${each.shop}${each.receiptNumber === "" ? "" : `　領収書 ${each.receiptNumber}`}`,
          each.unitYen === null
            ? String(each.quantity)
            : `${each.quantity}\n${formatYen(each.unitYen)}`,
          yenOrNothing(eligibleYenOf(programme, each)),
          yenOrNothing(otherYenOf(programme, each)),
        ]),
        // The form has all its rows, filled in or not.
        ...Array.from({ length: MAXIMUM_LINES - lines.length }, (_, index) => [
          String(lines.length + index + 1),
          "",
          "",
          "",
          "",
          "",
        ]),
        ["", "小計", "", "", formatYen(worked.eligibleYen), formatYen(worked.otherYen)],
        ["", "総額", "", "", formatYen(worked.totalYen), ""],
      ],
      { together: 3, below: NOTE_ROOM },
    );
    document.y += 8;
    line(document, `金額はすべて${taxWord(programme)}です。`, { size: 9 });
  });
}

function yenOrNothing(yen: number): string {
  return yen === 0 ? "" : formatYen(yen);
}
