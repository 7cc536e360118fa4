/** What the facility is told of a decision. The reason stands in the mail itself, so that nobody must sign in to learn it. */
import { formatDateTime } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Letter } from "../accounts/index.ts";
import type { Config } from "../config.ts";
import { callCenterLines, refusalLines, returnLines } from "../desk/index.ts";
import type { Reason, Return } from "../desk/index.ts";
import { correction } from "./correction.ts";
import { answerText, fieldLabels, fieldNames } from "./form.ts";
import type { ApplicationContent } from "./form.ts";
import { AUTOMATIC_WORDS, durationWords } from "./review-time.ts";
import type { Expectation } from "./review-time.ts";
import type { FieldCorrection } from "./store/applications.ts";

type Addressed = { readonly facilityName: string };

export function approvedMail(
  publicUrl: string,
  addressed: Addressed & { readonly userIds: readonly string[]; readonly isByRule: boolean },
): Letter {
  return mail(addressed, "【窓口】利用申請を承認しました", [
    "オンライン資格確認（資格確認限定型）の利用申請を承認しました。",
    ...(addressed.isByRule ? ["この審査は、決まりに沿って自動で行いました。"] : []),
    `アプリアカウントを${addressed.userIds.length}件発行しました：${addressed.userIds.join("、")}`,
    "",
    "次のページで設定情報を表示し、受付に使う端末のアプリに設定してください。",
    `${publicUrl}/terminals`,
  ]);
}

export function returnedMail(
  publicUrl: string,
  addressed: Addressed & { readonly returned: Return },
): Letter {
  return mail(addressed, "【窓口】利用申請の直しをお願いします", [
    "利用申請を確認したところ、直しが必要な点がありました。",
    "",
    ...returnLines(addressed.returned, correction),
    "",
    "次のページで直し、「修正を提出」を押してください。",
    "ほかの入力はそのまま残っています。",
    `${publicUrl}/usage-application`,
  ]);
}

/** The copy for the files of the facility. */
export function submittedMail(
  publicUrl: string,
  addressed: Addressed & {
    readonly again: boolean;
    readonly submittedAt: Temporal.Instant;
    readonly content: ApplicationContent;
    readonly expectation: Expectation;
    readonly isPartlyAutomatic: boolean;
  },
): Letter {
  const { again, submittedAt, content, expectation, isPartlyAutomatic } = addressed;

  return mail(addressed, `【窓口】利用申請${again ? "の修正" : ""}を受け付けました`, [
    `${formatDateTime(submittedAt)}に、利用申請${again ? "の修正" : ""}を受け付けました。`,
    "結果はメールでお知らせします。",
    durationWords(expectation),
    ...(isPartlyAutomatic ? [AUTOMATIC_WORDS] : []),
    "",
    "申請した内容（控え）：",
    ...fieldNames.map((name) => `・${fieldLabels[name]}：${answerText(content, name)}`),
    "",
    "状況と控え（PDF）は、次のページで見られます。",
    `${publicUrl}/usage-application`,
  ]);
}

export function correctedMail(
  publicUrl: string,
  addressed: Addressed & { readonly corrected: FieldCorrection },
): Letter {
  const { changes, reason } = addressed.corrected;

  return mail(addressed, "【窓口】利用申請の内容を訂正しました", [
    "審査担当が、利用申請の内容を次のように訂正しました。",
    "",
    ...changes.flatMap(({ field, before, after }) => [
      `・${fieldLabels[field]}`,
      `　訂正前：${before}`,
      `　訂正後：${after}`,
    ]),
    "",
    `理由：${reason}`,
    "",
    "正しければ、何もする必要はありません。審査はこのまま続きます。",
    "違うときは、次のページの「これは違います」から知らせてください。",
    `${publicUrl}/usage-application`,
  ]);
}

export function refusedMail(
  publicUrl: string,
  addressed: Addressed & {
    readonly refusal: Reason | null;
    readonly text: string;
    readonly objection: Config["objection"];
  },
): Letter {
  const { refusal, text, objection } = addressed;

  return mail(addressed, "【窓口】利用申請を承認できませんでした", [
    "利用申請を審査した結果、承認できませんでした。",
    "",
    "承認できない理由：",
    ...refusalLines({ reason: refusal, text }, objection, [
      "状況が変わったときは、次のページから、もう一度申請できます。",
      `${publicUrl}/usage-application`,
    ]),
  ]);
}

function mail({ facilityName }: Addressed, subject: string, lines: string[]): Letter {
  return {
    subject,
    text: [`${facilityName} 御中`, "", ...lines, "", ...callCenterLines].join("\n"),
  };
}
