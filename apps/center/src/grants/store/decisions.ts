/** Decisions and their numbers; and the office's queue. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { findReason, reviewDays } from "../../desk/index.ts";
import type { Approval, ItemSource, Reason } from "../../desk/index.ts";
import type { GrantState } from "../rules/application.ts";

type DecisionTable = {
  applicationId: string;
  submissionId: string;
  kind: "approved" | "refused";
  number: string | null;
  amountYen: number;
  reason: string;
  /** Of a refusal; null for an approval, and for what was refused before there were codes. */
  reasonCode: string | null;
  officialId: string;
  decidedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantDecision: DecisionTable;
    grantDecisionCounter: { fiscalYear: number; last: number };
  }
}

type Row = Selectable<DecisionTable>;
/** With what the code of a refusal means. */
export type Decision = Row & { readonly refusal: Reason | null };

export async function insertDecision(tx: Tx, decision: Row): Promise<void> {
  await tx.insertInto("grantDecision").values(decision).execute();
}

export async function findDecision(
  executor: Executor,
  applicationId: string,
): Promise<Decision | undefined> {
  const decision = await executor
    .selectFrom("grantDecision")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();

  return (
    decision && {
      ...decision,
      refusal: await findReason(executor, "grant", "refuse", decision.reasonCode),
    }
  );
}

/** The first one first. */
export async function approvalsNamed(
  executor: Executor,
  submissionId: string,
): Promise<Approval[]> {
  return executor
    .selectFrom("grantApproval")
    .innerJoin("account", "account.id", "grantApproval.officialId")
    .select(["grantApproval.officialId", "grantApproval.approvedAt"])
    .select("account.name as officialName")
    .where("grantApproval.submissionId", "=", submissionId)
    .orderBy("grantApproval.approvedAt")
    .execute();
}

/** From 1, without gaps: the row stays locked until the decision stands. */
export async function nextDecisionSerial(tx: Tx, fiscalYear: number): Promise<number> {
  const { last } = await tx
    .insertInto("grantDecisionCounter")
    .values({ fiscalYear, last: 1 })
    .onConflict((conflict) =>
      conflict.column("fiscalYear").doUpdateSet({ last: sql`grant_decision_counter.last + 1` }),
    )
    .returning("last")
    .executeTakeFirstOrThrow();

  return last;
}

const views: Readonly<Record<string, GrantState>> = {
  submitted: "submitted",
  returned: "returned",
  approved: "approved",
  refused: "refused",
};

/** Applications as cases of the officials' queue, by their newest submission. */
export const grantItems: ItemSource = {
  work: "grant",
  approvedBy: (executor, officialId) =>
    executor
      .selectFrom("grantApproval as approval")
      .innerJoin("grantSubmission as submission", "submission.id", "approval.submissionId")
      .select(["submission.applicationId as itemId", "approval.approvedAt"])
      .where("approval.officialId", "=", officialId),
  items: (executor, view) =>
    executor
      .selectFrom("grantApplication as application")
      .innerJoin("grantSubmission as submission", "submission.applicationId", "application.id")
      .innerJoin("grantProgramme as programme", "programme.id", "submission.programmeId")
      .select([
        "application.id",
        "application.facilityId",
        "application.state",
        "application.version",
        "submission.submittedAt as since",
        sql<Temporal.PlainDate | null>`case application.state
            when 'submitted' then
              submission.submitted_on + ${reviewDays("grant")}
            when 'returned' then (
              select (deadline at time zone 'Asia/Tokyo')::date - 1 from desk_return
              where work = 'grant' and item_id = application.id and resolved_at is null)
          end`.as("dueOn"),
        "programme.name as about",
        sql<boolean>`submission.number > 1`.as("again"),
      ])
      .where("application.state", "=", views[view] ?? "submitted")
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom("grantSubmission as later")
              .select("later.id")
              .whereRef("later.applicationId", "=", "application.id")
              .whereRef("later.number", ">", "submission.number"),
          ),
        ),
      ),
};
