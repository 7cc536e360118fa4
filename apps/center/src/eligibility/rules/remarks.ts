/** Something to know although the answer stands. */
import type { Remark } from "@madoguchi/contract";
import { formatDate, hasReplacementMark } from "@madoguchi/notation";
import type { Standing } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";

export type CertificateDays = {
  readonly standing: Standing;
  readonly lastDay: Temporal.PlainDate;
  readonly usableUntil: Temporal.PlainDate;
};

export function remarksFor(certificate: CertificateDays, name: string | null): Remark[] {
  const remarks: Remark[] = [];
  const lastDay = formatDate(certificate.lastDay);
  if (certificate.standing === "expiring") {
    remarks.push({
      kind: "certificate-expiring",
      text: `電子証明書の有効期限は${lastDay}です。患者さんに、市区町村の窓口での更新をご案内ください。`,
    });
  }
  if (certificate.standing === "expired-grace") {
    remarks.push({
      kind: "certificate-expired-grace",
      text: `電子証明書の有効期限（${lastDay}）が過ぎています。資格の確認は${formatDate(certificate.usableUntil)}までできます。患者さんには、市区町村の窓口での更新をご案内ください。`,
    });
  }

  return [...remarks, ...remarksOnName(name)];
}

export function remarksOnName(name: string | null): Remark[] {
  return name !== null && hasReplacementMark(name)
    ? [
        {
          kind: "unmappable-name",
          text: "氏名の「●」は、保険者のシステムで使えない文字です。フリガナと生年月日でご本人か確認してください。",
        },
      ]
    : [];
}
