import type { Executor, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

declare module "@madoguchi/platform" {
  interface Tables {
    knownDevice: { accountId: string; deviceHash: Uint8Array; expiresAt: Temporal.Instant };
  }
}

export async function putKnownDevice(
  tx: Tx,
  accountId: string,
  deviceHash: Uint8Array,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto("knownDevice")
    .values({ accountId, deviceHash, expiresAt })
    .onConflict((conflict) =>
      conflict.columns(["accountId", "deviceHash"]).doUpdateSet({ expiresAt }),
    )
    .execute();
}

/** By the address, as somebody types it at the door: one question, whether or not there is such an account. */
export async function isDeviceOfMail(
  executor: Executor,
  mail: string,
  deviceHash: Uint8Array,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await executor
    .selectFrom("knownDevice")
    .innerJoin("account", "account.id", "knownDevice.accountId")
    .select("account.id")
    .where("account.mail", "=", mail)
    .where("deviceHash", "=", deviceHash)
    .where("expiresAt", ">", now)
    .executeTakeFirst();

  return row !== undefined;
}
