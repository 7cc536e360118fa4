/** What the facility is told of a decision. The reason stands in the mail itself, so that nobody must sign in to learn it. */
import { formatDateTime } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { Written } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Config } from "../config.ts";
import {
  callCenterLines,
  exampleRefusal,
  exampleReturn,
  refusalLines,
  returnLines,
} from "../desk/index.ts";
import type { Refusal, SaidReturn } from "../desk/index.ts";
import { correction } from "./correction.ts";
import { answerText, fieldLabels, fieldNames } from "./form.ts";
import type { ApplicationContent } from "./form.ts";
import { AUTOMATIC_WORDS, durationWords } from "./review-time.ts";
import type { Expectation } from "./review-time.ts";
import type { FieldCorrection } from "./store/applications.ts";

type Addressed = { readonly facilityName: string };

export const approvedMail = mailTemplate({
  name: "usage-application.approved",
  when: "利用申請を承認したとき",
  to: "施設の担当者",
  write(
    publicUrl: string,
    addressed: Addressed & { readonly userIds: readonly string[]; readonly isByRule: boolean },
  ) {
    return mail(addressed, "【窓口】利用申請を承認しました", [
      "オンライン資格確認（資格確認限定型）の利用申請を承認しました。",
      ...(addressed.isByRule ? ["この審査は、決まりに沿って自動で行いました。"] : []),
      `アプリアカウントを${addressed.userIds.length}件発行しました：${addressed.userIds.join("、")}`,
      "",
      "次のページで設定情報を表示し、受付に使う端末のアプリに設定してください。",
      `${publicUrl}/terminals`,
    ]);
  },
  examples: ({ publicUrl, facilityName }, write) =>
    [false, true].map((isByRule) =>
      write(publicUrl, { facilityName, userIds: ["W0000001", "W0000002"], isByRule }),
    ),
});

export const returnedMail = mailTemplate({
  name: "usage-application.returned",
  when: "利用申請を差し戻したとき",
  to: "施設の担当者",
  write(publicUrl: string, addressed: Addressed & { readonly returned: SaidReturn }) {
    return mail(addressed, "【窓口】利用申請の直しをお願いします", [
      "利用申請を確認したところ、直しが必要な点がありました。",
      "",
      ...returnLines(addressed.returned, correction),
      "",
      "次のページで直し、「修正を提出」を押してください。",
      "ほかの入力はそのまま残っています。",
      `${publicUrl}/usage-application`,
    ]);
  },
  examples: (example, write) => [
    write(example.publicUrl, {
      facilityName: example.facilityName,
      returned: exampleReturn(example, "plannedStartOn"),
    }),
  ],
});

/** The copy for the files of the facility. */
export const submittedMail = mailTemplate({
  name: "usage-application.submitted",
  when: "利用申請や、その修正が提出されたとき",
  to: "施設の担当者",
  write(
    publicUrl: string,
    addressed: Addressed & {
      readonly again: boolean;
      readonly submittedAt: Temporal.Instant;
      readonly content: ApplicationContent;
      readonly expectation: Expectation;
      readonly isPartlyAutomatic: boolean;
    },
  ) {
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
  },
  examples: ({ publicUrl, facilityName, person, at, day }, write) =>
    [false, true].map((again) =>
      write(publicUrl, {
        facilityName,
        again,
        submittedAt: at,
        content: {
          eligibility: "paperClaims",
          devices: ["pc"],
          accountCount: 1,
          plannedStartOn: day,
          contactName: person,
          contactPhone: "0312345678",
        },
        expectation: { days: 5, reviews: null },
        isPartlyAutomatic: again,
      }),
    ),
});

export const correctedMail = mailTemplate({
  name: "usage-application.corrected",
  when: "審査担当が、利用申請の内容を訂正したとき",
  to: "施設の担当者",
  write(publicUrl: string, addressed: Addressed & { readonly corrected: FieldCorrection }) {
    const { changes, reason } = addressed.corrected;

    return mail(addressed, "【窓口】利用申請の内容を訂正しました", [
      "審査担当が、利用申請の内容を次のように訂正しました。",
      "",
      ...changes.flatMap(({ field, before, after }) => [
        `・${fieldLabels[field]}`,
        `訂正前：${before}`,
        `訂正後：${after}`,
      ]),
      "",
      `理由：${reason}`,
      "",
      "正しければ、何もする必要はありません。審査はこのまま続きます。",
      "違うときは、次のページの「これは違います」から知らせてください。",
      `${publicUrl}/usage-application`,
    ]);
  },
  examples: ({ publicUrl, facilityName }, write) => [
    write(publicUrl, {
      facilityName,
      corrected: {
        changes: [{ field: "contactPhone", before: "03-1234-5678", after: "03-1234-5679" }],
        reason: "施設に電話で確かめました。",
      },
    }),
  ],
});

export const refusedMail = mailTemplate({
  name: "usage-application.refused",
  when: "利用申請を却下したとき",
  to: "施設の担当者",
  write(
    publicUrl: string,
    addressed: Addressed & {
      readonly refusal: Refusal["reason"];
      readonly text: string;
      readonly objection: Config["objection"];
    },
  ) {
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
  },
  examples: ({ publicUrl, facilityName }, write) => [
    write(publicUrl, {
      facilityName,
      refusal: exampleRefusal.reason,
      text: exampleRefusal.text,
      objection: { to: "見本大臣", address: "〒100-0000 東京都千代田区見本1-1" },
    }),
  ],
});

function mail({ facilityName }: Addressed, subject: string, lines: string[]): Written {
  return {
    subject,
    text: [`${facilityName} 御中`, "", ...lines, "", ...callCenterLines].join("\n"),
  };
}
