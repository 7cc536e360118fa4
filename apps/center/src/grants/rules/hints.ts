/** What the machine noticed in a submission, each with its evidence. A hint helps the official; it decides nothing. */
import { findModel } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import { formatDate, formatYen, isKatakana, nameKey } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import type { CostLine } from "./amount.ts";
import { grantAmount, isEligible } from "./amount.ts";
import { conditionalPapers, missingPapers, occasionText } from "./papers.ts";
import type { PaperKind } from "./papers.ts";
import type { Programme } from "./programme.ts";
import { isEmpty, proposalText } from "./reading.ts";
import type { Proposal } from "./reading.ts";
import { isItemKind, itemKinds, purchasePeriodText } from "./programme.ts";

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
  readonly facilityKind: string;
  readonly receipts: readonly {
    readonly paper: PaperKind;
    readonly fileHash: string;
    readonly fileName: string;
  }[];
  readonly accountHolder: string;
  /** Of the account: as it was written, and how far the list of banks knows it so. */
  readonly place: string;
  readonly listed: "listed" | "otherwise" | "unlisted";
  readonly facilityName: string;
  readonly founder: string;
  readonly sameFiles: readonly { readonly fileHash: string; readonly facilityName: string }[];
  /** What was read on the pictures; null where no machine reads. */
  readonly readings: readonly Proposal[] | null;
  /** Other files that look the same. */
  readonly likePictures: readonly {
    readonly fileName: string;
    readonly otherFileName: string;
    readonly facilityName: string;
    readonly programmeName: string;
  }[];
  /** Lines of other applications with a day and an amount, or a number of a receipt, that a line here has too. */
  readonly alike: readonly AlikeLine[];
  /** Models that somebody wrote about, as of today. */
  readonly catalogue: readonly KnownModel[];
  /** What was paid for one piece elsewhere. */
  readonly usual: readonly UsualPrice[];
};

export type AlikeLine = Pick<CostLine, "purchasedOn" | "amountYen" | "shop" | "receiptNumber"> & {
  readonly facilityName: string;
  readonly programmeName: string;
};

export type UsualPrice = {
  readonly item: string;
  /** The middle one of all. */
  readonly medianYen: number;
  readonly count: number;
};

export function hintsFor(facts: Facts): Hint[] {
  return [
    papers(facts),
    sums(facts),
    readings(facts),
    period(facts),
    duplicates(facts),
    likePictures(facts),
    samePurchases(facts),
    condition(facts),
    models(facts),
    prices(facts),
    holder(facts),
    bank(facts),
  ];
}

/** What must be there is asked for before it is submitted; what hangs on a condition, only a person can tell. */
function papers({ programme, facilityKind, receipts, lines }: Facts): Hint {
  const kinds = receipts.map(({ paper }) => paper);
  const { eligibleYen } = grantAmount(programme, lines);
  const missing = missingPapers(programme.papers, { facilityKind, eligibleYen, kinds });
  const open = conditionalPapers(programme.papers, { facilityKind, kinds });
  const key = "papers";
  if (missing.length > 0) {
    return {
      key,
      level: "attention",
      title: "必要な書類が足りません",
      evidence: missing.map(({ name }) => `${name}がありません。`),
    };
  }

  return open.length > 0
    ? {
        key,
        level: "look",
        title: "書類が要る場合に当てはまらないか、確かめてください",
        evidence: open.map((paper) => `${paper.name}：${occasionText(paper)}。付いていません。`),
      }
    : { key, level: "ok", title: "必要な書類がそろっています", evidence: [] };
}

function sums({ programme, lines }: Facts): Hint {
  const { eligibleYen, otherYen, totalYen } = grantAmount(programme, lines);
  const unequal = lines.flatMap(({ product, quantity, unitYen, amountYen }) =>
    unitYen !== null && quantity * unitYen !== amountYen
      ? [`${product}：${quantity} × ${formatYen(unitYen)} は、${formatYen(amountYen)}と違います。`]
      : [],
  );
  if (unequal.length > 0) {
    return {
      key: "sums",
      level: "attention",
      title: "数量と単価を掛けた額が、金額と違う行があります",
      evidence: unequal,
    };
  }

  return {
    key: "sums",
    level: "look",
    title: "領収書の合計と見比べてください",
    evidence: [
      `対象 ${formatYen(eligibleYen)}　対象外 ${formatYen(otherYen)}　総額 ${formatYen(totalYen)}`,
    ],
  };
}

