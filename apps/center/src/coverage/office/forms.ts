/** What officials type about insurers and their files. */
import {
  choiceField,
  insurerNumberField,
  kanaField,
  optionalDateField,
  optionalField,
  phoneField,
  postalCodeField,
  textField,
} from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { contractReasons, isPeriod } from "../rules/contracts.ts";
import type { InsurerTable } from "../store/tables.ts";

const details = {
  name: textField("名称", 100),
  kana: optionalField(kanaField("フリガナ", 100)),
  telephone: optionalField(phoneField),
  hours: optionalField(textField("受付時間", 20)),
  postalCode: optionalField(postalCodeField),
  address: optionalField(textField("所在地", 200)),
};

const contract = {
  contractFrom: optionalDateField("契約の始まりの日"),
  contractTo: optionalDateField("契約の終わりの日"),
};

const wrongPeriod = {
  path: ["contractTo"],
  message: "契約の終わりの日は、始まりの日より後にしてください。",
};

export const numberSchema = z.object({ number: insurerNumberField });

export const newInsurerSchema = z
  .object({ number: insurerNumberField, ...details, ...contract })
  .refine(isPeriod, wrongPeriod);

export const insurerSchema = z.object({
  ...details,
  endingPercent: z
    .string({ error: "割合を入力してください。" })
    .transform((text) => text.normalize("NFKC").replaceAll(/[\s%]/g, ""))
    .refine(
      (text) => /^\d{1,3}(\.\d)?$/.test(text) && Number(text) <= 100,
      "割合は0から100までの数字で、小数は1桁まで入力してください。例：5",
    ),
});

export const contractSchema = z
  .object({ ...contract, reason: choiceField("変える理由", contractReasons) })
  .refine(isPeriod, wrongPeriod);

export function insurerValues(
  insurer: InsurerTable,
  endingPercent: string,
): Readonly<Record<string, string>> {
  return {
    name: insurer.name,
    kana: insurer.kana ?? "",
    telephone: insurer.telephone ?? "",
    hours: insurer.hours ?? "",
    postalCode: insurer.postalCode ?? "",
    address: insurer.address ?? "",
    endingPercent,
  };
}

export function contractValues({
  contractFrom,
  contractTo,
}: InsurerTable): Readonly<Record<string, string>> {
  return { ...dayValues("contractFrom", contractFrom), ...dayValues("contractTo", contractTo) };
}

function dayValues(name: string, date: Temporal.PlainDate | null) {
  return {
    [`${name}.year`]: date === null ? "" : String(date.year),
    [`${name}.month`]: date === null ? "" : String(date.month),
    [`${name}.day`]: date === null ? "" : String(date.day),
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
