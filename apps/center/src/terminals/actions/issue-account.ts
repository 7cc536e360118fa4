/** A new app account, without secrets: those are made when the facility asks to see them. */
import type { Clock } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { userIdOf } from "../rules.ts";
import { insertAppAccount, nextAccountNumber } from "../store/terminals.ts";

/** For the transaction that approves a usage application. @returns the user id, e.g. W0000001 */
export async function issueAppAccount(
  tx: Tx,
  clock: Clock,
  facilityId: string,
  actor: AuditActor,
): Promise<string> {
  const id = newId();
  const userId = userIdOf(await nextAccountNumber(tx));
  await insertAppAccount(tx, { id, facilityId, userId, createdAt: clock.now() });
  await audit(tx, clock, {
    action: "app-account.issued",
    actor,
    facilityId,
    subject: { kind: "app-account", id },
    detail: { userId },
  });

  return userId;
}
