/** Decisions and their numbers; and the office's queue. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { GrantState } from "../rules/application.ts";

type DecisionTable = {
  applicationId: string;
  submissionId: string;
  kind: "approved" | "refused";
  number: string | null;
  amountYen: number;
  reason: string;
  officialId: string;
  decidedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantDecision: DecisionTable;
    grantDecisionCounter: { fiscalYear: number; last: number };
  }
}

export type Decision = Selectable<DecisionTable>;

export async function insertDecision(tx: Tx, decision: Decision): Promise<void> {
  await tx.insertInto("grantDecision").values(decision).execute();
}

export async function findDecision(
  executor: Executor,
  applicationId: string,
): Promise<Decision | undefined> {
  return executor
    .selectFrom("grantDecision")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();
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

export type QueueEntry = {
  readonly id: string;
  readonly state: GrantState;
  readonly facilityName: string;
  readonly facilityCode: string;
  readonly programmeName: string;
  readonly submittedAt: Temporal.Instant;
  readonly submissionNumber: number;
};

export const QUEUE_PAGE = 50;

/** The newest submission of each application in this state: the longest waiting first; of what is decided, the newest. */
export async function queueIn(
  executor: Executor,
  state: GrantState,
  page: number,
): Promise<QueueEntry[]> {
  const decided = state === "approved" || state === "refused";

  return executor
    .selectFrom("grantApplication")
    .innerJoin("grantSubmission", "grantSubmission.applicationId", "grantApplication.id")
    .innerJoin("grantProgramme", "grantProgramme.id", "grantSubmission.programmeId")
    .select([
      "grantApplication.id",
      "grantApplication.state",
      "grantSubmission.facilityName",
      "grantSubmission.facilityCode",
      "grantProgramme.name as programmeName",
      "grantSubmission.submittedAt",
      "grantSubmission.number as submissionNumber",
    ])
    .where("grantApplication.state", "=", state)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("grantSubmission as later")
            .select("later.id")
            .whereRef("later.applicationId", "=", "grantApplication.id")
            .whereRef("later.number", ">", "grantSubmission.number"),
        ),
      ),
    )
    .orderBy("grantSubmission.submittedAt", decided ? "desc" : "asc")
    .orderBy("grantApplication.id")
    .limit(QUEUE_PAGE)
    .offset((page - 1) * QUEUE_PAGE)
    .execute();
}

export async function countByState(executor: Executor): Promise<Map<GrantState, number>> {
  const rows = await executor
    .selectFrom("grantApplication")
    .select((expression) => ["state", expression.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();

  return new Map(rows.map(({ state, count }) => [state, count]));
}
