import type { Executor, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { REMINDERS_IN_VAIN } from "./rules.ts";
import type { ReminderKind } from "./rules.ts";

declare module "@madoguchi/platform" {
  interface Tables {
    preparationReminder: {
      id: string;
      facilityId: string;
      kind: ReminderKind;
      tokenHash: Uint8Array;
      sentAt: Temporal.Instant;
    };
    preparationReminderStop: { facilityId: string; stoppedAt: Temporal.Instant };
  }
}

type Page = {
  /** Who had one since then is not looked at. */
  readonly notSince: Temporal.Instant;
  /** Only those that may go live and have not said when. */
  readonly waitingForGoLive: boolean;
  readonly after: string | null;
  readonly size: number;
};

/** Facilities that could be reminded, by their ids: some at a time, in the order of the ids. */
export async function remindable(
  executor: Executor,
  { notSince, waitingForGoLive, after, size }: Page,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select facility.id from facility
    where (${after}::uuid is null or facility.id > ${after}::uuid)
      and not exists (
        select from preparation_reminder_stop stop where stop.facility_id = facility.id
      )
      and not exists (
        select from preparation_reminder reminder
        where reminder.facility_id = facility.id and reminder.sent_at > ${notSince}
      )
      and (
        not ${waitingForGoLive}::boolean
        or facility.go_live_on is null and exists (
          select from usage_application application
          where application.facility_id = facility.id and application.state = 'approved'
        )
      )
    order by facility.id
    limit ${size}`.execute(executor);

  return rows.map(({ id }) => id);
}

/** The newest first; as many as the rules look at. */
export async function remindersSent(
  executor: Executor,
  facilityId: string,
): Promise<readonly Temporal.Instant[]> {
  const rows = await executor
    .selectFrom("preparationReminder")
    .select("sentAt")
    .where("facilityId", "=", facilityId)
    .orderBy("sentAt", "desc")
    .limit(REMINDERS_IN_VAIN)
    .execute();

  return rows.map(({ sentAt }) => sentAt);
}

export async function insertReminder(
  tx: Tx,
  reminder: {
    readonly facilityId: string;
    readonly kind: ReminderKind;
    readonly tokenHash: Uint8Array;
    readonly sentAt: Temporal.Instant;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("preparationReminder")
    .values({ id, ...reminder })
    .execute();

  return id;
}

/** Whose reminder carried this token. */
export async function facilityOfToken(
  executor: Executor,
  tokenHash: Uint8Array,
): Promise<string | null> {
  const row = await executor
    .selectFrom("preparationReminder")
    .select("facilityId")
    .where("tokenHash", "=", tokenHash)
    .executeTakeFirst();

  return row?.facilityId ?? null;
}

export async function wantsNoReminders(executor: Executor, facilityId: string): Promise<boolean> {
  const row = await executor
    .selectFrom("preparationReminderStop")
    .select("facilityId")
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();

  return row !== undefined;
}

/** @returns whether that changed anything */
export async function setReminderStop(
  tx: Tx,
  facilityId: string,
  stoppedAt: Temporal.Instant | null,
): Promise<boolean> {
  if (stoppedAt) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("preparationReminderStop")
      .values({ facilityId, stoppedAt })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();

    return numInsertedOrUpdatedRows === 1n;
  }
  const { numDeletedRows } = await tx
    .deleteFrom("preparationReminderStop")
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();

  return numDeletedRows === 1n;
}
