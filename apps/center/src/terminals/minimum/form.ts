/** The form that asks for a version, and what it means. */
import { versionSchema } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import { dateField, readForm, textField } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { NO_MINIMUM, NOTICE_DAYS } from "./rules.ts";
import type { AppMinimum } from "./rules.ts";

export const minimumLabels = {
  version: "使い続けられる最も古い版",
  noticeFrom: "お知らせを始める日",
  refusedFrom: "新しい確認を受け付けなくなる日",
} as const;

const schema = z
  .object({
    version: textField(minimumLabels.version, 17)
      .transform((text) => text.normalize("NFKC"))
      .refine((text) => versionSchema.safeParse(text).success, {
        message: "版を「0.2.0」のように、3つの数字と点で入力してください。",
      }),
    noticeFrom: dateField(minimumLabels.noticeFrom),
    refusedFrom: dateField(minimumLabels.refusedFrom),
  })
  .refine(
    ({ noticeFrom, refusedFrom }) =>
      Temporal.PlainDate.compare(refusedFrom, noticeFrom.add({ days: NOTICE_DAYS })) >= 0,
    {
      path: ["refusedFrom"],
      message: `お知らせを始める日から、${NOTICE_DAYS}日以上あとの日にしてください。`,
    },
  );

export function readMinimum(values: unknown): FormResult<AppMinimum> {
  return readForm(schema, values);
}

export function minimumForm({ version, noticeFrom, refusedFrom }: AppMinimum): FormValues {
  const parts = (name: string, { year, month, day }: Temporal.PlainDate) => ({
    [`${name}.year`]: String(year),
    [`${name}.month`]: String(month),
    [`${name}.day`]: String(day),
  });

  return { version, ...parts("noticeFrom", noticeFrom), ...parts("refusedFrom", refusedFrom) };
}

export function minimumItems(minimum: AppMinimum): readonly { term: string; detail: string }[] {
  const { version, noticeFrom, refusedFrom } = minimum;
  if (version === NO_MINIMUM) return [{ term: minimumLabels.version, detail: "決めていません" }];

  return [
    { term: minimumLabels.version, detail: version },
    { term: minimumLabels.noticeFrom, detail: formatDate(noticeFrom) },
    { term: minimumLabels.refusedFrom, detail: formatDate(refusedFrom) },
  ];
}
