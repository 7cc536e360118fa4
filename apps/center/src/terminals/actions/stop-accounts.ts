/** For the transaction in which a facility ends: none of its app accounts may be used any more. */
import type { Clock } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import { auditAll } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { stopAccountRows } from "../store/terminals.ts";

/** @returns how many were stopped */
export async function stopAppAccounts(
  tx: Tx,
  clock: Clock,
  facilityId: string,
  actor: AuditActor,
): Promise<number> {
  const now = clock.now();
  const stopped = await stopAccountRows(tx, facilityId, now);
  await auditAll(
    tx,
    stopped.map(({ id, userId }) => ({
      at: now,
      action: "app-account.stopped",
      actor,
      facilityId,
      subject: { kind: "app-account", id },
      detail: { userId },
    })),
  );

  return stopped.length;
}
