/** Something to know although the answer stands: of the card, of the characters, of the one coverage that holds. */
import type { Answer, Remark } from "@madoguchi/contract";
import { billingNotes, formatDate, hasReplacementMark } from "@madoguchi/notation";
import type { Standing } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import { coverageRemarks } from "./coverage-remarks.ts";

export type CertificateDays = {
  readonly standing: Standing;
  readonly lastDay: Temporal.PlainDate;
  readonly usableUntil: Temporal.PlainDate;
};

export type Remarkable = Pick<Answer, "outcome" | "person" | "coverages"> & {
  readonly asOf: Temporal.PlainDate;
  /** Null where no card was there. */
  readonly certificate: CertificateDays | null;
};

export function remarksFor({
  asOf,
  certificate,
  outcome,
  person,
  coverages: [first],
}: Remarkable): Remark[] {
  // Of what does not hold, or may not, nobody charges or claims.
  const coverage = outcome === "valid" ? first : undefined;
  const texts: readonly (readonly [label: string, text: string | null | undefined])[] = [
    ["氏名", person?.name],
    ["住所", person?.address],
    ["被保険者の氏名", coverage?.insuredName === person?.name ? null : coverage?.insuredName],
    ["記号", coverage?.symbol],
  ];

  return [
    ...(certificate ? certificateRemarks(certificate) : []),
    ...texts.flatMap(([label, text]) => (text ? characterRemarks(label, text) : [])),
    ...(coverage ? coverageRemarks(coverage, { asOf, person }) : []),
  ];
}

function certificateRemarks({ standing, ...days }: CertificateDays): Remark[] {
  switch (standing) {
    case "valid":
      return [];
    case "expiring":
      return [
        {
          kind: "certificate-expiring",
          text: `電子証明書の有効期限は${formatDate(days.lastDay)}です。患者さんに、市区町村の窓口での更新をご案内ください。`,
        },
      ];
    case "expired-grace":
      return [
        {
          kind: "certificate-expired-grace",
          text: `電子証明書の有効期限（${formatDate(days.lastDay)}）が過ぎています。資格の確認は${formatDate(days.usableUntil)}までできます。患者さんには、市区町村の窓口での更新をご案内ください。`,
        },
      ];
  }
}

function characterRemarks(label: string, text: string): Remark[] {
  const lost: Remark[] = hasReplacementMark(text)
    ? [{ kind: "unmappable-name", text: `${label}の「●」は、${lostWords[label] ?? unreadable}` }]
    : [];
  const notes = billingNotes(label, text);

  return [...lost, ...notes.map((note): Remark => ({ kind: "billing-characters", text: note }))];
}

const unreadable =
  "保険者のシステムで使えない文字です。レセコンには、患者さんに確かめた字かカタカナで入れてください。";

const lostWords: Readonly<Record<string, string>> = {
  氏名: "保険者のシステムで使えない文字です。フリガナと生年月日でご本人か確認してください。",
};
