/** What a center has on record of offline checks, as its database tells without the center's own code. */
import pg from "pg";
import { z } from "zod";

const rowSchema = z.object({
  id: z.uuid(),
  outcome: z.string().nullable(),
  checkedAt: z.iso.datetime(),
});
const countsSchema = z.object({
  checks: z.int(),
  checkIds: z.int(),
  audited: z.int(),
  auditedIds: z.int(),
});

export type OfflineRecords = {
  readonly entries: readonly z.infer<typeof rowSchema>[];
  /** Of all checks, and of the audit's entries about answers: how many, and about how many different ones. */
  readonly counts: z.infer<typeof countsSchema>;
};

export async function offlineRecords(databaseUrl: string): Promise<OfflineRecords> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const entries = await client.query(`
      select id, outcome,
        to_char(checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "checkedAt"
      from offline_check`);
    const counts = await client.query(`
      select
        (select count(*)::int from check_record) as checks,
        (select count(distinct id)::int from check_record) as "checkIds",
        (select count(*)::int from audit_event where action = 'check.answered') as audited,
        (select count(distinct subject_id)::int from audit_event where action = 'check.answered')
          as "auditedIds"`);

    return {
      entries: z.array(rowSchema).parse(entries.rows),
      counts: countsSchema.parse(counts.rows[0]),
    };
  } finally {
    await client.end();
  }
}
