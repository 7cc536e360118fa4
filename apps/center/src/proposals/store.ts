import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { ProposalState } from "./rules.ts";

type ProposalTable = {
  id: string;
  subject: string;
  key: string;
  basedOn: string | null;
  content: unknown;
  needsTwo: boolean;
  state: ProposalState;
  proposedBy: string;
  proposedAt: Temporal.Instant;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  became: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    proposal: ProposalTable;
  }
}

export type Proposal = Selectable<ProposalTable>;

export async function insertProposal(tx: Tx, proposal: Proposal): Promise<void> {
  const content = sql`${JSON.stringify(proposal.content)}::jsonb`;
  await tx
    .insertInto("proposal")
    .values({ ...proposal, content })
    .execute();
}

export async function findProposal(
  executor: Executor,
  subject: string,
  id: string,
): Promise<Proposal | undefined> {
  return executor
    .selectFrom("proposal")
    .selectAll()
    .where("id", "=", id)
    .where("subject", "=", subject)
    .executeTakeFirst();
}

/** Holds the row until the transaction ends. */
export async function lockProposal(
  tx: Tx,
  subject: string,
  id: string,
): Promise<Proposal | undefined> {
  return tx
    .selectFrom("proposal")
    .selectAll()
    .where("id", "=", id)
    .where("subject", "=", subject)
    .forUpdate()
    .executeTakeFirst();
}

export async function closeProposal(
  tx: Tx,
  id: string,
  change: Pick<Proposal, "state" | "decidedBy" | "decidedAt" | "became">,
): Promise<void> {
  await tx.updateTable("proposal").set(change).where("id", "=", id).execute();
}

/** The oldest first. */
export async function openProposals(executor: Executor, subject: string): Promise<Proposal[]> {
  return executor
    .selectFrom("proposal")
    .selectAll()
    .where("subject", "=", subject)
    .where("state", "=", "proposed")
    .orderBy("proposedAt")
    .orderBy("id")
    .execute();
}
