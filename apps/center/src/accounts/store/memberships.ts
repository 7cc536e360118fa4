/** Who acts for which facility, and as what. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Membership } from "../rules.ts";
import type { FacilityRole } from "../rules/rights.ts";

type MembershipTable = {
  accountId: string;
  facilityId: string;
  roles: readonly FacilityRole[];
  joinedAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    membership: MembershipTable;
  }
}

export type MembershipRow = MembershipTable;

/** What is open comes first, and of that what was joined first: after a new code the new record. */
export async function membershipsOf(executor: Executor, accountId: string): Promise<Membership[]> {
  return executor
    .selectFrom("membership")
    .innerJoin("facility", "facility.id", "membership.facilityId")
    .select([
      "facility.id as facilityId",
      "facility.name as facilityName",
      "facility.kind as facilityKind",
      "facility.code as facilityCode",
      "membership.roles",
    ])
    .where("membership.accountId", "=", accountId)
    .orderBy("facility.closedOn", (order) => order.desc().nullsFirst())
    .orderBy("membership.joinedAt")
    .orderBy("facility.id")
    .execute();
}

export type Member = {
  readonly accountId: string;
  readonly name: string;
  readonly mail: string;
  readonly roles: readonly FacilityRole[];
  readonly joinedAt: Temporal.Instant;
};

export async function membersOf(executor: Executor, facilityId: string): Promise<Member[]> {
  return executor
    .selectFrom("membership")
    .innerJoin("account", "account.id", "membership.accountId")
    .select([
      "account.id as accountId",
      "account.name",
      "account.mail",
      "membership.roles",
      "membership.joinedAt",
    ])
    .where("membership.facilityId", "=", facilityId)
    .orderBy("membership.joinedAt")
    .orderBy("account.id")
    .execute();
}

/** The mail addresses of those who act for a facility. @param roles of which one is enough; everybody where left out */
export async function mailsOfFacility(
  executor: Executor,
  facilityId: string,
  roles?: readonly FacilityRole[],
): Promise<string[]> {
  const rows = await executor
    .selectFrom("membership")
    .innerJoin("account", "account.id", "membership.accountId")
    .select("account.mail")
    .where("membership.facilityId", "=", facilityId)
    .$if(roles !== undefined, (query) =>
      query.where(sql<boolean>`membership.roles && ${roles ?? []}::text[]`),
    )
    .orderBy("account.mail")
    .execute();

  return rows.map((row) => row.mail);
}

export async function insertMembership(tx: Tx, membership: MembershipRow): Promise<void> {
  await tx.insertInto("membership").values(membership).execute();
}

/** For a facility that gets another code: its people act for the new record too, in their roles. */
export async function copyMemberships(
  tx: Tx,
  fromFacilityId: string,
  toFacilityId: string,
  joinedAt: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into membership (account_id, facility_id, roles, joined_at)
    select account_id, ${toFacilityId}::uuid, roles, ${joinedAt} from membership
    where facility_id = ${fromFacilityId}::uuid`.execute(tx);
}
