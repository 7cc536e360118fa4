/** The forms: what was typed to what is kept, with one refusal of its own: no 個人番号 is ever taken in. */
import { mayHoldIndividualNumber } from "@madoguchi/notation";
import { mailField, textField, versionField } from "@madoguchi/platform";
import { z } from "zod";
import { isCategory, relatedPath, SUBJECT_MAXIMUM, TEXT_MAXIMUM } from "./rules.ts";

const NUMBER_FOUND =
  "マイナンバー（12桁の番号）のような数字が入っています。取り除いてください。マイナンバーをお聞きすることはありません。";

/** Paragraphs as typed, NFC, without what nobody sees. */
function paragraphsField(label: string) {
  return z
    .string({ error: `${label}を入力してください。` })
    .transform((text) =>
      text
        .normalize("NFC")
        .replaceAll(/\r\n?/g, "\n")
        .replaceAll(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "")
        .trim(),
    )
    .refine((text) => text !== "", `${label}を入力してください。`)
    .refine(
      (text) => [...text].length <= TEXT_MAXIMUM,
      `${label}は${TEXT_MAXIMUM}文字までで入力してください。`,
    )
    .refine((text) => !mayHoldIndividualNumber(text), NUMBER_FOUND);
}

export const contentSchema = z.object({
  category: z
    .string({ error: "お問い合わせの種類を選んでください。" })
    .refine(isCategory, "お問い合わせの種類を選んでください。"),
  relatedPath: z
    .string()
    .default("")
    .transform((text, context): string | null => {
      const path = relatedPath(text);
      if (path === null && text.trim() !== "") {
        context.addIssue({
          code: "custom",
          message: "このサイトのページを「/」から入力してください。例：/terminals",
        });
      }

      return path;
    }),
  subject: textField("件名", SUBJECT_MAXIMUM).refine(
    (text) => !mayHoldIndividualNumber(text),
    NUMBER_FOUND,
  ),
  text: paragraphsField("内容"),
});
export type Content = z.infer<typeof contentSchema>;

export const guestSchema = contentSchema.extend({
  name: textField("お名前", 60),
  mail: mailField,
});
export type GuestContent = z.infer<typeof guestSchema>;

export const replySchema = z.object({ text: paragraphsField("返信の内容") });

/** The message's own id, made with the form: sent twice it is written once. */
const keyField = z.uuid();

/** In the address, for who is to hold the files must be known before they come. */
export const keySchema = z.object({ key: keyField });

export const answerSchema = z.object({
  key: keyField,
  version: versionField,
  kind: z.enum(["answer", "request"], { error: "送り方を選んでください。" }),
  text: paragraphsField("回答"),
});

export const messageSchema = z.object({ key: keyField, text: paragraphsField("メッセージ") });

export const noteSchema = z.object({ key: keyField, note: paragraphsField("メモ") });
