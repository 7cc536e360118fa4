/** Whom a notice concerns, asked of the records of every noun that knows; and how far its mails have come. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { isCondition } from "../rules/audience.ts";
import type { Condition } from "../rules/audience.ts";
import type { Audience } from "../rules/notice.ts";

type NoticeMailingTable = {
  noticeId: string;
  afterId: string | null;
  facilities: number;
  finishedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    noticeMailing: NoticeMailingTable;
    noticeMailStop: { facilityId: string; stoppedAt: Temporal.Instant };
  }
}

const applied = sql`exists (select from usage_application a where a.facility_id = f.id and a.state <> 'draft')`;
const prepared = sql`exists (select from terminal t where t.facility_id = f.id)`;

/** Of a facility `f`. */
function holds(condition: Condition, today: Temporal.PlainDate): RawBuilder<unknown> {
  switch (condition) {
    case "not-applied":
      return sql`not ${applied}`;
    case "not-prepared":
      return sql`not ${prepared}`;
    case "not-live":
      return sql`${prepared} and f.go_live_on is null`;
    case "no-check-30":
      return sql`f.go_live_on <= ${today}::date - 30 and not exists (
        select from check_count c where c.facility_id = f.id and c.day >= ${today}::date - 30 and c.kind = 'outcome')`;
  }
}

function concerned(
  { audienceKinds, audiencePrefectures, audienceCondition }: Audience,
  today: Temporal.PlainDate,
): RawBuilder<unknown> {
  return sql`(f.closed_on is null or f.closed_on > ${today}::date)
    and (cardinality(${[...audienceKinds]}::text[]) = 0 or f.kind = any(${[...audienceKinds]}::text[]))
    and (cardinality(${[...audiencePrefectures]}::text[]) = 0
      or f.prefecture_code = any(${[...audiencePrefectures]}::text[]))
    and ${isCondition(audienceCondition) ? holds(audienceCondition, today) : sql`true`}`;
}

export async function countConcerned(
  executor: Executor,
  audience: Audience,
  today: Temporal.PlainDate,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from facility f where ${concerned(audience, today)}`.execute(
    executor,
  );

  return rows[0]?.count ?? 0;
}

/** For one facility's own page. */
export async function isConcerned(
  executor: Executor,
  facilityId: string,
  audience: Audience,
  today: Temporal.PlainDate,
): Promise<boolean> {
  const { rows } = await sql`
    select from facility f where f.id = ${facilityId} and ${concerned(audience, today)}`.execute(
    executor,
  );

  return rows.length > 0;
}

/** The next ones, without those that want no mail. */
export async function nextToMail(
  executor: Executor,
  audience: Audience,
  today: Temporal.PlainDate,
  after: string | null,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select f.id, f.name from facility f
    where ${after === null ? sql`true` : sql`f.id > ${after}::uuid`} and ${concerned(audience, today)}
      and not exists (select from notice_mail_stop s where s.facility_id = f.id)
    order by f.id limit ${limit}`.execute(executor);

  return rows;
}

export async function insertMailing(tx: Tx, noticeId: string): Promise<void> {
  await tx
    .insertInto("noticeMailing")
    .values({ noticeId, afterId: null, facilities: 0, finishedAt: null })
    .execute();
}

export type Mailing = NoticeMailingTable;

/** One that is due, held until the transaction ends; what another worker holds is left to it. */
export async function lockDueMailing(tx: Tx, now: Temporal.Instant): Promise<Mailing | undefined> {
  const { rows } = await sql<Mailing>`
    select m.* from notice_mailing m join notice n on n.id = m.notice_id
    where m.finished_at is null and n.published_at <= ${now}
    order by n.published_at limit 1 for update of m skip locked`.execute(tx);

  return rows[0];
}

export async function changeMailing(
  tx: Tx,
  noticeId: string,
  change: Omit<Mailing, "noticeId">,
): Promise<void> {
  await tx.updateTable("noticeMailing").set(change).where("noticeId", "=", noticeId).execute();
}

export async function mailingOf(
  executor: Executor,
  noticeId: string,
): Promise<Mailing | undefined> {
  return executor
    .selectFrom("noticeMailing")
    .selectAll()
    .where("noticeId", "=", noticeId)
    .executeTakeFirst();
}

export async function wantsNoNotices(executor: Executor, facilityId: string): Promise<boolean> {
  const found = await executor
    .selectFrom("noticeMailStop")
    .select("facilityId")
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();

  return found !== undefined;
}

/** @returns false where it was so already, or there is no such facility */
export async function setNoticeMailStop(
  tx: Tx,
  facilityId: string,
  stoppedAt: Temporal.Instant | null,
): Promise<boolean> {
  if (stoppedAt === null) {
    const gone = await tx
      .deleteFrom("noticeMailStop")
      .where("facilityId", "=", facilityId)
      .executeTakeFirst();

    return gone.numDeletedRows > 0n;
  }
  const { numAffectedRows } = await sql`
    insert into notice_mail_stop select id, ${stoppedAt}::timestamptz from facility where id = ${facilityId}
    on conflict do nothing`.execute(tx);

  return (numAffectedRows ?? 0n) > 0n;
}
