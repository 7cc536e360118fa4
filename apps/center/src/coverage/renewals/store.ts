/** Which certificate came in the place of which, and how far that is carried out. */
import { columnOf } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { RenewalLine } from "./line.ts";

type NoticeTable = {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: Uint8Array;
  readonly receivedAt: Temporal.Instant;
  readonly actorKind: string;
  readonly actorId: string;
  readonly lines: number;
};

type RenewalTable = {
  readonly predecessor: Uint8Array;
  readonly fingerprint: Uint8Array;
  readonly noticeId: string;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate | null;
  readonly state: "waiting" | "carried" | "conflict";
  readonly endedAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    renewalNotice: NoticeTable;
    certificateRenewal: RenewalTable;
  }
}

export type Renewal = Pick<RenewalTable, "predecessor" | "fingerprint">;

/** Where the lines of a file lie until the transaction ends. */
export async function openStage(tx: Tx): Promise<void> {
  await sql`
    create temp table renewal_line (line int, predecessor bytea, fingerprint bytea, starts_on date, ends_on date)
    on commit drop`.execute(tx);
}

export async function stage(tx: Tx, lines: readonly RenewalLine[]): Promise<void> {
  if (lines.length === 0) return;
  const column = (type: string, cell: (line: RenewalLine) => string | number | null) =>
    columnOf(lines.map(cell), type);
  await sql`
    insert into renewal_line select ${sql.join([
      column("int", ({ line }) => line),
      column("bytea", ({ predecessor }) => `\\x${predecessor}`),
      column("bytea", ({ fingerprint }) => `\\x${fingerprint}`),
      column("date", ({ startsOn }) => startsOn),
      column("date", ({ endsOn }) => endsOn),
    ])}`.execute(tx);
}

/** Lines after the first that name the same old, or the same new, certificate. */
export async function repeatedLines(
  tx: Tx,
  key: "predecessor" | "fingerprint",
): Promise<readonly number[]> {
  const { rows } = await sql<{ line: number }>`
    select line from (
      select line, row_number() over (partition by ${sql.ref(key)} order by line) as place from renewal_line
    ) numbered
    where place > 1 order by line`.execute(tx);

  return rows.map(({ line }) => line);
}

export async function findNotice(
  tx: Tx,
  sha256: Uint8Array,
): Promise<Pick<NoticeTable, "receivedAt"> | undefined> {
  // Two who send the same file take their turns.
  await sql`select pg_advisory_xact_lock(hashtext('renewal_notice'))`.execute(tx);

  return tx
    .selectFrom("renewalNotice")
    .select("receivedAt")
    .where("sha256", "=", sha256)
    .executeTakeFirst();
}

/** With its lines. Of a renewal that was told before, the days are told anew until the old certificate has ended. */
export async function insertNotice(tx: Tx, notice: NoticeTable): Promise<void> {
  await tx.insertInto("renewalNotice").values(notice).execute();
  await sql`
    insert into certificate_renewal as known (predecessor, fingerprint, notice_id, starts_on, ends_on, state)
    select predecessor, fingerprint, ${notice.id}, starts_on, ends_on, 'waiting' from renewal_line
    on conflict (predecessor, fingerprint) do update
      set notice_id = excluded.notice_id, starts_on = excluded.starts_on, ends_on = excluded.ends_on
      where known.ended_at is null`.execute(tx);
}

/** As many as are looked at in one statement. */
export const BATCH = 1000;

/** Those that have begun and are not carried out, from one on. Of many certificates nobody ever linked the old one; what was in the way may be mended. */
export async function begunRenewals(
  executor: Executor,
  today: Temporal.PlainDate,
  after: Renewal | undefined,
): Promise<readonly Renewal[]> {
  const beginning = after
    ? sql`and (predecessor, fingerprint) > (${after.predecessor}, ${after.fingerprint})`
    : sql``;
  const { rows } = await sql<Renewal>`
    select predecessor, fingerprint from certificate_renewal
    where state <> 'carried' and starts_on <= ${today.toString()}::date ${beginning}
    order by predecessor, fingerprint limit ${BATCH}`.execute(executor);

  return rows;
}

/** Those that are carried out, and whose old certificate has had its last day. */
export async function endedRenewals(
  executor: Executor,
  today: Temporal.PlainDate,
): Promise<readonly Renewal[]> {
  const { rows } = await sql<Renewal>`
    select predecessor, fingerprint from certificate_renewal
    where state = 'carried' and ended_at is null and ends_on < ${today.toString()}::date
    order by predecessor, fingerprint limit ${BATCH}`.execute(executor);

  return rows;
}

/** Which of these somebody has linked, hexadecimal. */
export async function linkedAmong(
  executor: Executor,
  fingerprints: readonly Uint8Array[],
): Promise<ReadonlySet<string>> {
  if (fingerprints.length === 0) return new Set();
  const rows = await executor
    .selectFrom("certificateLink")
    .select("fingerprint")
    .where("fingerprint", "in", [...fingerprints])
    .execute();

  return new Set(rows.map(({ fingerprint }) => Buffer.from(fingerprint).toString("hex")));
}

export async function changeRenewal(
  tx: Tx,
  { predecessor, fingerprint }: Renewal,
  change: Partial<Pick<RenewalTable, "state" | "endedAt">>,
): Promise<void> {
  await tx
    .updateTable("certificateRenewal")
    .set(change)
    .where("predecessor", "=", predecessor)
    .where("fingerprint", "=", fingerprint)
    .execute();
}

/** Of notices that came before, with the notices themselves. */
export async function forgetRenewalsBefore(tx: Tx, before: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ lines: number }>`
    with gone as (
      delete from certificate_renewal r using renewal_notice n
      where n.id = r.notice_id and n.received_at < ${before}::timestamptz returning 1
    )
    select count(*)::int as lines from gone`.execute(tx);
  await sql`
    delete from renewal_notice n where received_at < ${before}::timestamptz
      and not exists (select from certificate_renewal r where r.notice_id = n.id)`.execute(tx);

  return rows[0]?.lines ?? 0;
}
