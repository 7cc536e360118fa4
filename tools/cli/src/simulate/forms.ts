/** What the people of a simulated facility type and upload. */
import { accountNumberOf, firstAccountOf } from "./fates.ts";
import type { Fate } from "./fates.ts";

/** @param asMeant a first submission that is to be corrected says three yen too much */
export function costsOf(
  { costYen, otherYen, withSecondLine }: Fate,
  number: number,
  asMeant: boolean,
): Record<string, string> {
  const bought = (line: number) => ({
    [`lines.${line}.quantity`]: "1",
    [`lines.${line}.purchasedOn.year`]: "2026",
    [`lines.${line}.purchasedOn.month`]: "4",
    [`lines.${line}.purchasedOn.day`]: "2",
    [`lines.${line}.shop`]: "架空電器",
    [`lines.${line}.receiptNumber`]: `M${number}`,
  });

  return {
    ...bought(0),
    "lines.0.item": "reader",
    "lines.0.product": "架空のカードリーダー",
    "lines.0.amountYen": String(asMeant ? costYen : costYen + 3000),
    "lines.0.otherYen": String(otherYen),
    ...(withSecondLine && {
      ...bought(1),
      "lines.1.item": "other",
      "lines.1.product": "延長ケーブル",
      "lines.1.amountYen": "980",
    }),
  };
}

export function accountOf(fate: Fate, number: number) {
  return bankAccount(firstAccountOf(number, fate));
}

/** Where the money goes after the first account gave it back. */
export function goodAccountOf(number: number) {
  return bankAccount(accountNumberOf(number, "1"));
}

function bankAccount(accountNumber: string) {
  return {
    bankName: "架空銀行",
    bankCode: "0001",
    branchName: "本店",
    branchCode: "001",
    depositKind: "ordinary",
    accountNumber,
    accountHolder: "モギイイン",
  } as const;
}

export function receiptOf(number: number): Uint8Array {
  return new TextEncoder().encode(
    `%PDF-1.4\n% 模擬の領収書 ${number}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
}
