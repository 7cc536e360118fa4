import { formatDate } from "@madoguchi/notation";
import type { CardImage } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import { demoCoverages } from "./coverages.ts";
import type { DemoPerson } from "./people.ts";

/** What stands on the front of a card and opens the photo in its chip, in the words printed there. */
export function printedOn({ holder, expiry, securityCode }: CardImage): string {
  const birth = formatDate(Temporal.PlainDate.from(holder.birthDate), { weekday: false });
  const { year, month, day } = Temporal.PlainDate.from(expiry);

  return `${birth}生、${year}年${month}月${day}日まで有効、セキュリティコード ${securityCode}`;
}

/** What stands on the paper of somebody whose card is still to be registered. */
export function paperOf(person: DemoPerson, today: Temporal.PlainDate): string | null {
  const [coverage] = person.unlinked ? demoCoverages(person, today) : [];
  if (!coverage) return null;
  const { insurerNumber, symbol, number, branch } = coverage;

  return `資格情報のお知らせ：保険者番号 ${insurerNumber}、記号 ${symbol ?? "なし"}、番号 ${number}、枝番 ${branch ?? "なし"}`;
}
