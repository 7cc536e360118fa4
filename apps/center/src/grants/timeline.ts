/** The life of one application as a line in time, for the facility. */
import { formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import type { TimelineEntry } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { GrantRecord } from "./record.ts";
import { can } from "./rules/application.ts";
import { lastDayBefore } from "./rules/programme.ts";
import type { Payment } from "./store/payments.ts";
import type { Revocation } from "./store/revocations.ts";

export function timelineOf(record: GrantRecord, moment: Temporal.Instant): TimelineEntry[] {
  return [...historyOf(record), ...ahead(record, moment)];
}

/** What has happened so far. */
export function historyOf(record: GrantRecord): TimelineEntry[] {
  const { application, submissions, decision } = record;

  return [
    at(application.createdAt, "申請の入力を始めました", "申請者"),
    ...submissions.flatMap(({ number, submittedAt, returned }) => [
      at(submittedAt, number === 1 ? "申請を提出しました" : "修正を提出しました", "申請者"),
      ...(returned ? [at(returned.returnedAt, "直しをお願いしました", "審査担当")] : []),
    ]),
    ...(decision
      ? [
          at(
            decision.decidedAt,
            decision.kind === "approved"
              ? `${formatYen(decision.amountYen)}の交付が決まりました`
              : "不交付と決まりました",
            "審査担当",
          ),
        ]
      : []),
    ...record.payments.flatMap(paymentHistory),
    ...revocationHistory(record.revocation),
  ];
}

function paymentHistory({ attempt, createdAt, settledAt, state }: Payment): TimelineEntry[] {
  return [
    ...(attempt > 1 ? [at(createdAt, "振込先を直しました", "申請者")] : []),
    ...(settledAt
      ? [
          at(
            settledAt,
            state === "paid" ? "補助金を振り込みました" : "補助金を振り込めませんでした",
            "支払担当",
          ),
        ]
      : []),
  ];
}

function revocationHistory(revocation: Revocation | null): TimelineEntry[] {
  if (!revocation?.confirmedAt) return [];
  const { confirmedAt, dueOn, recordedAt } = revocation;

  return [
    at(
      confirmedAt,
      dueOn ? "決定を取り消し、返還を請求しました" : "決定を取り消しました",
      "審査担当",
    ),
    ...(recordedAt ? [at(recordedAt, "返還を受け取りました", "支払担当")] : []),
  ];
}

function ahead(
  { application, programme, standing, payments, revocation }: GrantRecord,
  moment: Temporal.Instant,
): TimelineEntry[] {
  const dueBy = standing.correctionDeadline ?? programme.intakeUntil;
  const allowed = can.edit(standing, moment);
  if (allowed === "too-late" || allowed === "correction-too-late") {
    return [now("期限が過ぎました", until(dueBy), "申請者")];
  }
  switch (application.state) {
    case "draft":
      return [now("入力の途中です", until(dueBy), "申請者"), later("審査", "提出の後")];
    case "submitted":
      return [
        now("内容を確かめています", "結果はメールでお知らせします", "審査担当"),
        later("交付の決定", "審査の後"),
      ];
    case "returned":
      return [
        now("直しをお待ちしています", until(dueBy), "申請者"),
        later("審査の続き", "修正の提出の後"),
      ];
    case "approved":
      return revocation ? [] : paymentAhead(payments.at(-1));
    case "refused":
      return [];
  }
}

function paymentAhead(payment: Payment | undefined): TimelineEntry[] {
  switch (payment?.state) {
    case "due":
    case "batched":
      return [
        payment.batchState === "approved" && payment.transferOn
          ? now("振込の予定です", formatDate(payment.transferOn), "支払担当")
          : now("振込の準備をしています", "振込日はメールでお知らせします", "支払担当"),
      ];
    case "bounced":
      return [now("振込先の直しをお待ちしています", "直した後の次の振込でお送りします", "申請者")];
    case "paid":
    case "cancelled":
    case undefined:
      return [];
  }
}

function at(instant: Temporal.Instant, title: string, role: string): TimelineEntry {
  return {
    title,
    role,
    state: "past",
    date: formatDateTime(instant),
    dateTime: instant.toString(),
  };
}

function now(title: string, date: string, role: string): TimelineEntry {
  return { title, role, date, state: "current" };
}

function later(title: string, date: string): TimelineEntry {
  return { title, date, state: "future" };
}

function until(deadline: Temporal.Instant): string {
  return `${formatDate(lastDayBefore(deadline))}まで`;
}