/** Amounts that stand on a picture, beside those of the lines; a machine misreads, so that this is never more than a look. */
function readings({ lines, readings: read }: Facts): Hint {
  const found = (read ?? []).filter((proposal) => !isEmpty(proposal));
  if (found.length === 0) {
    return {
      key: "readings",
      level: "ok",
      title:
        read === null
          ? "領収書の文字は読み取っていません（この環境に読み取りの仕組みがありません）"
          : "領収書の写真から読み取れた文字はありません",
      evidence: [],
    };
  }
  const written = new Set(
    found.flatMap(({ totalYen, items }) => [totalYen, ...items.map(({ yen }) => yen)]),
  );
  const total = lines.reduce((sum, { amountYen }) => sum + amountYen, 0);
  const missing = lines.filter(({ amountYen }) => !written.has(amountYen) && !written.has(total));
  const evidence = found.map(proposalText);

  return missing.length > 0
    ? {
        key: "readings",
        level: "look",
        title: "写真から読み取った金額と合わない行があります",
        evidence: [
          ...missing.map(({ product, amountYen }) => `${product}　${formatYen(amountYen)}`),
          ...evidence.map((text) => `読み取り：${text}`),
        ],
      }
    : { key: "readings", level: "ok", title: "写真から読み取った金額と合います", evidence };
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

function likePictures({ likePictures: found }: Facts): Hint {
  return found.length > 0
    ? {
        key: "like-pictures",
        level: "attention",
        title: "ほかの申請に、よく似た画像があります",
        evidence: found.map(
          ({ fileName, otherFileName, facilityName, programmeName }) =>
            `「${fileName}」は、${facilityName}（${programmeName}）の「${otherFileName}」に似ています。`,
        ),
      }
    : {
        key: "like-pictures",
        level: "ok",
        title: "よく似た画像は、ほかの申請にありません",
        evidence: [],
      };
}

/** One shop's receipt of the same number, or of the same day and amount, whichever picture was taken of it. */
function samePurchases({ lines, alike }: Facts): Hint {
  const found = lines.flatMap(({ purchasedOn, amountYen, shop, product, receiptNumber }) =>
    alike
      .filter(
        (other) =>
          nameKey(other.shop) === nameKey(shop) &&
          ((other.amountYen === amountYen && other.purchasedOn.equals(purchasedOn)) ||
            (receiptNumber !== "" && other.receiptNumber === receiptNumber)),
      )
      .map(
        ({ facilityName, programmeName }) =>
          `「${product}」　${formatDate(purchasedOn)}　${shop}　${formatYen(amountYen)}：${facilityName}（${programmeName}）`,
      ),
  );

  return found.length > 0
    ? {
        key: "same-purchases",
        level: "attention",
        title: "同じ購入と思われる行が、ほかの申請にあります",
        evidence: found,
      }
    : {
        key: "same-purchases",
        level: "ok",
        title: "同じ購入と思われる行は、ほかの申請にありません",
        evidence: [],
      };
}

/** How people write that something is not new, or not bought. */
const NOT_NEW =
  /中古|新古|再生品|整備済|リファービッシュ|リユース|ユーズド|リース|レンタル|refurb|\bused\b|\blease\b|\brental\b/iu;

function condition({ lines }: Facts): Hint {
  const found = lines.filter(({ product, model, detail, shop }) =>
    [product, model, detail, shop].some((text) => NOT_NEW.test(text.normalize("NFKC"))),
  );

  return found.length > 0
    ? {
        key: "condition",
        level: "attention",
        title: "中古やリースを思わせる言葉があります",
        evidence: found.map(({ product, shop }) => `${product}　${shop}`),
      }
    : {
        key: "condition",
        level: "ok",
        title: "中古やリースを思わせる言葉はありません",
        evidence: [],
      };
}

/** By which a model of the catalogue is looked for. */
export function deviceName({
  maker,
  product,
  model,
}: Pick<CostLine, "maker" | "product" | "model">): string {
  return [maker, product, model].filter((word) => word !== "").join(" ");
}

/** Only readers: phones and tablets are many, and which of them read cards is measured, not listed. */
function models({ programme, lines, catalogue }: Facts): Hint {
  const modelOf = (line: CostLine) => findModel(deviceName(line), catalogue);
  const readers = lines.filter((line) => line.item === "reader" && isEligible(programme, line));
  const unknown = readers.filter((line) => modelOf(line) === null);

  return unknown.length > 0
    ? {
        key: "models",
        level: "look",
        title: "機種の一覧にないカードリーダーがあります",
        evidence: unknown.map(deviceName),
      }
    : {
        key: "models",
        level: "ok",
        title: "カードリーダーは、すべて機種の一覧にあります",
        evidence: readers.map((line) => `${deviceName(line)}：${modelOf(line)?.model ?? ""}`),
      };
}

const ENOUGH_PRICES = 5;
const FAR = 3;

/** A price for one piece that lies far from what others paid. */
function prices({ lines, usual }: Facts): Hint {
  const found = lines.flatMap(({ item, product, quantity, amountYen }) => {
    const known = usual.find((each) => each.item === item && each.count >= ENOUGH_PRICES);
    const each = amountYen / quantity;
    const isFar = known && (each > FAR * known.medianYen || each * FAR < known.medianYen);

    return isFar
      ? [
          `${product}：1つ${formatYen(Math.round(each))}（ほかの${known.count}行の中央は${formatYen(known.medianYen)}）`,
        ]
      : [];
  });

  return found.length > 0
    ? {
        key: "prices",
        level: "look",
        title: "ほかの申請と値段が大きく違う行があります",
        evidence: found,
      }
    : {
        key: "prices",
        level: "ok",
        title: "値段は、ほかの申請と大きく違いません",
        evidence: usual
          .filter(({ count }) => count >= ENOUGH_PRICES)
          .flatMap(({ item, medianYen, count }) =>
            isItemKind(item)
              ? [`${itemKinds[item]}：${count}行の中央は${formatYen(medianYen)}`]
              : [],
          ),
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

/** Who writes a bank by hand may mistake a number; the transfer would go astray or come back. */
function bank({ place, listed }: Facts): Hint {
  const titles = {
    listed: "金融機関と支店は一覧にあります",
    otherwise: "金融機関か支店の名前が、コードの示すものと違います",
    unlisted: "金融機関か支店が一覧にありません",
  };

  return {
    key: "bank",
    level: listed === "listed" ? "ok" : "look",
    title: titles[listed],
    evidence: [place],
  };
}
