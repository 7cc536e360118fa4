/** zod schemas of the fields that many forms share. Input is always text; messages say what to do. */
import {
  insurerNumberMessage,
  parseInsurerNumber,
  parsePhone,
  parsePostalCode,
  phoneMessage,
  postalCodeMessage,
} from "@madoguchi/notation";
import type { Result } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/**
 * Trimmed, one line, NFC. Control characters and those that turn the direction of writing are left out:
 * nobody sees them, and they could make a name look like another one.
 */
export function textField(label: string, maximum: number) {
  return z
    .string({ error: `${label}を入力してください。` })
    .transform((text) =>
      text
        .normalize("NFC")
        .replaceAll(/\s+/g, " ")
        .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "")
        .trim(),
    )
    .refine((text) => text.length > 0, `${label}を入力してください。`)
    .refine(
      (text) => [...text].length <= maximum,
      `${label}は${maximum}文字までで入力してください。`,
    );
}

/** The mail address as typed, NFKC (a full-width keyboard), lower case. */
export const mailField = z
  .string({ error: "メールアドレスを入力してください。" })
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .refine((text) => text.length > 0, "メールアドレスを入力してください。")
  .pipe(z.email("メールアドレスの形を確かめてください。例：uketsuke@example.jp").max(254));

/** As digits. */
export const phoneField = parsedField(parsePhone, phoneMessage);
export const postalCodeField = parsedField(parsePostalCode, postalCodeMessage);
/** With what the number says of itself. */
export const insurerNumberField = parsedField(parseInsurerNumber, insurerNumberMessage);

/** Full-width katakana, as readings are filed. */
export function kanaField(label: string, maximum: number) {
  return textField(label, maximum).refine(
    (text) => KANA.test(text),
    `${label}は全角カタカナで入力してください。`,
  );
}

const KANA = /^[ァ-ヺー・　 （）]+$/u;

/** Left empty it is null; anything else must be right. */
export function optionalField<S extends z.ZodType<unknown, string>>(field: S) {
  return z
    .string()
    .default("")
    .transform((text, context): z.output<S> | null =>
      text.trim() === "" ? null : readInside(field, text, context),
    );
}

function readInside<S extends z.ZodType>(
  field: S,
  value: unknown,
  context: z.RefinementCtx,
): z.output<S> {
  const parsed = field.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });

  return z.NEVER;
}

/** What notation reads, with notation's own words for what it cannot read. */
function parsedField<T, P extends string>(
  parse: (text: string) => Result<T, P | "empty">,
  messageOf: (problem: P | "empty") => string,
) {
  return z.string({ error: messageOf("empty") }).transform((text, context): T => {
    const parsed = parse(text);
    if (!parsed.ok) {
      context.addIssue({ code: "custom", message: messageOf(parsed.reason) });

      return z.NEVER;
    }

    return parsed.value;
  });
}

/** Three fields `year`, `month`, `day`; full-width digits are fine. */
export function dateField(label: string) {
  return dateParts(label).transform(({ year, month, day }, context): Temporal.PlainDate => {
    const [y, m, d] = [year, month, day].map((text) => text.normalize("NFKC").trim());
    if (!y || !m || !d) {
      context.addIssue({ code: "custom", message: `${label}の年・月・日を入力してください。` });

      return z.NEVER;
    }
    const date = /^[1-9]\d{3}-\d{1,2}-\d{1,2}$/.test(`${y}-${m}-${d}`)
      ? plainDate(Number(y), Number(m), Number(d))
      : null;
    if (!date) {
      context.addIssue({
        code: "custom",
        message: `${label}の日付を確かめてください。西暦4桁の年、月、日を数字で入力します。`,
      });

      return z.NEVER;
    }

    return date;
  });
}

/** All three left empty are null. */
export function optionalDateField(label: string) {
  return dateParts(label).transform((parts, context): Temporal.PlainDate | null =>
    Object.values(parts).every((part) => part.trim() === "")
      ? null
      : readInside(dateField(label), parts, context),
  );
}

function dateParts(label: string) {
  return z.object(
    { year: z.string(), month: z.string(), day: z.string() },
    { error: `${label}を入力してください。` },
  );
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return null;
  }
}

/** 「１２，８００円」 → 「12800」: what is left of an amount as people write it, to be judged. */
export function bareYen(text: string): string {
  return text.normalize("NFKC").replaceAll(/[,\s円¥]/g, "");
}

/** Yen as an integer: accepts 12,800 and １２８００円. */
export function yenField(label: string) {
  return z
    .string({ error: `${label}を入力してください。` })
    .transform(bareYen)
    .refine((text) => /^\d{1,9}$/.test(text), `${label}は数字だけで入力してください。例：12800`)
    .transform(Number);
}

/** A whole number of at most four digits, in any width. */
export function numberField(label: string, least: number, most: number) {
  return z
    .string({ error: `${label}を入力してください。` })
    .transform((text) => text.normalize("NFKC").trim())
    .refine(
      (text) => /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `${label}は${least}から${most}までの数字で入力してください。`,
    )
    .transform(Number);
}

/** One of the given values, else the message. */
export function choiceField<const T extends readonly [string, ...string[]]>(
  label: string,
  values: T,
) {
  return z.enum(values, { error: `${label}を選んでください。` });
}

/** The version of a row that the person saw, as its hidden field carries it: an `integer` column's, from 0. */
export const versionField = z.coerce.number().int().min(0).max(2_147_483_646);

export function consentField(message: string) {
  return z.literal("yes", { error: message });
}
