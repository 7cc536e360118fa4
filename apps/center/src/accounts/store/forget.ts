import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

/** So long the list of a facility's people still tells that an invitation was not answered. */
const INVITATION_DAYS = 30;

/** Whatever was good for a while only and is so no longer. @returns how many rows */
export async function deleteExpired(tx: Tx, now: Temporal.Instant): Promise<number> {
  const until = (
    table: "keptForm" | "usedChallenge" | "mailCode" | "accountLink" | "invitation" | "knownDevice",
  ) => (table === "invitation" ? now.subtract({ hours: INVITATION_DAYS * 24 }) : now);
  const deleted = await Promise.all(
    (
      ["keptForm", "usedChallenge", "mailCode", "accountLink", "invitation", "knownDevice"] as const
    ).map((table) => tx.deleteFrom(table).where("expiresAt", "<", until(table)).executeTakeFirst()),
  );

  return deleted.reduce((total, { numDeletedRows }) => total + Number(numDeletedRows), 0);
}
