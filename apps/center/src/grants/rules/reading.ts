/** What the writing on a receipt may mean. A proposal to take over, never an answer: a machine misreads. */
import { formatDate, formatYen } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

export type Proposal = {
  readonly purchasedOn: Temporal.PlainDate | null;
  /** Empty where none was found. */
  readonly shop: string;
  readonly totalYen: number | null;
  readonly items: readonly { readonly name: string; readonly yen: number }[];
};

const MOST_ITEMS = 5;

/** @param today nothing was bought after it */
export function proposalOf(
  writing: readonly { readonly text: string }[],
  today: Temporal.PlainDate,
): Proposal {
  const lines = writing.map(({ text }) => folded(text)).filter((line) => line !== "");
  const total = lines.find((line) => isTotal(line) && amountIn(line) !== null);
  const items = lines
    .filter((line) => !isTotal(line) && !NO_ITEM.test(line))
    .flatMap((line) => {
      const yen = amountIn(line);
      const name = yen === null ? "" : line.replace(AMOUNT, "").trim().replace(QUANTITY, "");

      return yen !== null && /[\p{L}]{2}/u.test(name) ? [{ name: name.slice(0, 60), yen }] : [];
    });

  return {
    purchasedOn: lines.map((line) => dateIn(line, today)).find((date) => date !== null) ?? null,
    shop: lines.find((line) => SHOP.test(line) && amountIn(line) === null)?.slice(0, 60) ?? "",
    totalYen: total === undefined ? null : amountIn(total),
    items: items.slice(0, MOST_ITEMS),
  };
}

export function isEmpty({ purchasedOn, shop, totalYen, items }: Proposal): boolean {
  return purchasedOn === null && shop === "" && totalYen === null && items.length === 0;
}

/** Date, shop and total, as far as they were read. */
export function proposalText({ purchasedOn, shop, totalYen }: Proposal): string {
  return [
    purchasedOn && formatDate(purchasedOn),
    shop,
    totalYen === null ? "" : formatYen(totalYen),
  ]
    .filter(Boolean)
    .join("　");
}

/** One row an item where they make the total; else one row for the whole. */
export function rowsOf({
  totalYen,
  items,
}: Proposal): readonly { name: string; yen: number | null }[] {
  const sum = items.reduce((all, { yen }) => all + yen, 0);
  const [only] = items;
  if (items.length > 0 && (totalYen === null || sum === totalYen)) return items;

  return [{ name: items.length === 1 && only ? only.name : "", yen: totalYen }];
}

/** Tesseract sets spaces between Japanese characters; those between a number and what is before it tell them apart. */
function folded(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/([,.])\s+(?=\d)/gu, "$1")
    .replaceAll(/(?<![\dA-Za-z])\s+|\s+(?![\dA-Za-z])/gu, "");
}

const TOTAL = /合計|総額|総計|領収金額|お買上計|請求額/;
const isTotal = (line: string): boolean => TOTAL.test(line) && !/小計|対象/.test(line);
const NO_ITEM =
  /小計|消費税|内税|外税|税額|対象|預|釣|現金|クレジット|ポイント|電話|TEL|登録番号|〒|No/iu;
const SHOP = /株式会社|有限会社|合同会社|\(株\)|\(有\)|電器|電機|商店|カメラ|ストア|店$|堂$/u;

/** With a sign of money, or with the comma of thousands: other numbers are telephones and dates. */
const AMOUNT =
  /(?:[¥\\](\d{1,3}(?:[,.]\d{3})+|\d+)|(\d{1,3}(?:[,.]\d{3})+|\d+)円|(\d{1,3}(?:,\d{3})+))(?:\(税[込抜]\)|税[込抜])?-?/u;

/** What stands between a name and its price. */
const QUANTITY = /(?:[×x*]\d{1,2}|\d{1,2}[台点個枚本])?[@…・.,]*$/u;

function amountIn(line: string): number | null {
  const [, signed, worded, grouped] = AMOUNT.exec(line) ?? [];
  const digits = (signed ?? worded ?? grouped)?.replaceAll(/[,.]/g, "");
  if (digits === undefined || digits.length > 8) return null;
  const yen = Number(digits);

  return yen > 0 ? yen : null;
}

const DATES = [
  /(?<reiwa>令和|R)(?<year>\d{1,2}|元)[年.](?<month>\d{1,2})[月.](?<day>\d{1,2})/u,
  /(?<year>20\d{2})[年/.-](?<month>\d{1,2})[月/.-](?<day>\d{1,2})/u,
];
const REIWA = 2018;

function dateIn(line: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  for (const form of DATES) {
    const { reiwa, year = "", month = "", day = "" } = form.exec(line)?.groups ?? {};
    if (year === "") continue;
    const counted = year === "元" ? 1 : Number(year);
    const fields = { year: counted + (reiwa ? REIWA : 0), month: Number(month), day: Number(day) };
    try {
      const date = Temporal.PlainDate.from(fields, { overflow: "reject" });
      if (Temporal.PlainDate.compare(date, today) <= 0) return date;
    } catch {
      // No such day: misread.
    }
  }

  return null;
}
