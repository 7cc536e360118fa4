/** Changes of contracts that wait, or waited, for a second official. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { ContractChange } from "../rules/contracts.ts";

declare module "@madoguchi/platform" {
  interface Tables {
    insurerContractChange: ContractChange;
  }
}

/** At most one waits for an insurer: whoever holds the insurer has looked. */
export async function insertContractChange(tx: Tx, change: ContractChange): Promise<void> {
  await tx.insertInto("insurerContractChange").values(change).execute();
}

/** Nobody else decides on it before this transaction has ended. */
export async function lockContractChange(tx: Tx, id: string): Promise<ContractChange | undefined> {
  return tx
    .selectFrom("insurerContractChange")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function decideContractChange(
  tx: Tx,
  id: string,
  decided: Pick<ContractChange, "state" | "decidedBy" | "decidedAt">,
): Promise<void> {
  await tx.updateTable("insurerContractChange").set(decided).where("id", "=", id).execute();
}

export async function waitingChangeOf(
  executor: Executor,
  insurerNumber: string,
): Promise<ContractChange | undefined> {
  return executor
    .selectFrom("insurerContractChange")
    .selectAll()
    .where("insurerNumber", "=", insurerNumber)
    .where("state", "=", "waiting")
    .executeTakeFirst();
}

export type NamedChange = ContractChange & { readonly insurerName: string };

export async function waitingChanges(executor: Executor): Promise<readonly NamedChange[]> {
  return executor
    .selectFrom("insurerContractChange as change")
    .innerJoin("insurer", "insurer.number", "change.insurerNumber")
    .selectAll("change")
    .select("insurer.name as insurerName")
    .where("change.state", "=", "waiting")
    .orderBy("change.proposedAt")
    .orderBy("change.id")
    .execute();
}
