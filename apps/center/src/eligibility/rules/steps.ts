/** Whom to call, as the last of the steps. */
import { formatPhone } from "@madoguchi/notation";
import type { Facts } from "./row.ts";

/** 「架空電機健康保険組合の電話は、03-0000-1234（平日9時〜17時）です。」, once for each. */
export function whomToCall({ coverages, registered = coverages }: Facts): string[] {
  const lines = registered.flatMap(({ insurerName, insurerContact }) => {
    if (!insurerContact) {
      return [];
    }
    const { telephone, hours } = insurerContact;

    return `${insurerName}の電話は、${formatPhone(telephone)}${hours === null ? "" : `（${hours}）`}です。`;
  });

  return [...new Set(lines)];
}
