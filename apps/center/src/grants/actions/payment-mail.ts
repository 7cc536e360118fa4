/** What a facility is told of a transfer once its bank has spoken. */
import { formatDate, formatYen } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { resultCodes } from "../rules/zengin.ts";
import type { ResultCode } from "../rules/zengin.ts";
import type { ListedPayment } from "../store/payments.ts";

export function mailOutcome(
  tx: Tx,
  center: Center,
  payment: ListedPayment,
  code: ResultCode,
): Promise<void> {
  const { facilityId, facilityName, applicationId, amountYen, transferOn } = payment;
  const page = `${center.config.publicUrl}/grants/${applicationId}`;
  const day = transferOn ? `${formatDate(transferOn)}に` : "";

  return code === "0"
    ? mailFacility(tx, facilityId, {
        subject: "【窓口】補助金を振り込みました",
        text: [
          `${facilityName} 様`,
          "",
          `補助金${formatYen(amountYen)}を、${day}振り込みました。`,
          page,
        ].join("\n"),
      })
    : mailFacility(tx, facilityId, {
        subject: "【窓口】補助金を振り込めませんでした",
        text: [
          `${facilityName} 様`,
          "",
          `補助金${formatYen(amountYen)}を振り込めませんでした。`,
          `銀行からの理由：${resultCodes[code]}。`,
          "",
          "交付の決定は変わりません。次のページで、振込先の口座を直してください。",
          page,
        ].join("\n"),
      });
}
