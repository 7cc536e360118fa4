import { formatDate } from "@madoguchi/notation";
import type { CardImage } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";

/** What stands on the front of a card and opens the photo in its chip, in the words printed there. */
export function printedOn({ holder, expiry, securityCode }: CardImage): string {
  const birth = formatDate(Temporal.PlainDate.from(holder.birthDate), { weekday: false });
  const { year, month, day } = Temporal.PlainDate.from(expiry);

  return `${birth}生、${year}年${month}月${day}日まで有効、セキュリティコード ${securityCode}`;
}
