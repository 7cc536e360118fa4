/** What of the preparations goes along when a facility gets another code. */
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";

/** The approved application with its history, the chosen devices, and what was ticked by hand. The old record keeps its own. */
export async function carryOver(
  tx: Tx,
  fromFacilityId: string,
  toFacilityId: string,
  now: Temporal.Instant,
): Promise<void> {
  const id = newId();
  await sql`
    insert into usage_application
      (id, facility_id, state, form, form_version, created_at, updated_at, submitted_at, decided_at)
    select ${id}, ${toFacilityId}, state, form, form_version, ${now}, ${now}, submitted_at, decided_at
    from usage_application where facility_id = ${fromFacilityId} and state = 'approved'`.execute(
    tx,
  );
  await sql`
    insert into usage_application_event (id, application_id, at, kind, role, actor_id, reason, reason_code, return_id,
      form, correction)
    select gen_random_uuid(), ${id}, e.at, e.kind, e.role, e.actor_id, e.reason, e.reason_code, e.return_id, e.form,
      e.correction
    from usage_application_event e join usage_application a on a.id = e.application_id
    where a.facility_id = ${fromFacilityId} and a.state = 'approved'`.execute(tx);
  await sql`
    insert into checklist_tick (facility_id, item, ticked_at, account_id)
    select ${toFacilityId}, item, ticked_at, account_id from checklist_tick
    where facility_id = ${fromFacilityId} on conflict do nothing`.execute(tx);
  await sql`
    insert into device_choice (facility_id, way, answers, chosen_at, account_id)
    select ${toFacilityId}, way, answers, chosen_at, account_id from device_choice
    where facility_id = ${fromFacilityId} on conflict do nothing`.execute(tx);
}
