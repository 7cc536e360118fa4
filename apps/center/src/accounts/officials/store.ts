import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { OfficialRole } from "../rules/office-rights.ts";
import { hasFactor } from "../store.ts";
import { rolesAt } from "../store/official-roles.ts";
import type { ProposalKind, ProposalState } from "./rules.ts";

type RoleProposalTable = {
  id: string;
  kind: ProposalKind;
  accountId: string | null;
  mail: string;
  name: string;
  roles: readonly OfficialRole[];
  untilOn: Temporal.PlainDate | null;
  reason: string;
  proposedBy: string;
  proposedAt: Temporal.Instant;
  state: ProposalState;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  declineReason: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    roleProposal: RoleProposalTable;
  }
}

export type RoleProposal = Selectable<RoleProposalTable>;
export type NamedProposal = RoleProposal & {
  readonly proposerName: string;
  readonly deciderName: string | null;
};

export type Official = {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly createdAt: Temporal.Instant;
  readonly lastSignInAt: Temporal.Instant | null;
  readonly hasFactor: boolean;
  readonly roles: readonly OfficialRole[];
};

function officialsAt(executor: Executor, now: Temporal.Instant) {
  return executor
    .selectFrom("account")
    .select(["id", "name", "mail", "createdAt", "lastSignInAt"])
    .select(hasFactor.as("hasFactor"))
    .select(rolesAt(now).as("roles"))
    .where("realm", "=", "office");
}

/** Those with roles first. */
export async function allOfficials(executor: Executor, now: Temporal.Instant): Promise<Official[]> {
  return officialsAt(executor, now)
    .orderBy(sql`cardinality(${rolesAt(now)}) = 0`)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

export async function findOfficial(
  executor: Executor,
  id: string,
  now: Temporal.Instant,
): Promise<Official | undefined> {
  return officialsAt(executor, now).where("id", "=", id).executeTakeFirst();
}

/**
 * Whoever changes roles begins with this, so that changes come one after the other: two who take each other's role away at
 * once leave enough who administer.
 */
export async function lockAdministrators(tx: Tx, now: Temporal.Instant): Promise<string[]> {
  const rows = await tx
    .selectFrom("officialRole")
    .select("accountId")
    .where("role", "=", "administrator")
    .where("validFrom", "<=", now)
    .where(({ eb, or }) => or([eb("validTo", "is", null), eb("validTo", ">", now)]))
    .orderBy("id")
    .forUpdate()
    .execute();

  return rows.map(({ accountId }) => accountId);
}

export async function administratorMails(
  executor: Executor,
  now: Temporal.Instant,
  but: readonly string[],
): Promise<string[]> {
  const rows = await officialsAt(executor, now)
    .where(sql<boolean>`${rolesAt(now)} && array['administrator']`)
    .orderBy("mail")
    .execute();

  return rows.filter(({ id }) => !but.includes(id)).map(({ mail }) => mail);
}

export async function endRoles(
  tx: Tx,
  ended: {
    readonly accountId: string;
    readonly roles: readonly OfficialRole[];
    readonly at: Temporal.Instant;
    readonly proposalId: string;
  },
): Promise<void> {
  const { accountId, roles, at, proposalId } = ended;
  await tx
    .updateTable("officialRole")
    .set({ validTo: at, takenBy: proposalId })
    .where("accountId", "=", accountId)
    .where("role", "in", roles)
    .where("validFrom", "<=", at)
    .where(({ eb, or }) => or([eb("validTo", "is", null), eb("validTo", ">", at)]))
    .execute();
}

export type RolePeriod = {
  readonly id: string;
  readonly role: OfficialRole;
  readonly validFrom: Temporal.Instant;
  readonly validTo: Temporal.Instant | null;
  readonly givenBy: string | null;
  readonly takenBy: string | null;
};

/** The newest first. */
export async function rolePeriods(executor: Executor, accountId: string): Promise<RolePeriod[]> {
  return executor
    .selectFrom("officialRole")
    .select(["id", "role", "validFrom", "validTo", "givenBy", "takenBy"])
    .where("accountId", "=", accountId)
    .orderBy("validFrom", "desc")
    .orderBy("id")
    .execute();
}

/** @returns false where another one about the same person is open */
export async function insertProposal(
  tx: Tx,
  proposal: Omit<RoleProposal, "state" | "decidedBy" | "decidedAt" | "declineReason">,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("roleProposal")
    .values({
      ...proposal,
      state: "open",
      decidedBy: null,
      decidedAt: null,
      declineReason: null,
    })
    .onConflict((conflict) => conflict.column("mail").where("state", "=", "open").doNothing())
    .executeTakeFirst();

  return numInsertedOrUpdatedRows === 1n;
}

export async function lockProposal(tx: Tx, id: string): Promise<RoleProposal | undefined> {
  return tx
    .selectFrom("roleProposal")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function decideProposal(
  tx: Tx,
  id: string,
  decision: Pick<RoleProposal, "state" | "decidedBy" | "decidedAt"> &
    Partial<Pick<RoleProposal, "accountId" | "declineReason">>,
): Promise<void> {
  await tx.updateTable("roleProposal").set(decision).where("id", "=", id).execute();
}

function namedProposals(executor: Executor) {
  return executor
    .selectFrom("roleProposal")
    .innerJoin("account as proposer", "proposer.id", "roleProposal.proposedBy")
    .leftJoin("account as decider", "decider.id", "roleProposal.decidedBy")
    .selectAll("roleProposal")
    .select(["proposer.name as proposerName", "decider.name as deciderName"]);
}

export async function findProposal(
  executor: Executor,
  id: string,
): Promise<NamedProposal | undefined> {
  return namedProposals(executor).where("roleProposal.id", "=", id).executeTakeFirst();
}

export async function openProposals(executor: Executor): Promise<NamedProposal[]> {
  return namedProposals(executor)
    .where("roleProposal.state", "=", "open")
    .orderBy("roleProposal.proposedAt")
    .orderBy("roleProposal.id")
    .execute();
}

const HISTORY = 50;

/** The newest first. @param accountId null: about everybody */
export async function proposalHistory(
  executor: Executor,
  accountId: string | null,
): Promise<NamedProposal[]> {
  return namedProposals(executor)
    .$if(accountId !== null, (query) => query.where("roleProposal.accountId", "=", accountId))
    .orderBy("roleProposal.proposedAt", "desc")
    .orderBy("roleProposal.id")
    .limit(HISTORY)
    .execute();
}
