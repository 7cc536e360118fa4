/** What an official fills in to return or to refuse a case: a reason from the list, own words, and what is to be mended. */
import { z } from "zod";
import { returnReason } from "./rules/return-reason.ts";
import { WHOLE } from "./rules/returns.ts";
import type { ReturnPoint } from "./rules/returns.ts";
import type { Reason } from "./store/returns.ts";

export type Answer =
  | { readonly action: "return"; readonly points: readonly ReturnPoint[] }
  | { readonly action: "refuse"; readonly code: string; readonly reason: string };

const remarkField = z
  .string()
  .transform((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim())
  .refine((text) => [...text].length <= 200, "項目ごとの言葉は200文字までで入力してください。");

/** Only what is offered can be chosen. */
export function reasonFields(reasons: readonly Pick<Reason, "code">[]) {
  const missing = "理由の種類を選んでください。";

  return {
    code: z
      .string({ error: missing })
      .refine((code) => reasons.some((each) => each.code === code), missing),
    reason: returnReason,
  };
}

/** @param fields those that can be marked */
export function returnSchema(
  reasons: readonly Pick<Reason, "code">[],
  fields: Readonly<Record<string, string>>,
) {
  return z
    .object({
      ...reasonFields(reasons),
      fields: z
        .string()
        .default("")
        .transform((text) => text.split("\n")),
      remarks: z.record(z.string(), remarkField).default({}),
    })
    .transform(({ code, reason, fields: marked, remarks }): Answer => {
      const points = Object.keys(fields).flatMap((field) => {
        const message = remarks[field] ?? "";

        return marked.includes(field) || message !== "" ? [{ field, code, message }] : [];
      });

      return { action: "return", points: [{ field: WHOLE, code, message: reason }, ...points] };
    });
}

export function refusalSchema(reasons: readonly Pick<Reason, "code">[]) {
  return z
    .object(reasonFields(reasons))
    .transform(({ code, reason }): Answer => ({ action: "refuse", code, reason }));
}
