/** The record of who did what. Written in the same transaction as the deed, so neither exists alone. */
import type { Clock } from "@madoguchi/notation";
import type { Tx } from "@madoguchi/platform";
import type { AuditEntry } from "./rules.ts";
import { insertAuditEvents } from "./store.ts";

export type { AuditActor, AuditEntry } from "./rules.ts";
export {
  allAuditActions,
  auditActionWords,
  auditActorWords,
  auditSubjectWords,
  auditWords,
  isAuditAction,
} from "./words.ts";
export type { AuditAction } from "./words.ts";
export { searchEvents } from "./store/search.ts";
export type { AuditSearch, FoundEvent } from "./store/search.ts";
export {
  auditInsertion,
  eventsAbout,
  insertAuditEvents as auditAll,
  writtenEntries,
} from "./store.ts";
export type { DatedEntry, PastEvent } from "./store.ts";

export async function audit(tx: Tx, clock: Clock, entry: AuditEntry): Promise<void> {
  await insertAuditEvents(tx, [{ ...entry, at: clock.now() }]);
}
