/** 年度報告: what was applied for, decided, paid and given back in one year of a programme, and whether it adds up. */
import { fiscalYear } from "./programme.ts";
import type { LedgerAccount } from "./ledger.ts";
import { Temporal } from "temporal-polyfill";

/** What a report counts. Money that went back to where it came from is taken off again. */
export const measures = {
  applied: "申請（件）",
  approved: "交付決定（件）",
  approvedYen: "交付決定（円）",
  refused: "不交付（件）",
  revokedYen: "未払いの取消し（円）",
  paid: "支払い（件）",
  paidYen: "支払い（円）",
  demandedYen: "返還の請求（円）",
  returned: "返還（件）",
  returnedYen: "返還（円）",
  interestYen: "加算金（円）",
} as const;
export type Measure = keyof typeof measures;

export function isMeasure(text: string): text is Measure {
  return Object.hasOwn(measures, text);
}

export const measureOrder = Object.keys(measures).filter(isMeasure);

export type Figures = Readonly<Record<Measure, number>>;

/** So much of one measure, from facilities of one kind in one prefecture, in one month. */
export type ReportFact = {
  readonly facilityKind: string;
  readonly prefectureCode: string;
  /** 2026-04 */
  readonly month: string;
  readonly measure: Measure;
  readonly figure: number;
};

export type ReportRow = { readonly key: string; readonly figures: Figures };

export type Report = {
  readonly total: Figures;
  readonly byKind: readonly ReportRow[];
  readonly byPrefecture: readonly ReportRow[];
  /** All twelve, in their order. */
  readonly byMonth: readonly ReportRow[];
};

export function reportOf(facts: readonly ReportFact[], year: number): Report {
  return {
    total: figuresOf(facts),
    byKind: rowsBy(facts, ({ facilityKind }) => facilityKind),
    byPrefecture: rowsBy(facts, ({ prefectureCode }) => prefectureCode),
    byMonth: monthsOf(year).map((key) => ({
      key,
      figures: figuresOf(facts.filter(({ month }) => month === key)),
    })),
  };
}

function rowsBy(facts: readonly ReportFact[], keyOf: (fact: ReportFact) => string): ReportRow[] {
  return [...Map.groupBy(facts, keyOf)]
    .map(([key, own]) => ({ key, figures: figuresOf(own) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

function figuresOf(facts: readonly ReportFact[]): Figures {
  const figures: Record<Measure, number> = {
    applied: 0,
    approved: 0,
    approvedYen: 0,
    refused: 0,
    revokedYen: 0,
    paid: 0,
    paidYen: 0,
    demandedYen: 0,
    returned: 0,
    returnedYen: 0,
    interestYen: 0,
  };
  for (const { measure, figure } of facts) figures[measure] += figure;

  return figures;
}

/** From April on. */
function monthsOf(year: number): string[] {
  const { from } = yearSpan(year);

  return Array.from({ length: 12 }, (_, months) => from.add({ months }).toString().slice(0, 7));
}

/** Both days included. */
export type Span = { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate };

export function yearSpan(year: number): Span {
  return {
    from: Temporal.PlainDate.from({ year, month: 4, day: 1 }),
    until: Temporal.PlainDate.from({ year: year + 1, month: 3, day: 31 }),
  };
}

/** From that of the first day to that of today, the newest first. */
export function yearsOf(first: Temporal.PlainDate, today: Temporal.PlainDate): number[] {
  const newest = fiscalYear(today);

  return Array.from(
    { length: Math.max(1, newest - fiscalYear(first) + 1) },
    (_, back) => newest - back,
  );
}

/** 試算表: what an account held before, what came and went, and what it holds after. */
export type AccountLine = {
  readonly account: LedgerAccount;
  readonly openingYen: number;
  readonly debitYen: number;
  readonly creditYen: number;
  readonly closingYen: number;
};

/** Where what the report says of an account is not what the books moved in it. */
export function contradictions(
  { total }: Pick<Report, "total">,
  lines: readonly AccountLine[],
): readonly LedgerAccount[] {
  const moved = (account: LedgerAccount) => {
    const line = lines.find((each) => each.account === account);

    return line ? line.closingYen - line.openingYen : 0;
  };
  const told = {
    paid: total.paidYen - total.demandedYen,
    demanded: total.demandedYen - total.returnedYen,
    returned: total.returnedYen,
    interest: total.interestYen,
  } as const satisfies Partial<Record<LedgerAccount, number>>;
  // On the way to the bank it is decided and not yet paid.
  const open = total.approvedYen - total.revokedYen - total.paidYen;

  return [
    ...(["paid", "demanded", "returned", "interest"] as const).filter(
      (account) => moved(account) !== told[account],
    ),
    ...(moved("committed") + moved("transfer") === open ? [] : (["committed"] as const)),
  ];
}
