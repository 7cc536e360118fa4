/** What an official writes of a notice. */
import { PREFECTURES, deadline } from "@madoguchi/notation";
import { choiceField, dateField, textField } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { facilityKindOptions } from "../../facilities/index.ts";
import { isCategory } from "./notice.ts";
import type { Category, Weight } from "./notice.ts";

export type NoticeDraft = {
  readonly category: Category;
  readonly weight: Weight;
  readonly title: string;
  readonly body: string;
  readonly audienceKinds: readonly string[];
  readonly audiencePrefectures: readonly string[];
  /** Null: at once. */
  readonly publishedAt: Temporal.Instant | null;
  readonly expiresAt: Temporal.Instant | null;
};

const BODY_MAXIMUM = 10_000;

const lines = (known: readonly string[]) =>
  z
    .string()
    .default("")
    .transform((text) => text.split("\n").filter((value) => known.includes(value)));

const textSchema = z.object({
  weight: choiceField("重要度", ["important", "information"]),
  title: textField("題名", 100),
  body: z
    .string({ error: "本文を入力してください。" })
    .transform((text) => text.replaceAll("\r\n", "\n").normalize("NFC").trim())
    .refine((text) => text !== "", "本文を入力してください。")
    .refine(
      (text) => [...text].length <= BODY_MAXIMUM,
      `本文は${BODY_MAXIMUM}文字までで入力してください。`,
    ),
  audienceKinds: lines(facilityKindOptions.map(({ value }) => value)),
  audiencePrefectures: lines(PREFECTURES.map(({ code }) => code)),
  /** The last day on which it is listed; three empty fields: for good. */
  lastDay: z
    .object({ year: z.string(), month: z.string(), day: z.string() })
    .default({ year: "", month: "", day: "" })
    .transform((parts) => (Object.values(parts).every((part) => part.trim() === "") ? null : parts))
    .pipe(dateField("掲載の最終日").nullable()),
});

const expiring = <T extends { lastDay: Temporal.PlainDate | null }>({ lastDay, ...rest }: T) => ({
  ...rest,
  expiresAt: lastDay && deadline(lastDay),
});

export const publishSchema = textSchema
  .extend({
    category: z
      .string({ error: "分類を選んでください。" })
      .refine(isCategory, "分類を選んでください。"),
  })
  .transform((form) => ({ ...expiring(form), publishedAt: null }));

export const changeSchema = textSchema
  .extend({ what: textField("変わったところ", 200) })
  .transform(expiring);

export const withdrawSchema = z.object({ because: textField("取り下げる理由", 200) });
