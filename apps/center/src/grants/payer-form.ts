/** The form of the account that pays, and what it means. */
import { foldCode } from "@madoguchi/notation";
import { choiceField, dateField, readForm } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { bankText } from "./rules/zengin.ts";
import type { Payer } from "./rules/zengin.ts";

export type PayerTerms = Payer & { readonly effectiveFrom: Temporal.PlainDate };

function digits(label: string, length: number) {
  const message = `${label}は${length}桁の数字で入力してください。先頭の0も入力します。`;

  return z
    .string({ error: message })
    .transform(foldCode)
    .refine((text) => /^\d+$/.test(text) && text.length === length, message);
}

/** As it will stand in the file, where what banks do not take is gone and what is over is cut. */
function words(label: string, width: number) {
  return z
    .string({ error: `${label}を入力してください。` })
    .transform((text) => text.normalize("NFKC").trim())
    .refine(
      (text) => bankText(text) !== "" && /^[\p{sc=Katakana}ー・A-Z0-9().,/\s-]+$/u.test(text),
      `${label}は、銀行に届けたカタカナで入力してください。`,
    )
    .refine(
      (text) => bankText(text).length <= width,
      `${label}は、半角で${width}文字までで入力してください（濁点も1文字です）。`,
    );
}

const schema = z.object({
  effectiveFrom: dateField("使い始める日"),
  consignerCode: digits("依頼人コード", 10),
  consignerName: words("依頼人の名前", 40),
  bankCode: digits("銀行コード", 4),
  bankName: words("銀行名", 15),
  branchCode: digits("支店コード", 3),
  branchName: words("支店名", 15),
  depositKind: choiceField("預金の種別", ["ordinary", "current"]),
  accountNumber: digits("口座番号", 7),
});

export function readPayer(values: FormValues): FormResult<PayerTerms> {
  return readForm(schema, values);
}

/** What the form shows of an account, to be changed into the next one. */
export function payerForm(payer: PayerTerms): FormValues {
  const { effectiveFrom: _, ...texts } = payer;

  return texts;
}
