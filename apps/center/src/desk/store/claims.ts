/** Who holds which case. A row whose time is over says nothing. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Claim, Work } from "../rules/claims.ts";

declare module "@madoguchi/platform" {
  interface Tables {
    deskClaim: {
      work: Work;
      itemId: string;
      /** Null: a rule's, for as long as its transaction. */
      officialId: string | null;
      since: Temporal.Instant;
      until: Temporal.Instant;
    };
  }
}

export type Case = { readonly work: Work; readonly id: string };

export async function claimOf(
  executor: Executor,
  { work, id }: Case,
  now: Temporal.Instant,
): Promise<Claim | null> {
  const claim = await executor
    .selectFrom("deskClaim")
    .innerJoin("account", "account.id", "deskClaim.officialId")
    .select(["account.id as officialId", "account.name as officialName"])
    .select(["deskClaim.since", "deskClaim.until"])
    .where("deskClaim.work", "=", work)
    .where("deskClaim.itemId", "=", id)
    .where("deskClaim.until", ">", now)
    .executeTakeFirst();

  return claim ?? null;
}

/** Also from whoever holds it where `from` is `anybody`. Whoever holds it already goes on holding it. @returns whether they hold it now */
export async function putClaim(
  tx: Tx,
  { work, id }: Case,
  officialId: string,
  span: { readonly now: Temporal.Instant; readonly until: Temporal.Instant },
  from: "nobody" | "anybody",
): Promise<boolean> {
  const { now, until } = span;
  const result = await tx
    .insertInto("deskClaim")
    .values({ work, itemId: id, officialId, since: now, until })
    .onConflict((conflict) => {
      const taken = conflict.columns(["work", "itemId"]).doUpdateSet({
        officialId,
        since: sql`case when desk_claim.official_id = ${officialId} and desk_claim.until > ${now}
          then desk_claim.since else ${now} end`,
        until: sql`greatest(${until}, case when desk_claim.official_id = ${officialId} then desk_claim.until end)`,
      });

      return from === "anybody"
        ? taken
        : taken.where(({ eb, or }) =>
            or([eb("deskClaim.until", "<=", now), eb("deskClaim.officialId", "=", officialId)]),
          );
    })
    .executeTakeFirst();

  return result.numInsertedOrUpdatedRows === 1n;
}

/** For a rule, until the transaction ends: whoever would take the case waits so long. @returns false where an official holds it */
export async function passWithClaim(
  tx: Tx,
  { work, id }: Case,
  now: Temporal.Instant,
): Promise<boolean> {
  const span = { officialId: null, since: now, until: now.add({ minutes: 1 }) };
  const result = await tx
    .insertInto("deskClaim")
    .values({ work, itemId: id, ...span })
    .onConflict((conflict) =>
      conflict.columns(["work", "itemId"]).doUpdateSet(span).where("deskClaim.until", "<=", now),
    )
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  await tx.deleteFrom("deskClaim").where("work", "=", work).where("itemId", "=", id).execute();

  return true;
}

/** @returns whether they held it */
export async function dropClaim(tx: Tx, { work, id }: Case, officialId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom("deskClaim")
    .where("work", "=", work)
    .where("itemId", "=", id)
    .where("officialId", "=", officialId)
    .executeTakeFirst();

  return result.numDeletedRows === 1n;
}

export async function dropEndedClaims(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.deleteFrom("deskClaim").where("until", "<", before).execute();
}
