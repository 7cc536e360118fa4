/**
 * How much a programme pays: min(上限, 端数処理(対象経費 × 補助率)), with every step said.
 * The same function serves the draft, the review and the decision.
 */
import { formatYen } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { ItemKind, Programme } from "./programme.ts";
import { priceWith } from "./tax.ts";
import type { Tax } from "./tax.ts";
import { rateText, roundings, taxWord } from "./terms.ts";

/** One line of the 領収書内訳書. */
export type CostLine = {
  readonly item: ItemKind;
  /** 内訳; empty where nobody said. */
  readonly detail: string;
  /** 品名 */
  readonly product: string;
  /** 型番; empty where the receipt names none, as maker and detail. */
  readonly model: string;
  readonly maker: string;
  readonly quantity: number;
  /** For one piece; null where the receipt names none. */
  readonly unitYen: number | null;
  /** Yen for the whole line, all pieces together, as the receipt names it. */
  readonly amountYen: number;
  /** How the receipt names its prices; null: as the programme counts. */
  readonly tax: Tax | null;
  /** 対象外額: what of it does not count, named in the same way. */
  readonly otherYen: number;
  readonly purchasedOn: Temporal.PlainDate;
  readonly shop: string;
  /** Empty where the receipt has none. */
  readonly receiptNumber: string;
};

/** What the amount depends on; an item of no known kind counts as none. */
export type Cost = { readonly item: string } & Pick<CostLine, "amountYen"> &
  Partial<Pick<CostLine, "otherYen" | "tax">>;

export const MAXIMUM_LINES = 15;

export type AmountRules = Pick<
  Programme,
  | "itemKinds"
  | "rateNumerator"
  | "rateDenominator"
  | "capYen"
  | "roundingYen"
  | "rounding"
  | "taxIncluded"
>;

export type WorkedAmount = {
  /** 補助対象小計 */
  readonly eligibleYen: number;
  /** 補助対象外小計 */
  readonly otherYen: number;
  readonly totalYen: number;
  /** What the programme pays. */
  readonly amountYen: number;
  /** The way to the amount, in order, for people. */
  readonly steps: readonly {
    readonly label: string;
    readonly yen: number;
    readonly note: string;
  }[];
  /** Said when nothing would be paid: what it takes. */
  readonly advice: string | null;
};

export function grantAmount(programme: AmountRules, lines: readonly Cost[]): WorkedAmount {
  const eligibleYen = lines.reduce((total, line) => total + eligibleYenOf(programme, line), 0);
  const totalYen = lines.reduce((total, line) => total + countedYenOf(programme, line), 0);
  const isConverted = lines.some((line) => countedYenOf(programme, line) !== line.amountYen);
  const { rateNumerator, rateDenominator, capYen } = programme;
  const share = quotient(eligibleYen * rateNumerator, rateDenominator);
  const rounded = roundedShare(programme, eligibleYen);
  const amountYen = Math.min(capYen, rounded);

  return {
    eligibleYen,
    otherYen: totalYen - eligibleYen,
    totalYen,
    amountYen,
    steps: [
      {
        label: "対象経費の合計",
        yen: eligibleYen,
        note: `${taxWord(programme)}の金額です。${isConverted ? conversionNote(programme) : ""}`,
      },
      {
        label: `補助率（${rateText(programme)}）を掛けた額`,
        yen: share,
        note: `${formatYen(eligibleYen)} × ${rateNumerator}/${rateDenominator}（円未満は切捨て）`,
      },
      {
        label: roundingLabel(programme),
        yen: rounded,
        note: roundingNote(programme, share, rounded),
      },
      {
        label: `補助額（上限${formatYen(capYen)}）`,
        yen: amountYen,
        note:
          rounded > capYen
            ? "上限を超えるため、上限の額になります。"
            : "上限以下のため、そのままの額です。",
      },
    ],
    advice: amountYen > 0 ? null : adviceFor(programme, eligibleYen),
  };
}

export function isEligible(
  { itemKinds }: Pick<Programme, "itemKinds">,
  { item }: Pick<Cost, "item">,
): boolean {
  return item !== "other" && itemKinds.includes(item);
}

type LineRules = Pick<Programme, "itemKinds" | "taxIncluded">;

/** 対象額 of one line. */
export function eligibleYenOf(programme: LineRules, line: Cost): number {
  const { amountYen, otherYen = 0, tax = null } = line;

  return isEligible(programme, line)
    ? priceWith(tax, amountYen - otherYen, programme.taxIncluded)
    : 0;
}

/** The whole line, with or without tax as the programme counts. */
export function countedYenOf({ taxIncluded }: LineRules, { amountYen, tax = null }: Cost): number {
  return priceWith(tax, amountYen, taxIncluded);
}

/** 対象外額 of one line. */
export function otherYenOf(programme: LineRules, line: Cost): number {
  return countedYenOf(programme, line) - eligibleYenOf(programme, line);
}

function conversionNote({ taxIncluded }: AmountRules): string {
  return taxIncluded
    ? "税抜の行には、消費税を足しています（円未満は切捨て）。"
    : "税込の行からは、消費税を引いています（消費税の円未満は切捨て）。";
}

/** The least cost for which anything is paid. */
export function leastEligibleYen({
  rateNumerator,
  rateDenominator,
  roundingYen,
  rounding,
}: AmountRules): number {
  switch (rounding) {
    case "down":
      return quotientUp(roundingYen * rateDenominator, rateNumerator);
    case "nearest":
      return quotientUp(roundingYen * rateDenominator, 2 * rateNumerator);
    case "up":
      return 1;
  }
}

function adviceFor(programme: AmountRules, eligibleYen: number): string {
  const least = `対象経費が${formatYen(leastEligibleYen(programme))}以上のときに申請できます。`;

  return eligibleYen === 0
    ? `補助の対象となる品目がありません。${least}`
    : `対象経費が${formatYen(eligibleYen)}のため、端数を処理すると0円になります。${least}対象の機器をほかにも購入したときは、行を加えてください。`;
}

/** 対象経費 × 補助率 as a whole multiple of the rounding; from the exact fraction, never from one rounded before. */
function roundedShare(rules: AmountRules, eligibleYen: number): number {
  const { rateNumerator, rateDenominator, roundingYen, rounding } = rules;
  const dividend = eligibleYen * rateNumerator;
  const divisor = rateDenominator * roundingYen;
  switch (rounding) {
    case "down":
      return quotient(dividend, divisor) * roundingYen;
    case "up":
      return quotientUp(dividend, divisor) * roundingYen;
    case "nearest":
      return quotient(2 * dividend + divisor, 2 * divisor) * roundingYen;
  }
}

/** 「千円未満を切り捨てた額」 */
function roundingLabel({ rounding, roundingYen }: AmountRules): string {
  const unit = formatYen(roundingYen).replace(/^1,000円$/, "千円");
  const done = { down: "切り捨てた", up: "切り上げた", nearest: "四捨五入した" };

  return `${unit}未満を${done[rounding]}額`;
}

function roundingNote({ rounding }: AmountRules, share: number, rounded: number): string {
  if (rounded === share) {
    return `${roundings[rounding]}をする端数はありません。`;
  }

  return rounded < share
    ? `${formatYen(share - rounded)}を切り捨てます。`
    : `${formatYen(rounded - share)}を切り上げます。`;
}

/** `dividend / divisor` in whole numbers, by remainders instead of fractions. */
function quotient(dividend: number, divisor: number): number {
  return (dividend - (dividend % divisor)) / divisor;
}

function quotientUp(dividend: number, divisor: number): number {
  return quotient(dividend + divisor - 1, divisor);
}
