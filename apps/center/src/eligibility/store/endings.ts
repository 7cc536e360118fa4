/** How checks end: a challenge is used, the check it became and the audit entry are written. All that end together in one statement. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import { auditInsertion } from "../../audit/index.ts";
import type { DatedEntry } from "../../audit/index.ts";
import { checkInsertion } from "./checks.ts";
import type { ChallengeKey, CheckRecord } from "./checks.ts";

export type Ending = {
  /** Its id is the ending's own: written twice it is there once. */
  readonly entry: DatedEntry & { readonly id: string };
} & (
  | {
      /** To be used up. */
      readonly challenge: ChallengeKey;
      /** Of it; null for a refusal. */
      readonly record: CheckRecord | null;
    }
  /** A refusal of one that is unknown, somebody else's, or was used before. */
  | { readonly challenge: null; readonly record: null }
);

/**
 * Each of them is written whole, or where its challenge was used before not at all.
 * @param endings no two of one challenge
 * @returns the entries that were written by this call
 */
export async function writeEndings(
  executor: Executor,
  endings: readonly Ending[],
): Promise<ReadonlySet<string>> {
  const using = endings.flatMap(({ challenge, entry }) =>
    challenge ? [{ ...challenge, at: entry.at.toString(), entryId: entry.id }] : [],
  );
  const free = endings.flatMap(({ challenge, entry }) => (challenge ? [] : entry.id));
  const records = endings.flatMap(({ record }) => record ?? []);
  const entries = endings.map(({ entry }) => entry);
  const { rows } = await sql<{ id: string }>`
    with used as (
      update challenge c set used_at = asked.at
      from unnest(
        ${using.map(({ facilityId }) => facilityId)}::uuid[], ${using.map(({ id }) => id)}::uuid[],
        ${using.map(({ at }) => at)}::timestamptz[], ${using.map(({ entryId }) => entryId)}::uuid[]
      ) asked (facility_id, id, at, entry_id)
      where c.facility_id = asked.facility_id and c.id = asked.id and c.used_at is null
      returning c.id, asked.entry_id
    ), checked as (
      ${checkInsertion(records, sql`r.challenge_id in (select id from used)`)}
    )
    ${auditInsertion(entries, sql`r.id in (select entry_id from used) or r.id = any(${free}::uuid[])`)}
    returning id`.execute(executor);

  return new Set(rows.map(({ id }) => id));
}
