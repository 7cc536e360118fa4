/** What a facility is told of a transfer: the day on which it comes, and what its bank said. */
import type { Letter } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import { transferDayMail, transferOutcomeMail } from "../mails.ts";
import type { ResultCode } from "../rules/zengin.ts";
import type { ListedPayment } from "../store/payments.ts";

type Addressed = { readonly facilityId: string; readonly letter: Letter };

export function dayLetter(
  { facilityId, facilityName, amountYen }: ListedPayment,
  transferOn: Temporal.PlainDate,
): Addressed {
  return { facilityId, letter: transferDayMail(facilityName, amountYen, transferOn) };
}

export function outcomeLetter(center: Center, payment: ListedPayment, code: ResultCode): Addressed {
  const { facilityId, applicationId } = payment;
  const page = `${center.config.publicUrl}/grants/${applicationId}`;

  return { facilityId, letter: transferOutcomeMail({ ...payment, page }, code) };
}
