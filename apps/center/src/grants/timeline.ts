/** The life of one application as a line in time, for the facility. */
import { formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import type { TimelineEntry } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { GrantRecord } from "./record.ts";
import { can } from "./rules/application.ts";
import { lastDayBefore } from "./rules/programme.ts";

export function timelineOf(record: GrantRecord, moment: Temporal.Instant): TimelineEntry[] {
  return [...historyOf(record), ...ahead(record, moment)];
}

/** What has happened so far. */
export function historyOf({ application, submissions, decision }: GrantRecord): TimelineEntry[] {
  return [
    at(application.createdAt, "申請の入力を始めました", "申請者"),
    ...submissions.flatMap(({ number, submittedAt, returned }) => [
      at(submittedAt, number === 1 ? "申請を提出しました" : "修正を提出しました", "申請者"),
      ...(returned
        ? [
            at(
              returned.returnedAt,
              `${returned.points.length}か所の直しをお願いしました`,
              "審査担当",
            ),
          ]
        : []),
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
  ];
}

function ahead(
  { application, programme, standing }: GrantRecord,
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
      return [later("振込", "交付の決定の後")];
    case "refused":
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
