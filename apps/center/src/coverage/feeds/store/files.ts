/** Which files came, and what became of them. */
import { newId } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { FeedCounts } from "./apply.ts";
import type { FeedMode } from "../columns.ts";

type FeedFileTable = {
  readonly id: string;
  readonly insurerNumber: string;
  readonly sha256: Uint8Array;
  readonly mode: FeedMode;
  readonly asOf: Temporal.PlainDate;
  readonly at: Temporal.Instant;
  readonly state: "accepted" | "refused";
  readonly reason: "problems" | "endings" | null;
  /** FeedCounts with `problems`. */
  readonly counts: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly confirmedBy: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    feedFile: FeedFileTable;
    feedLimit: { readonly insurerNumber: string; readonly endingShare: string };
  }
}

/** 100分の5: where nothing else is set for an insurer. */
const USUAL_ENDING_SHARE = 0.05;

export async function endingShare(executor: Executor, insurerNumber: string): Promise<number> {
  const row = await executor
    .selectFrom("feedLimit")
    .select("endingShare")
    .where("insurerNumber", "=", insurerNumber)
    .executeTakeFirst();

  return row ? Number(row.endingShare) : USUAL_ENDING_SHARE;
}

export async function putEndingShare(
  tx: Tx,
  insurerNumber: string,
  endingShare: string,
): Promise<void> {
  await tx
    .insertInto("feedLimit")
    .values({ insurerNumber, endingShare })
    .onConflict((conflict) => conflict.column("insurerNumber").doUpdateSet({ endingShare }))
    .execute();
}

/** One file of an insurer at a time; checks and other insurers' files go on. */
export async function holdInsurer(tx: Tx, insurerNumber: string): Promise<void> {
  await sql`select from insurer where number = ${insurerNumber} for no key update`.execute(tx);
}

export async function findTakenIn(
  tx: Tx,
  file: Pick<FeedFileTable, "insurerNumber" | "sha256" | "mode">,
): Promise<Temporal.Instant | undefined> {
  const row = await tx
    .selectFrom("feedFile")
    .select("at")
    .where("insurerNumber", "=", file.insurerNumber)
    .where("sha256", "=", file.sha256)
    .where("mode", "=", file.mode)
    .where("state", "=", "accepted")
    .executeTakeFirst();

  return row?.at;
}

/** How many of the insurer's coverages hold on the day. */
export async function countOpen(tx: Tx, insurerNumber: string, asOf: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from coverage
    where insurer_number = ${insurerNumber} and greatest(qualified_on, valid_from) <= ${asOf}
      and coalesce(disqualified_on, 'infinity') > ${asOf} and coalesce(valid_to, 'infinity') >= ${asOf}`.execute(
    tx,
  );

  return rows[0]?.count ?? 0;
}

/** @param name of the file, as the insurer's own record of feeds shows it */
export async function insertFeedFile(
  tx: Tx,
  file: Omit<FeedFileTable, "id" | "counts">,
  counts: FeedCounts & { readonly problems: number },
  name: string,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("feedFile")
    .values({ ...file, id, counts: JSON.stringify(counts) })
    .execute();
  await tx
    .updateTable("insurer")
    .set({ feedFile: name, feedAt: file.at, feedState: file.state })
    .where("number", "=", file.insurerNumber)
    .execute();

  return id;
}
