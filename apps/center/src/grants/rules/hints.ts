/** What the machine noticed in a submission, each with its evidence. A hint helps the official; it decides nothing. */
import { formatDate, formatYen, isKatakana, nameKey } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import type { CostLine } from "./amount.ts";
import { grantAmount } from "./amount.ts";
import type { Programme } from "./programme.ts";
import { purchasePeriodText } from "./programme.ts";

export type Hint = {
  readonly key: string;
  /** `look`: only a person can tell; `attention`: something does not fit. */
  readonly level: "ok" | "look" | "attention";
  readonly title: string;
  readonly evidence: readonly string[];
};

type Facts = {
  readonly programme: Programme;
  readonly lines: readonly CostLine[];
  readonly receipts: readonly { readonly fileHash: string; readonly fileName: string }[];
  readonly accountHolder: string;
  readonly facilityName: string;
  readonly founder: string;
  readonly sameFiles: readonly { readonly fileHash: string; readonly facilityName: string }[];
};

export function hintsFor(facts: Facts): Hint[] {
  return [sums(facts), period(facts), duplicates(facts), holder(facts)];
}

function sums({ programme, lines }: Facts): Hint {
  const { eligibleYen, otherYen, totalYen } = grantAmount(programme, lines);

  return {
    key: "sums",
    level: "look",
    title: "領収書の合計と見比べてください",
    evidence: [
      `対象 ${formatYen(eligibleYen)}　対象外 ${formatYen(otherYen)}　総額 ${formatYen(totalYen)}`,
    ],
  };
}

function period({ programme, lines }: Facts): Hint {
  const { purchaseFrom, purchaseUntil } = programme;
  const outside = lines.filter(
    ({ purchasedOn }) =>
      (purchaseFrom && Temporal.PlainDate.compare(purchasedOn, purchaseFrom) < 0) ||
      (purchaseUntil && Temporal.PlainDate.compare(purchasedOn, purchaseUntil) > 0),
  );
  const rule = `購入の期間：${purchasePeriodText(programme)}`;

  return outside.length > 0
    ? {
        key: "period",
        level: "attention",
        title: "購入の期間から外れた行があります",
        evidence: [
          rule,
          ...outside.map(({ product, purchasedOn }) => `${product}　${formatDate(purchasedOn)}`),
        ],
      }
    : { key: "period", level: "ok", title: "購入日はすべて期間の中です", evidence: [rule] };
}

function duplicates({ receipts, sameFiles }: Facts): Hint {
  const found = sameFiles.map(({ fileHash, facilityName }) => {
    const name = receipts.find((receipt) => receipt.fileHash === fileHash)?.fileName ?? "領収書";

    return `「${name}」と同じファイルを、${facilityName}も提出しています。`;
  });

  return found.length > 0
    ? {
        key: "duplicates",
        level: "attention",
        title: "ほかの申請に同じ領収書があります",
        evidence: found,
      }
    : {
        key: "duplicates",
        level: "ok",
        title: "同じ領収書のファイルは、ほかの申請にありません",
        evidence: [],
      };
}

/** Names of facilities are mostly kanji and holders are kana, so a machine can seldom tell. */
function holder({ accountHolder, facilityName, founder }: Facts): Hint {
  const names = [facilityName, founder];
  const evidence = [`口座名義：${accountHolder}`, `施設：${facilityName}`, `開設者：${founder}`];
  const own = nameKey(accountHolder);
  if (names.some((name) => own.includes(nameKey(name)))) {
    return { key: "holder", level: "ok", title: "口座名義は施設または開設者の名前です", evidence };
  }

  return names.every((name) => isKatakana(name))
    ? {
        key: "holder",
        level: "attention",
        title: "口座名義が施設とも開設者とも違います",
        evidence,
      }
    : {
        key: "holder",
        level: "look",
        title: "口座名義が施設または開設者のものか、読みで確かめてください",
        evidence,
      };
}
