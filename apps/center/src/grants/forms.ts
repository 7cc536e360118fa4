/**
 * The form of the costs: what was typed, row by row, and what it means.
 * A draft keeps the typed text, so these readers run again wherever its meaning is needed.
 */
import { foldCode, tokyoDate } from "@madoguchi/notation";
import {
  dateField,
  optionalField,
  readForm,
  rowsOf,
  textField,
  yenField,
} from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { MAXIMUM_LINES } from "./rules/amount.ts";
import type { CostLine } from "./rules/amount.ts";
import { isItemKind } from "./rules/programme.ts";
import { isTax } from "./rules/tax.ts";

const FIRST_ROWS = 3;

/** Nothing typed is an empty text. */
const freeText = (label: string, maximum: number) =>
  optionalField(textField(label, maximum)).transform((text) => text ?? "");
const positiveYen = (label: string) =>
  yenField(label).refine((yen) => yen > 0, `${label}は1円以上で入力してください。`);

const lineSchema = z.object({
  item: z.string().refine(isItemKind, "項目を選んでください。"),
  detail: freeText("内訳", 100),
  maker: freeText("メーカー", 60),
  unitYen: optionalField(positiveYen("単価")),
  otherYen: optionalField(yenField("対象外の金額")).transform((yen) => yen ?? 0),
  receiptNumber: freeText("領収書の番号", 40).transform(foldCode),
  product: textField("品名", 100),
  model: freeText("型番", 60),
  tax: optionalField(z.string().refine(isTax, "税を選び直してください。")),
  quantity: z
    .string({ error: "数量を入力してください。" })
    .transform((text) => text.normalize("NFKC").trim())
    .refine((text) => /^[1-9]\d?$/.test(text), "数量は1から99までの数字で入力してください。")
    .transform(Number),
  amountYen: positiveYen("金額"),
  purchasedOn: dateField("購入日"),
  shop: textField("購入先", 100),
});

/** @param now nothing can have been bought after its day in Tokyo */
export function readCosts(
  values: FormValues,
  now: Temporal.Instant,
): FormResult<readonly CostLine[]> {
  const today = tokyoDate(now);
  const schema = z.object({
    lines: rowsOf(
      lineSchema
        .refine(({ purchasedOn }) => Temporal.PlainDate.compare(purchasedOn, today) <= 0, {
          path: ["purchasedOn"],
          message: "購入日が今日より後です。領収書の日付を確かめてください。",
        })
        .refine(({ otherYen, amountYen }) => otherYen <= amountYen, {
          path: ["otherYen"],
          message: "対象外の金額が、この行の金額を超えています。",
        }),
    ),
  });
  const used = withoutBlankRows(values);
  if (!Object.keys(used).some((name) => name.startsWith("lines."))) {
    return {
      ok: false,
      values,
      errors: { "lines.0.item": "購入したものを1行以上入力してください。" },
    };
  }
  const form = readForm(schema, used);

  return form.ok ? { ok: true, values, value: form.value.lines } : { ...form, values };
}

/** The rows that can be read already, for the running total of a form in the making. */
export function readableLines(values: FormValues, now: Temporal.Instant): readonly CostLine[] {
  return rowIndexes(values).flatMap((row) => {
    const own = Object.fromEntries(
      Object.entries(values).filter(([name]) => name.startsWith(`lines.${row}.`)),
    );
    const form = readCosts(own, now);

    return form.ok ? form.value : [];
  });
}

/** How many rows the form shows: three at first, then as many as were asked for. */
export function rowCount(values: FormValues): number {
  const asked = Number(values["rows"] ?? FIRST_ROWS);

  return Number.isInteger(asked)
    ? Math.min(MAXIMUM_LINES, Math.max(FIRST_ROWS, asked))
    : FIRST_ROWS;
}

/** Only the fields of this form: whatever else is posted is not kept. */
export function costsFields(values: FormValues): FormValues {
  const known =
    /^(rows|lines\.(?:\d|1[0-4])\.(item|detail|product|model|maker|tax|quantity|unitYen|amountYen|otherYen|shop|receiptNumber|purchasedOn\.(year|month|day)))$/;

  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) =>
      known.test(name) ? [[name, bearable(text)]] : [],
    ),
  );
}

/** Longer than any field takes, so that its own message is the one that shows; cut between characters, never within one. */
export function bearable(text: string): string {
  return [...text].slice(0, 300).join("");
}

export function isBlankRow(values: FormValues, row: number): boolean {
  return Object.entries(values).every(
    ([name, text]) => !name.startsWith(`lines.${row}.`) || text.trim() === "",
  );
}

function withoutBlankRows(values: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const row = /^lines\.(\d+)\./.exec(name)?.[1];

      return row !== undefined && !isBlankRow(values, Number(row));
    }),
  );
}

function rowIndexes(values: FormValues): number[] {
  return Array.from({ length: rowCount(values) }, (_, row) => row).filter(
    (row) => !isBlankRow(values, row),
  );
}
