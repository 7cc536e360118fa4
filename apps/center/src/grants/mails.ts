/** What a facility is told of its application for a grant, of the decision, and of the money. */
import { formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import { mailTemplate } from "@madoguchi/platform";
import type { MailExample, Written } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Config } from "../config.ts";
import { exampleRefusal, exampleReturn, refusalLines, returnLines } from "../desk/index.ts";
import type { Refusal, SaidReturn } from "../desk/index.ts";
import { correction } from "./correction.ts";
import { resultCodes } from "./rules/zengin.ts";
import type { ResultCode } from "./rules/zengin.ts";

/** Whose application it is, what it is for, and the page that shows it. */
export type MailedGrant = {
  readonly facilityName: string;
  readonly programmeName: string;
  readonly page: string;
};

const TO = "施設の担当者";

export const submittedMail = mailTemplate({
  name: "grant.submitted",
  when: "補助金の申請や、その修正が提出されたとき",
  to: TO,
  write: (
    grant: MailedGrant,
    { again, at, amountYen }: Readonly<{ again: boolean; at: Temporal.Instant; amountYen: number }>,
  ) =>
    letter(grant, `補助金の${again ? "修正" : "申請"}を受け付けました`, [
      `${formatDateTime(at)}に、次の申請を受け付けました。`,
      "",
      `補助事業：${grant.programmeName}`,
      `申請額：${formatYen(amountYen)}`,
      "",
      "受付票（PDF）は、下のページからダウンロードできます。",
      "審査の結果は、メールとポータルでお知らせします。",
      "領収書の原本は、審査が終わった後も保管してください。",
      "",
      grant.page,
    ]),
  examples: (example, write) =>
    [false, true].map((again) =>
      write(mailed(example), { again, at: example.at, amountYen: 31_000 }),
    ),
});

export const approvedMail = mailTemplate({
  name: "grant.approved",
  when: "補助金の交付が決まったとき",
  to: TO,
  write: (grant: MailedGrant, number: string, amountYen: number) =>
    letter(grant, "補助金の交付が決まりました", [
      `${grant.programmeName}の交付が決まりました。`,
      "",
      `交付決定番号：${number}`,
      `交付決定額：${formatYen(amountYen)}`,
      "",
      "交付決定通知（PDF）は、次のページからいつでもダウンロードできます。",
      grant.page,
    ]),
  examples: (example, write) => [write(mailed(example), "令和8年度 第1号", 31_000)],
});

export const returnedMail = mailTemplate({
  name: "grant.returned",
  when: "補助金の申請を差し戻したとき",
  to: TO,
  write: (grant: MailedGrant, returned: SaidReturn) =>
    letter(grant, "補助金の申請に直しのお願いがあります", [
      "補助金の申請を確認したところ、直しが必要な点がありました。",
      "",
      ...returnLines(returned, correction),
      "",
      "直したら、「修正を提出」を押してください。",
      "ほかの入力はそのまま残っています。",
      grant.page,
    ]),
  examples: (example, write) => [write(mailed(example), exampleReturn(example, "receipts"))],
});

export const refusedMail = mailTemplate({
  name: "grant.refused",
  when: "補助金の不交付が決まったとき",
  to: TO,
  write: (grant: MailedGrant, refusal: Refusal, objection: Config["objection"]) =>
    letter(grant, "補助金の審査の結果をお知らせします", [
      `${grant.programmeName}は、不交付と決まりました。`,
      "",
      "不交付の理由：",
      ...refusalLines(refusal, objection, [
        "受付期間の中であれば、内容を改めてもう一度申請できます。",
        grant.page,
      ]),
    ]),
  examples: (example, write) => [
    write(mailed(example), exampleRefusal, {
      to: "見本大臣",
      address: "〒100-0000 東京都千代田区見本1-1",
    }),
  ],
});

