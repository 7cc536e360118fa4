/** 補助事業: one version of a programme's rules, and where its intake stands at a moment. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Papers } from "./papers.ts";
import type { Rounding } from "./terms.ts";

export { rateText, roundings, taxWord } from "./terms.ts";
export type { Rounding } from "./terms.ts";

/** What a receipt can list. `other` never counts towards the grant. */
export const itemKinds = {
  reader: "カードリーダー",
  smartphone: "スマートフォン",
  tablet: "タブレット",
  other: "対象外（その他）",
} as const;
export type ItemKind = keyof typeof itemKinds;

export function isItemKind(text: string): text is ItemKind {
  return Object.hasOwn(itemKinds, text);
}

export const itemKindOptions = Object.entries(itemKinds).map(([value, label]) => ({
  value,
  label,
}));

/** What happens when the budget runs out. */
export const exhaustions = {
  close: "予算がなくなると、受付を終わります。",
  queue: "予算がなくなった後の申請は、予算が加わるまで決定をお待ちいただきます。",
} as const;
export type WhenExhausted = keyof typeof exhaustions;

export type Programme = {
  readonly id: string;
  /** The same over all versions. */
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: Temporal.PlainDate;
  readonly name: string;
  readonly legalBasis: string;
  readonly facilityKinds: readonly string[];
  readonly itemKinds: readonly string[];
  readonly rateNumerator: number;
  readonly rateDenominator: number;
  readonly capYen: number;
  /** Amounts are brought to whole multiples of this, in the direction below. */
  readonly roundingYen: number;
  readonly rounding: Rounding;
  /** Whether the costs of the lines are meant with consumption tax. */
  readonly taxIncluded: boolean;
  /** Days of purchase, both included; null: not set, or not known. */
  readonly purchaseFrom: Temporal.PlainDate | null;
  readonly purchaseUntil: Temporal.PlainDate | null;
  /** In time is: `intakeFrom` ≤ now < `intakeUntil`. */
  readonly intakeFrom: Temporal.Instant;
  readonly intakeUntil: Temporal.Instant;
  /** Whether a facility may apply again after an approval. */
  readonly oncePerFacility: boolean;
  /** All that there is to give; null: not known, or not limited. */
  readonly budgetYen: number | null;
  readonly whenExhausted: WhenExhausted;
  /** 加算金 on what is paid back, in hundredths of a per cent a year; null: none. */
  readonly repaymentInterestBp: number | null;
  /** How many different officials must approve; two at least. */
  readonly approvalsRequired: number;
  /** Days that a facility has for a correction, counted from the day after the return. */
  readonly correctionDays: number;
  readonly retentionYears: number;
  readonly papers: Papers;
};

/** What a version says, before it is one. */
export type ProgrammeTerms = Omit<Programme, "id" | "version">;

export type Intake = "not-yet" | "open" | "closed";

export function intakeAt(
  programme: Pick<Programme, "intakeFrom" | "intakeUntil">,
  now: Temporal.Instant,
): Intake {
  if (now.epochNanoseconds < programme.intakeFrom.epochNanoseconds) {
    return "not-yet";
  }

  return isBefore(now, programme.intakeUntil) ? "open" : "closed";
}

/** In time means before the deadline; the deadline itself is too late. */
export function isBefore(now: Temporal.Instant, deadline: Temporal.Instant): boolean {
  return now.epochNanoseconds < deadline.epochNanoseconds;
}

/** The last day on which something with this deadline can be done, in Tokyo. */
export function lastDayBefore(deadline: Temporal.Instant): Temporal.PlainDate {
  return tokyoDate(deadline.subtract({ nanoseconds: 1 }));
}

/** 「あと70日」 up to the last day, which is 「今日まで」; empty once it is over. */
export function countdown(now: Temporal.Instant, deadline: Temporal.Instant): string {
  if (!isBefore(now, deadline)) {
    return "";
  }
  const { days } = tokyoDate(now).until(lastDayBefore(deadline));

  return days === 0 ? "今日まで" : `あと${days}日`;
}

/** 「令和8年1月31日（土）まで（あと70日）」 */
export function untilText(now: Temporal.Instant, deadline: Temporal.Instant): string {
  const left = countdown(now, deadline);

  return `${formatDate(lastDayBefore(deadline))}まで${left === "" ? "（終了しました）" : `（${left}）`}`;
}

/** The items that count, by their names. */
export function eligibleItemNames(programme: Pick<Programme, "itemKinds">): string {
  return programme.itemKinds.map((kind) => (isItemKind(kind) ? itemKinds[kind] : kind)).join("、");
}

export function purchasePeriodText({
  purchaseFrom,
  purchaseUntil,
}: Pick<Programme, "purchaseFrom" | "purchaseUntil">): string {
  if (!purchaseFrom && !purchaseUntil) {
    return "定めの記載はありません";
  }

  return `${purchaseFrom ? formatDate(purchaseFrom) : ""}から${
    purchaseUntil ? `${formatDate(purchaseUntil)}まで` : ""
  }`.replace(/^から/, "");
}

/** Papers are kept for this many years after the end of the fiscal year (31 March) of the decision. */
export function lastRetentionDay(
  { retentionYears }: Programme,
  decidedOn: Temporal.PlainDate,
): Temporal.PlainDate {
  return decidedOn.with({
    year: fiscalYear(decidedOn) + 1 + retentionYears,
    month: 3,
    day: 31,
  });
}

/** 年度: April to March. @returns the western year in which it began */
export function fiscalYear(date: Temporal.PlainDate): number {
  return date.month >= 4 ? date.year : date.year - 1;
}
