/** The record of who did what. Written in the same transaction as the deed, so neither exists alone. */
import type { Clock } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import type { AuditEntry } from "./rules.ts";
import { insertAuditEvent } from "./store.ts";

export type { AuditActor, AuditEntry } from "./rules.ts";

export async function audit(tx: Tx, clock: Clock, entry: AuditEntry): Promise<void> {
  await insertAuditEvent(tx, clock.now(), entry);
}
