/** The record of who did what. Written in the same transaction as the deed, so neither exists alone. */
import type { Clock } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import type { AuditEntry } from "./rules.ts";
import { insertAuditEvents } from "./store.ts";

export type { AuditActor, AuditEntry } from "./rules.ts";
export { eventsAbout, insertAuditEvents as auditAll, writtenEntries } from "./store.ts";
export type { DatedEntry, PastEvent } from "./store.ts";

export async function audit(tx: Tx, clock: Clock, entry: AuditEntry): Promise<void> {
  await insertAuditEvents(tx, [{ ...entry, at: clock.now() }]);
}
