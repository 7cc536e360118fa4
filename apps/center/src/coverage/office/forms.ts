/** What officials type about insurers and their files. */
import {
  choiceField,
  dateField,
  phoneField,
  postalCodeField,
  textField,
} from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { InsurerTable } from "../store/tables.ts";

/** Empty is nothing; anything else must be right. */
function orNull<S extends z.ZodType<unknown, string>>(schema: S) {
  return z
    .string()
    .default("")
    .transform((text, context): z.output<S> | null => {
      if (text.trim() === "") return null;
      const parsed = schema.safeParse(text);
      if (parsed.success) return parsed.data;
      for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });

      return z.NEVER;
    });
}

const nothing = z
  .object({ year: z.literal(""), month: z.literal(""), day: z.literal("") })
  .transform(() => null);

const KANA = /^[ァ-ヺー・　 （）]+$/u;

export const insurerSchema = z
  .object({
    name: textField("名称", 100),
    kana: orNull(
      textField("フリガナ", 100).refine(
        (text) => KANA.test(text),
        "フリガナは全角カタカナで入力してください。",
      ),
    ),
    telephone: orNull(phoneField),
    hours: orNull(textField("受付時間", 20)),
    postalCode: orNull(postalCodeField),
    address: orNull(textField("所在地", 200)),
    contractFrom: z.union([nothing, dateField("契約の始まりの日")]),
    contractTo: z.union([nothing, dateField("契約の終わりの日")]),
    endingPercent: z
      .string({ error: "割合を入力してください。" })
      .transform((text) => text.normalize("NFKC").replaceAll(/[\s%]/g, ""))
      .refine(
        (text) => /^\d{1,3}(\.\d)?$/.test(text) && Number(text) <= 100,
        "割合は0から100までの数字で、小数は1桁まで入力してください。例：5",
      ),
  })
  .refine(
    ({ contractFrom, contractTo }) =>
      contractTo === null ||
      (contractFrom !== null && Temporal.PlainDate.compare(contractFrom, contractTo) <= 0),
    { path: ["contractTo"], message: "契約の終わりの日は、始まりの日より後にしてください。" },
  );

export function insurerValues(
  insurer: InsurerTable,
  endingPercent: string,
): Readonly<Record<string, string>> {
  const day = (name: string, date: Temporal.PlainDate | null) => ({
    [`${name}.year`]: date === null ? "" : String(date.year),
    [`${name}.month`]: date === null ? "" : String(date.month),
    [`${name}.day`]: date === null ? "" : String(date.day),
  });

  return {
    name: insurer.name,
    kana: insurer.kana ?? "",
    telephone: insurer.telephone ?? "",
    hours: insurer.hours ?? "",
    postalCode: insurer.postalCode ?? "",
    address: insurer.address ?? "",
    ...day("contractFrom", insurer.contractFrom),
    ...day("contractTo", insurer.contractTo),
    endingPercent,
  };
}

export const uploadSchema = z.object({
  mode: choiceField("ファイルの種類", ["full", "diff"]),
  dryRun: z.literal("yes").optional(),
});

export const keySchema = z.object({ label: textField("鍵を渡すシステムの名前", 40) });

export const lookReasons = {
  "insurer-asked": "保険者からの問い合わせに答える",
  "facility-asked": "医療機関等からの問い合わせに答える",
  "follow-up": "保険者に確認を促す",
} as const;
export type LookReason = keyof typeof lookReasons;

export const lookSchema = z.object({
  reason: choiceField("見る理由", ["insurer-asked", "facility-asked", "follow-up"]),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
