/** Versions of programmes as they are proposed. */
import type { Executor, FormValues, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { ProposalState } from "../rules/proposal.ts";

type ProposalTable = {
  id: string;
  code: string;
  basedOn: string | null;
  form: FormValues;
  state: ProposalState;
  proposedBy: string;
  proposedAt: Temporal.Instant;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  programmeId: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantProposal: ProposalTable;
  }
}

export type Proposal = Selectable<ProposalTable>;

export async function insertProposal(tx: Tx, proposal: Proposal): Promise<void> {
  await tx.insertInto("grantProposal").values(proposal).execute();
}

export async function findProposal(executor: Executor, id: string): Promise<Proposal | undefined> {
  return executor.selectFrom("grantProposal").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Holds the row until the transaction ends. */
export async function lockProposal(tx: Tx, id: string): Promise<Proposal | undefined> {
  return tx
    .selectFrom("grantProposal")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function changeProposal(tx: Tx, id: string, change: Partial<Proposal>): Promise<void> {
  await tx.updateTable("grantProposal").set(change).where("id", "=", id).execute();
}

export async function openProposals(executor: Executor): Promise<Proposal[]> {
  return executor
    .selectFrom("grantProposal")
    .selectAll()
    .where("state", "=", "proposed")
    .orderBy("proposedAt")
    .execute();
}
