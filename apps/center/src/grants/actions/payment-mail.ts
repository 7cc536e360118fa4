/** What a facility is told of a transfer: the day on which it comes, and what its bank said. */
import { formatDate, formatYen } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Letter } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { resultCodes } from "../rules/zengin.ts";
import type { ResultCode } from "../rules/zengin.ts";
import type { ListedPayment } from "../store/payments.ts";

type Addressed = { readonly facilityId: string; readonly letter: Letter };

export function dayLetter(
  { facilityId, facilityName, amountYen }: ListedPayment,
  transferOn: Temporal.PlainDate,
): Addressed {
  return addressed(facilityId, facilityName, "補助金の振込日のお知らせ", [
    `補助金${formatYen(amountYen)}を、${formatDate(transferOn)}に振り込む予定です。`,
    "振込が済むと、もう一度お知らせします。",
  ]);
}

export function outcomeLetter(center: Center, payment: ListedPayment, code: ResultCode): Addressed {
  const { facilityId, facilityName, applicationId, amountYen, transferOn } = payment;
  const page = `${center.config.publicUrl}/grants/${applicationId}`;
  const day = transferOn ? `${formatDate(transferOn)}に` : "";

  return code === "0"
    ? addressed(facilityId, facilityName, "補助金を振り込みました", [
        `補助金${formatYen(amountYen)}を、${day}振り込みました。`,
        page,
      ])
    : addressed(facilityId, facilityName, "補助金を振り込めませんでした", [
        `補助金${formatYen(amountYen)}を振り込めませんでした。`,
        `銀行からの理由：${resultCodes[code]}。`,
        "",
        "交付の決定は変わりません。次のページで、振込先の口座を直してください。",
        page,
      ]);
}

function addressed(
  facilityId: string,
  facilityName: string,
  subject: string,
  lines: readonly string[],
): Addressed {
  const text = [`${facilityName} 様`, "", ...lines].join("\n");

  return { facilityId, letter: { subject: `【窓口】${subject}`, text } };
}
