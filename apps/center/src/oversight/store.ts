import type { Executor, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { OpeningReason, OpeningSubject, OpeningSubjectKind } from "./rules.ts";

type DataOpeningTable = {
  id: string;
  officialId: string;
  subjectKind: OpeningSubjectKind;
  subjectId: string;
  reason: OpeningReason;
  note: string;
  openedAt: Temporal.Instant;
  openUntil: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    dataOpening: DataOpeningTable;
  }
}

export async function insertOpening(tx: Tx, opening: Omit<DataOpeningTable, "id">): Promise<void> {
  await tx
    .insertInto("dataOpening")
    .values({ id: newId(), ...opening })
    .execute();
}

export async function isOpenFor(
  executor: Executor,
  officialId: string,
  { kind, id }: OpeningSubject,
  now: Temporal.Instant,
): Promise<boolean> {
  const found = await executor
    .selectFrom("dataOpening")
    .select("id")
    .where("officialId", "=", officialId)
    .where("subjectKind", "=", kind)
    .where("subjectId", "=", id)
    .where("openUntil", ">", now)
    .limit(1)
    .executeTakeFirst();

  return found !== undefined;
}

export type FoundOpening = DataOpeningTable & { readonly officialName: string };

export type OpeningSearch = {
  readonly officialIds: readonly string[] | null;
  readonly reason: OpeningReason | null;
  readonly subjectKind: OpeningSubjectKind | null;
  readonly subjectId: string | null;
  readonly from: Temporal.Instant | null;
  readonly until: Temporal.Instant | null;
};

/** The newest first. */
export async function searchOpenings(
  executor: Executor,
  search: OpeningSearch,
  after: { readonly at: Temporal.Instant; readonly id: string } | null,
  limit: number,
): Promise<FoundOpening[]> {
  const { officialIds, reason, subjectKind, subjectId, from, until } = search;

  return executor
    .selectFrom("dataOpening")
    .innerJoin("account", "account.id", "dataOpening.officialId")
    .selectAll("dataOpening")
    .select("account.name as officialName")
    .$if(officialIds !== null, (query) =>
      query.where(sql<boolean>`official_id = any(${officialIds}::uuid[])`),
    )
    .$if(reason !== null, (query) => query.where("reason", "=", reason))
    .$if(subjectKind !== null, (query) => query.where("subjectKind", "=", subjectKind))
    .$if(subjectId !== null, (query) => query.where("subjectId", "=", subjectId))
    .$if(from !== null, (query) => query.where(sql<boolean>`opened_at >= ${from}`))
    .$if(until !== null, (query) => query.where(sql<boolean>`opened_at < ${until}`))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(data_opening.opened_at, data_opening.id) < (${after?.at}, ${after?.id}::uuid)`,
      ),
    )
    .orderBy("openedAt", "desc")
    .orderBy("dataOpening.id", "desc")
    .limit(limit)
    .execute();
}
