/** Why personal data is opened, and what is looked for in the record of it. */
import { optionalDateField, textField } from "@madoguchi/platform";
import { z } from "zod";

export const openingReasons = {
  case: "担当する案件の審査のため",
  payment: "振込先を確かめるため",
  asked: "ご本人か施設から問い合わせがあったため",
  mistake: "誤りを調べて直すため",
  audit: "監査のため",
  order: "法令に基づく照会に答えるため",
} as const;
export type OpeningReason = keyof typeof openingReasons;

export function isOpeningReason(text: string): text is OpeningReason {
  return Object.hasOwn(openingReasons, text);
}

/** A shift: within it the same subject is not asked about again. */
export const OPENING_HOURS = 8;

/** Whose data, as the record names them. */
export const openingSubjects = {
  "grant-account": "補助金の申請者の口座",
  "grant-batch": "振込データの口座",
  "insurer-suspended": "保険者の照会停止中の人",
  "certificate-links": "被保険者の利用登録",
} as const;
export type OpeningSubjectKind = keyof typeof openingSubjects;

export function isOpeningSubject(text: string): text is OpeningSubjectKind {
  return Object.hasOwn(openingSubjects, text);
}

export type OpeningSubject = { readonly kind: OpeningSubjectKind; readonly id: string };

const REASON_MISSING = "見る理由を選んでください。";

const openingFields = z
  .object({
    reason: z.string({ error: REASON_MISSING }).refine(isOpeningReason, REASON_MISSING),
    note: z
      .string()
      .default("")
      .transform((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim())
      .refine((text) => [...text].length <= 100, "番号や説明は100文字までで入力してください。"),
  })
  .refine(({ reason, note }) => reason === "case" || reason === "payment" || note !== "", {
    path: ["note"],
    message: "案件の番号か、理由の説明を入力してください。",
  });
/** Its fields stand beside others on a page: `opening.reason`, `opening.note`. */
export const openingSchema = z.object({
  opening: z.preprocess((typed) => typed ?? {}, openingFields),
});
export type Opening = { readonly reason: OpeningReason; readonly note: string };

/** Of a search, in which what is not understood is left out. */
export const optionalDay = (label: string) => optionalDateField(label).nullable().catch(null);
export const optionalText = textField("語", 120).nullable().catch(null);