export const transferDayMail = mailTemplate({
  name: "grant.transfer-approved",
  when: "補助金の振込日が決まったとき",
  to: TO,
  write: (facilityName: string, amountYen: number, transferOn: Temporal.PlainDate) =>
    letter({ facilityName }, "補助金の振込日のお知らせ", [
      `補助金${formatYen(amountYen)}を、${formatDate(transferOn)}に振り込む予定です。`,
      "振込が済むと、もう一度お知らせします。",
    ]),
  examples: ({ facilityName, day }, write) => [write(facilityName, 31_000, day)],
});

type Transfer = Pick<MailedGrant, "facilityName" | "page"> & {
  readonly amountYen: number;
  readonly transferOn: Temporal.PlainDate | null;
};

export const transferOutcomeMail = mailTemplate({
  name: "grant.transfer-settled",
  when: "補助金を振り込んだとき、振り込めなかったとき",
  to: TO,
  write: (transfer: Transfer, code: ResultCode) => {
    const { amountYen, transferOn, page } = transfer;
    const day = transferOn ? `${formatDate(transferOn)}に` : "";

    return code === "0"
      ? letter(transfer, "補助金を振り込みました", [
          `補助金${formatYen(amountYen)}を、${day}振り込みました。`,
          page,
        ])
      : letter(transfer, "補助金を振り込めませんでした", [
          `補助金${formatYen(amountYen)}を振り込めませんでした。`,
          `銀行からの理由：${resultCodes[code]}。`,
          "",
          "交付の決定は変わりません。次のページで、振込先の口座を直してください。",
          page,
        ]);
  },
  examples: (example, write) =>
    (["0", "2"] as const).map((code) =>
      write({ ...mailed(example), amountYen: 31_000, transferOn: example.day }, code),
    ),
});

export const revokedMail = mailTemplate({
  name: "grant.revoked",
  when: "振り込む前に、交付の決定を取り消したとき",
  to: TO,
  write: (grant: MailedGrant, reason: string) =>
    letter(grant, "補助金の交付決定を取り消しました", [
      `${grant.programmeName}の交付決定を取り消しました。まだ振り込んでいないため、返還はありません。`,
      `理由：${reason}`,
      grant.page,
    ]),
  examples: (example, write) => [write(mailed(example), "購入が取り消されたため。")],
});

type Demand = {
  readonly principalYen: number;
  readonly dueOn: Temporal.PlainDate;
  readonly reason: string;
};

export const demandMail = mailTemplate({
  name: "grant.repayment-demanded",
  when: "振り込んだあとに交付の決定を取り消し、返還を求めるとき",
  to: TO,
  write: (grant: MailedGrant, { principalYen, dueOn, reason }: Demand) =>
    letter(grant, "補助金の返還のお願い", [
      `${grant.programmeName}の交付決定を取り消しました。`,
      `${formatYen(principalYen)}を、${formatDate(dueOn)}までにお返しください。`,
      `理由：${reason}`,
      "返還請求書（PDF）は、次のページからダウンロードできます。",
      grant.page,
    ]),
  examples: (example, write) => [
    write(mailed(example), {
      principalYen: 31_000,
      dueOn: example.day,
      reason: "購入が取り消されたため。",
    }),
  ],
});

export const repaidMail = mailTemplate({
  name: "grant.repayment-received",
  when: "返還を受け取ったとき",
  to: TO,
  write: (facilityName: string, receivedOn: Temporal.PlainDate, yen: number) =>
    letter({ facilityName }, "補助金の返還を受け取りました", [
      `${formatDate(receivedOn)}に、${formatYen(yen)}の返還を受け取りました。`,
      "これで手続きは終わりです。",
    ]),
  examples: ({ facilityName, day }, write) => [write(facilityName, day, 31_120)],
});

function mailed({ publicUrl, facilityName, id }: MailExample): MailedGrant {
  return { facilityName, programmeName: "みほん補助金", page: `${publicUrl}/grants/${id}` };
}

function letter(
  { facilityName }: Pick<MailedGrant, "facilityName">,
  subject: string,
  lines: readonly string[],
): Written {
  return {
    subject: `【窓口】${subject}`,
    text: [`${facilityName} 様`, "", ...lines].join("\n"),
  };
}
