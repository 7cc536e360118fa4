import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

/** Whatever was good for a while only and is so no longer. @returns how many rows */
export async function deleteExpired(tx: Tx, now: Temporal.Instant): Promise<number> {
  const deleted = await Promise.all(
    (["keptForm", "usedChallenge", "mailCode", "accountLink"] as const).map((table) =>
      tx.deleteFrom(table).where("expiresAt", "<", now).executeTakeFirst(),
    ),
  );

  return deleted.reduce((total, { numDeletedRows }) => total + Number(numDeletedRows), 0);
}
