import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type RevocationTable = {
  applicationId: string;
  reason: string;
  principalYen: number;
  proposedBy: string;
  proposedAt: Temporal.Instant;
  confirmedBy: string | null;
  confirmedAt: Temporal.Instant | null;
  number: string | null;
  paidOn: Temporal.PlainDate | null;
  dueOn: Temporal.PlainDate | null;
  interestBp: number | null;
  receivedOn: Temporal.PlainDate | null;
  interestYen: number | null;
  recordedBy: string | null;
  recordedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantRevocation: RevocationTable;
    grantRevocationCounter: { fiscalYear: number; last: number };
  }
}

export type Revocation = Selectable<RevocationTable>;

export async function findRevocation(
  executor: Executor,
  applicationId: string,
): Promise<Revocation | undefined> {
  return executor
    .selectFrom("grantRevocation")
    .selectAll()
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();
}

export async function insertRevocation(
  tx: Tx,
  revocation: Pick<
    Revocation,
    "applicationId" | "reason" | "principalYen" | "proposedBy" | "proposedAt"
  >,
): Promise<void> {
  await tx.insertInto("grantRevocation").values(revocation).execute();
}

export async function changeRevocation(
  tx: Tx,
  applicationId: string,
  change: Partial<Revocation>,
): Promise<void> {
  await tx
    .updateTable("grantRevocation")
    .set(change)
    .where("applicationId", "=", applicationId)
    .execute();
}

/** One that nobody has confirmed. */
export async function deleteProposal(tx: Tx, applicationId: string): Promise<void> {
  await tx
    .deleteFrom("grantRevocation")
    .where("applicationId", "=", applicationId)
    .where("confirmedAt", "is", null)
    .execute();
}

/** From 1, without gaps: the row stays locked until the revocation stands. */
export async function nextRevocationSerial(tx: Tx, fiscalYear: number): Promise<number> {
  const { last } = await tx
    .insertInto("grantRevocationCounter")
    .values({ fiscalYear, last: 1 })
    .onConflict((conflict) =>
      conflict.column("fiscalYear").doUpdateSet({ last: sql`grant_revocation_counter.last + 1` }),
    )
    .returning("last")
    .executeTakeFirstOrThrow();

  return last;
}
