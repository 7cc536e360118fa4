/** 健診の契約: between a health-check site and an insurer. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";

type CheckupContractTable = {
  id: string;
  facilityId: string;
  insurerNumber: string;
  validFrom: Temporal.PlainDate;
  validTo: Temporal.PlainDate | null;
  createdAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    checkupContract: CheckupContractTable;
  }
}

export type ContractRow = Selectable<CheckupContractTable>;
export type ContractEntry = ContractRow & { readonly insurerName: string };

export async function contractsOf(
  executor: Executor,
  facilityId: string,
): Promise<ContractEntry[]> {
  return executor
    .selectFrom("checkupContract")
    .innerJoin("insurer", "insurer.number", "checkupContract.insurerNumber")
    .selectAll("checkupContract")
    .select("insurer.name as insurerName")
    .where("facilityId", "=", facilityId)
    .orderBy("insurerNumber")
    .orderBy("validFrom")
    .execute();
}

/** @throws SQLSTATE 23P01 where it overlaps another one with the same insurer */
export async function insertContract(tx: Tx, contract: ContractRow): Promise<void> {
  await tx.insertInto("checkupContract").values(contract).execute();
}

/** @returns false when it is not the facility's, or begins after that day */
export async function endContractRow(
  tx: Tx,
  { facilityId, id }: Pick<ContractRow, "facilityId" | "id">,
  lastDay: Temporal.PlainDate,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("checkupContract")
    .set({ validTo: lastDay })
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .where("validFrom", "<=", lastDay)
    .where((expression) =>
      expression.or([expression("validTo", "is", null), expression("validTo", ">", lastDay)]),
    )
    .executeTakeFirst();

  return numUpdatedRows === 1n;
}

/** One that has not begun, or was entered by mistake on the same day, leaves nothing behind but its audit entries. */
export async function deleteContractRow(
  tx: Tx,
  { facilityId, id }: Pick<ContractRow, "facilityId" | "id">,
  today: Temporal.PlainDate,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("checkupContract")
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .where("validFrom", ">", today)
    .executeTakeFirst();

  return numDeletedRows === 1n;
}
