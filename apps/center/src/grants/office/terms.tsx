/** All that a version of a programme says, as officials read it, and what changes from one to the next. */
import { formatDate, formatYen, tokyoDate } from "@madoguchi/notation";
import { Table } from "@madoguchi/ui";
import { facilityKindName } from "../../facilities/index.ts";
import { paperTexts } from "../rules/papers.ts";
import {
  eligibleItemNames,
  exhaustions,
  lastDayBefore,
  purchasePeriodText,
  rateText,
  roundings,
  taxWord,
} from "../rules/programme.ts";
import type { ProgrammeTerms } from "../rules/programme.ts";
import { interestText } from "../rules/revocation.ts";

type Term = { readonly term: string; readonly detail: string };

export function termsOf(terms: ProgrammeTerms): Term[] {
  return [
    { term: "名称", detail: terms.name },
    { term: "根拠", detail: terms.legalBasis },
    { term: "この版の始まり", detail: formatDate(terms.effectiveFrom) },
    { term: "対象の施設", detail: terms.facilityKinds.map(facilityKindName).join("、") },
    { term: "対象の品目", detail: eligibleItemNames(terms) },
    { term: "補助率", detail: rateText(terms) },
    { term: "上限", detail: formatYen(terms.capYen) },
    {
      term: "端数処理",
      detail: `${formatYen(terms.roundingYen)}未満を${roundings[terms.rounding]}`,
    },
    { term: "金額の消費税", detail: taxWord(terms) },
    { term: "購入日の期間", detail: purchasePeriodText(terms) },
    {
      term: "受付",
      detail: `${formatDate(tokyoDate(terms.intakeFrom))}から${formatDate(lastDayBefore(terms.intakeUntil))}まで`,
    },
    {
      term: "申請の回数",
      detail: terms.oncePerFacility ? "1つの施設に1回" : "交付の決定の後に、もう一度できる",
    },
    {
      term: "予算",
      detail: terms.budgetYen === null ? "定めなし" : formatYen(terms.budgetYen),
    },
    { term: "予算がなくなったとき", detail: exhaustions[terms.whenExhausted] },
    {
      term: "返還の加算金",
      detail: terms.repaymentInterestBp === null ? "なし" : interestText(terms.repaymentInterestBp),
    },
    { term: "承認する人", detail: `${terms.approvalsRequired}人` },
    { term: "直しの期限", detail: `差戻しの翌日から${terms.correctionDays}日` },
    { term: "必要書類", detail: paperTexts(terms.papers, facilityKindName).join("、") },
    { term: "書類の保管", detail: `決定した年度の後${terms.retentionYears}年` },
  ];
}

/** @param before null for a programme that is new */
export function ChangedTerms({
  before,
  after,
}: {
  before: ProgrammeTerms | null;
  after: ProgrammeTerms;
}) {
  const old = new Map(before && termsOf(before).map(({ term, detail }) => [term, detail]));
  const rows = termsOf(after).filter(({ term, detail }) => old.get(term) !== detail);

  return (
    <Table
      caption={before ? "変わること" : "定めること"}
      hideCaption
      columns={[
        { key: "term", header: "項目", rowHeader: true, cell: ({ term }) => term },
        ...(before
          ? [{ key: "before", header: "いま", cell: ({ term }: Term) => old.get(term) ?? "なし" }]
          : []),
        { key: "after", header: before ? "新しい版" : "内容", cell: ({ detail }) => detail },
      ]}
      rows={rows}
      rowKey={({ term }) => term}
    />
  );
}
