/** Which roles officials have. What has begun and not ended is theirs. */
import type { Executor, Tables, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Insertable, RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { officeRights } from "../rules/office-rights.ts";
import type { OfficeRight, OfficialRole } from "../rules/office-rights.ts";
import { insertAccount } from "../store.ts";

type OfficialRoleTable = {
  id: string;
  accountId: string;
  role: OfficialRole;
  validFrom: Temporal.Instant;
  validTo: Temporal.Instant | null;
  givenBy: string | null;
  takenBy: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    officialRole: OfficialRoleTable;
  }
}

/** For statements that read from `account`: none of people of facilities, who are asked about no more than this. */
export function rolesAt(now: Temporal.Instant): RawBuilder<OfficialRole[]> {
  return sql<OfficialRole[]>`case account.realm when 'office' then array(
    select role from official_role where account_id = account.id
      and valid_from <= ${now} and (valid_to is null or valid_to > ${now})) else '{}' end`;
}

export type NamedOfficial = { readonly id: string; readonly name: string };

/** Whoever has a role with this right. */
export async function officialsWith(
  executor: Executor,
  right: OfficeRight,
  now: Temporal.Instant,
): Promise<NamedOfficial[]> {
  return executor
    .selectFrom("account")
    .select(["id", "name"])
    .where("realm", "=", "office")
    .where(sql<boolean>`${rolesAt(now)} && ${[...officeRights[right].roles]}::text[]`)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** An official with their roles, for a database that is filled by hand. */
export async function insertOfficial(
  tx: Tx,
  {
    roles,
    ...account
  }: Omit<Insertable<Tables["account"]>, "realm"> & { readonly roles: readonly OfficialRole[] },
): Promise<void> {
  await insertAccount(tx, { ...account, realm: "office" });
  const { id: accountId, createdAt: from } = account;
  await giveRoles(tx, { accountId, roles, from, to: null, proposalId: null });
}

export async function giveRoles(
  tx: Tx,
  given: {
    readonly accountId: string;
    readonly roles: readonly OfficialRole[];
    readonly from: Temporal.Instant;
    readonly to: Temporal.Instant | null;
    readonly proposalId: string | null;
  },
): Promise<void> {
  const { accountId, roles, from, to, proposalId } = given;
  const rows = roles.map((role) => ({
    id: newId(),
    accountId,
    role,
    validFrom: from,
    validTo: to,
    givenBy: proposalId,
    takenBy: null,
  }));
  await tx.insertInto("officialRole").values(rows).execute();
}
