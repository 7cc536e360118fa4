/** What the facility is told of a decision. The reason stands in the mail itself, so that nobody must sign in to learn it. */
import { formatDateTime } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Letter } from "../accounts/index.ts";
import { answerText, fieldLabels, fieldNames } from "./form.ts";
import type { ApplicationContent, FieldName } from "./form.ts";
import { durationWords } from "./review-time.ts";
import type { Expectation } from "./review-time.ts";
import type { Remarks } from "./store/applications.ts";

type Addressed = { readonly facilityName: string };

const CALL_CENTER = [
  "ご不明な点は、オンライン資格確認等コールセンターへお問い合わせください。",
  "電話：0800-080-4583（通話無料）",
  "平日 8:00〜18:00、土曜日 8:00〜16:00（祝日を除く）",
];

export function approvedMail(
  publicUrl: string,
  addressed: Addressed & { readonly userIds: readonly string[] },
): Letter {
  return mail(addressed, "【窓口】利用申請を承認しました", [
    "オンライン資格確認（資格確認限定型）の利用申請を承認しました。",
    `アプリアカウントを${addressed.userIds.length}件発行しました：${addressed.userIds.join("、")}`,
    "",
    "次のページで設定情報を表示し、受付に使う端末のアプリに設定してください。",
    `${publicUrl}/terminals`,
  ]);
}

export function returnedMail(
  publicUrl: string,
  addressed: Addressed & {
    readonly reason: string;
    readonly fields: readonly FieldName[];
    readonly remarks: Remarks;
  },
): Letter {
  return mail(addressed, "【窓口】利用申請の直しをお願いします", [
    "利用申請を確認したところ、直しが必要な点がありました。",
    "",
    "直しをお願いする理由：",
    addressed.reason,
    ...(addressed.fields.length > 0
      ? [
          "",
          "直す項目：",
          ...addressed.fields.map((field) => markedLine(field, addressed.remarks[field])),
        ]
      : []),
    "",
    "次のページで直し、「修正を提出」を押してください。",
    "ほかの入力はそのまま残っています。",
    `${publicUrl}/usage-application`,
  ]);
}

function markedLine(field: FieldName, remark: string | undefined): string {
  return `・${fieldLabels[field]}${remark === undefined ? "" : `：${remark}`}`;
}

/** The copy for the files of the facility. */
export function submittedMail(
  publicUrl: string,
  addressed: Addressed & {
    readonly again: boolean;
    readonly submittedAt: Temporal.Instant;
    readonly content: ApplicationContent;
    readonly expectation: Expectation;
  },
): Letter {
  const { again, submittedAt, content, expectation } = addressed;

  return mail(addressed, `【窓口】利用申請${again ? "の修正" : ""}を受け付けました`, [
    `${formatDateTime(submittedAt)}に、利用申請${again ? "の修正" : ""}を受け付けました。`,
    "結果はメールでお知らせします。",
    durationWords(expectation),
    "",
    "申請した内容（控え）：",
    ...fieldNames.map((name) => `・${fieldLabels[name]}：${answerText(content, name)}`),
    "",
    "状況と控え（PDF）は、次のページで見られます。",
    `${publicUrl}/usage-application`,
  ]);
}

export function refusedMail(
  publicUrl: string,
  addressed: Addressed & { readonly reason: string },
): Letter {
  return mail(addressed, "【窓口】利用申請を承認できませんでした", [
    "利用申請を審査した結果、承認できませんでした。",
    "",
    "承認できない理由：",
    addressed.reason,
    "",
    "状況が変わったときは、次のページから、もう一度申請できます。",
    `${publicUrl}/usage-application`,
  ]);
}

function mail({ facilityName }: Addressed, subject: string, lines: string[]): Letter {
  return {
    subject,
    text: [`${facilityName} 御中`, "", ...lines, "", ...CALL_CENTER].join("\n"),
  };
}
