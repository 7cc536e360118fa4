/** Who acts for which facility, and as what. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Membership } from "../rules.ts";
import type { OfficialRole } from "../rules/office-rights.ts";
import type { FacilityRole } from "../rules/rights.ts";
import { hasFactor } from "../store.ts";
import type { KnownAccount } from "../store.ts";
import { rolesAt } from "./official-roles.ts";

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

const membershipColumns = [
  "facility.id as facilityId",
  "facility.name as facilityName",
  "facility.kind as facilityKind",
  "facility.code as facilityCode",
  "facility.prefectureCode",
  "facility.closedOn",
  "membership.roles",
] as const;

/** What is open comes first, and of that what was joined first: after a new code the new record. */
export async function membershipsOf(executor: Executor, accountId: string): Promise<Membership[]> {
  return executor
    .selectFrom("membership")
    .innerJoin("facility", "facility.id", "membership.facilityId")
    .select(membershipColumns)
    .where("membership.accountId", "=", accountId)
    .orderBy("facility.closedOn", (order) => order.desc().nullsFirst())
    .orderBy("membership.joinedAt")
    .orderBy("facility.id")
    .execute();
}

export type Person = {
  readonly account: KnownAccount;
  readonly memberships: readonly Membership[];
  /** None of people of facilities. */
  readonly officialRoles: readonly OfficialRole[];
};

/** The account and what it acts for, in one statement: every page of somebody who is signed in begins with it. */
export async function findPerson(
  executor: Executor,
  accountId: string,
  now: Temporal.Instant,
): Promise<Person | null> {
  const rows = await executor
    .selectFrom("account")
    .leftJoin("membership", "membership.accountId", "account.id")
    .leftJoin("facility", "facility.id", "membership.facilityId")
    .selectAll("account")
    .select(hasFactor.as("hasFactor"))
    .select(rolesAt(now).as("officialRoles"))
    .select(membershipColumns)
    .where("account.id", "=", accountId)
    .orderBy("facility.closedOn", (order) => order.desc().nullsFirst())
    .orderBy("membership.joinedAt")
    .orderBy("facility.id")
    .execute();
  const [account] = rows;

  return account === undefined
    ? null
    : {
        account,
        memberships: rows.flatMap(asMembership),
        officialRoles: account.officialRoles,
      };
}

/** Nothing where the account acts for no facility. */
function asMembership({
  facilityId,
  facilityName,
  facilityKind,
  facilityCode,
  prefectureCode,
  closedOn,
  roles,
}: Nullable<Membership>): Membership[] {
  return facilityId !== null &&
    facilityName !== null &&
    facilityKind !== null &&
    facilityCode !== null &&
    prefectureCode !== null &&
    roles !== null
    ? [{ facilityId, facilityName, facilityKind, facilityCode, prefectureCode, closedOn, roles }]
    : [];
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

/** Beside this one. */
export async function otherFacilitiesOf(
  executor: Executor,
  accountId: string,
  facilityId: string,
): Promise<{ readonly name: string; readonly code: string }[]> {
  return executor
    .selectFrom("membership")
    .innerJoin("facility", "facility.id", "membership.facilityId")
    .select(["facility.name", "facility.code"])
    .where("membership.accountId", "=", accountId)
    .where("membership.facilityId", "<>", facilityId)
    .orderBy("facility.code")
    .limit(10)
    .execute();
}

export type Member = {
  readonly accountId: string;
  readonly name: string;
  readonly mail: string;
  readonly roles: readonly FacilityRole[];
  readonly joinedAt: Temporal.Instant;
  readonly hasFactor: boolean;
  readonly lastSignInAt: Temporal.Instant | null;
};

export async function membersOf(executor: Executor, facilityId: string): Promise<Member[]> {
  return executor
    .selectFrom("membership")
    .innerJoin("account", "account.id", "membership.accountId")
    .select([
      "account.id as accountId",
      "account.name",
      "account.mail",
      "account.lastSignInAt",
      "membership.roles",
      "membership.joinedAt",
    ])
    .select(hasFactor.as("hasFactor"))
    .where("membership.facilityId", "=", facilityId)
    .orderBy("membership.joinedAt")
    .orderBy("account.id")
    .execute();
}

/**
 * Whoever changes the people of a facility begins with this, so that changes come one after the other: two who take each
 * other's role away at once do not leave the facility without 管理者.
 */
export async function lockMembers(tx: Tx, facilityId: string): Promise<MembershipRow[]> {
  return tx
    .selectFrom("membership")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("accountId")
    .forUpdate()
    .execute();
}

/** The mail addresses of those who act for a facility. @param roles of which one is enough; everybody where left out */
export function mailsOfFacility(
  facilityId: string,
  roles?: readonly FacilityRole[],
): RawBuilder<unknown> {
  return sql`select account.mail from membership join account on account.id = membership.account_id
    where membership.facility_id = ${facilityId}
      ${roles === undefined ? sql`` : sql`and membership.roles && ${roles}::text[]`}
    order by account.mail`;
}

/** Of all facilities of the account, each with the facility's name. */
export async function colleaguesOf(
  executor: Executor,
  accountId: string,
): Promise<{ readonly mail: string; readonly facilityName: string }[]> {
  return executor
    .selectFrom("membership as own")
    .innerJoin("membership as other", "other.facilityId", "own.facilityId")
    .innerJoin("account", "account.id", "other.accountId")
    .innerJoin("facility", "facility.id", "own.facilityId")
    .select(["account.mail", "facility.name as facilityName"])
    .where("own.accountId", "=", accountId)
    .where("other.accountId", "<>", accountId)
    .orderBy("facility.name")
    .orderBy("account.mail")
    .execute();
}

/** The same for many at once. */
export async function mailsOfFacilities(
  executor: Executor,
  facilityIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await executor
    .selectFrom("membership")
    .innerJoin("account", "account.id", "membership.accountId")
    .select(["membership.facilityId", "account.mail"])
    .where(sql<boolean>`membership.facility_id = any(${facilityIds}::uuid[])`)
    .orderBy("account.mail")
    .execute();
  const byFacility = Map.groupBy(rows, ({ facilityId }) => facilityId);

  return new Map([...byFacility].map(([id, of]) => [id, of.map(({ mail }) => mail)]));
}

export async function insertMembership(tx: Tx, membership: MembershipRow): Promise<void> {
  await tx.insertInto("membership").values(membership).execute();
}

export async function setRoles(
  tx: Tx,
  { accountId, facilityId, roles }: Pick<MembershipRow, "accountId" | "facilityId" | "roles">,
): Promise<void> {
  await tx
    .updateTable("membership")
    .set({ roles })
    .where("accountId", "=", accountId)
    .where("facilityId", "=", facilityId)
    .execute();
}

export async function deleteMembership(
  tx: Tx,
  { accountId, facilityId }: Pick<MembershipRow, "accountId" | "facilityId">,
): Promise<void> {
  await tx
    .deleteFrom("membership")
    .where("accountId", "=", accountId)
    .where("facilityId", "=", facilityId)
    .execute();
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
