/** What an official writes of a notice. */
import { PREFECTURES, deadline, startOfDay } from "@madoguchi/notation";
import { choiceField, dateField, optionalDateField, textField } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { facilityKindOptions } from "../../facilities/index.ts";
import { isCondition } from "./audience.ts";
import { isCategory } from "./notice.ts";
import type { Category, Weight } from "./notice.ts";

export type NoticeDraft = {
  readonly category: Category;
  readonly weight: Weight;
  readonly title: string;
  readonly body: string;
  readonly audienceKinds: readonly string[];
  readonly audiencePrefectures: readonly string[];
  readonly audienceCondition: string;
  /** Whether those whom it concerns are told by mail as well. */
  readonly isMailed: boolean;
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
  audienceCondition: z
    .string()
    .default("")
    .transform((text) => (isCondition(text) ? text : "")),
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

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

export const publishSchema = textSchema
  .extend({
    /** Three empty fields: at once. */
    firstDay: optionalDateField("掲載を始める日").default(null),
    firstHour: z
      .string()
      .default("9")
      .transform((text) => (HOURS.includes(text) ? Number(text) : 9)),
    mails: z.literal("yes").optional(),
    category: z
      .string({ error: "分類を選んでください。" })
      .refine(isCategory, "分類を選んでください。"),
  })
  .refine(
    ({ firstDay, lastDay }) =>
      firstDay === null || lastDay === null || Temporal.PlainDate.compare(firstDay, lastDay) <= 0,
    { path: ["lastDay"], message: "掲載の最終日が、掲載を始める日より前です。" },
  )
  .transform(({ firstDay, firstHour, mails, ...form }) => ({
    ...expiring(form),
    isMailed: mails === "yes",
    publishedAt: firstDay && startOfDay(firstDay).add({ hours: firstHour }),
  }));

export const changeSchema = textSchema
  .extend({ what: textField("変わったところ", 200) })
  .transform(expiring);

export const withdrawSchema = z.object({
  because: textField("取り下げる理由", 200),
  replacedBy: z
    .string()
    .max(20)
    .default("")
    .transform((text) => text.normalize("NFKC").trim()),
});
