/** What one person agreed that one facility may be told. */
import type { ConsentScope } from "@madoguchi/contract";
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { GivenConsent } from "../rules/consents.ts";

type ConsentTable = GivenConsent & {
  readonly personId: string;
  readonly facilityId: string;
  readonly checkId: string;
  readonly way: "pinCheck" | "visualCheck";
};

declare module "@madoguchi/platform" {
  interface Tables {
    consent: ConsentTable;
  }
}

export type ConsentRow = Selectable<ConsentTable>;

/** The last word counts: it takes the place of the one before. */
export async function putConsent(tx: Tx, row: ConsentRow): Promise<void> {
  await tx
    .insertInto("consent")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["personId", "facilityId", "scope"]).doUpdateSet(row),
    )
    .execute();
}

/** @returns whether there was one that held */
export async function withdrawConsent(
  tx: Tx,
  {
    personId,
    facilityId,
    scope,
  }: Pick<ConsentRow, "personId" | "facilityId"> & { readonly scope: ConsentScope },
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("consent")
    .set({ withdrawnAt: now })
    .where("personId", "=", personId)
    .where("facilityId", "=", facilityId)
    .where("scope", "=", scope)
    .where("withdrawnAt", "is", null)
    .where("endsAt", ">", now)
    .executeTakeFirst();

  return numUpdatedRows > 0n;
}

export async function consentsOf(
  executor: Executor,
  personId: string,
  facilityId: string,
): Promise<GivenConsent[]> {
  return executor
    .selectFrom("consent")
    .select(["scope", "givenAt", "endsAt", "withdrawnAt"])
    .where("personId", "=", personId)
    .where("facilityId", "=", facilityId)
    .execute();
}
