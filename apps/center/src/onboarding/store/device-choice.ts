import type { Executor, Tx } from "@madoguchi/platform";
import type { ColumnType, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Device } from "../form.ts";

type DeviceChoiceTable = {
  facilityId: string;
  way: Device;
  /** By question, as the questions were then. */
  answers: ColumnType<Readonly<Record<string, string>>, string, string>;
  chosenAt: Temporal.Instant;
  accountId: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    deviceChoice: DeviceChoiceTable;
  }
}

export type StoredDeviceChoice = Selectable<DeviceChoiceTable>;

export async function deviceChoiceOf(
  executor: Executor,
  facilityId: string,
): Promise<StoredDeviceChoice | undefined> {
  return executor
    .selectFrom("deviceChoice")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();
}

export async function putDeviceChoice(tx: Tx, choice: StoredDeviceChoice): Promise<void> {
  const { facilityId, ...rest } = { ...choice, answers: JSON.stringify(choice.answers) };
  await tx
    .insertInto("deviceChoice")
    .values({ facilityId, ...rest })
    .onConflict((conflict) => conflict.column("facilityId").doUpdateSet(rest))
    .execute();
}
