import { gathering } from "@madoguchi/platform";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Generated, Insertable, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { AppMinimum } from "../minimum/rules.ts";
import { minimums } from "../minimum/store.ts";
import type { SelfTestVerdict, TerminalKind } from "../rules.ts";

type AppAccountTable = {
  id: string;
  facilityId: string;
  userId: string;
  passwordHash: string | null;
  activationHash: Uint8Array | null;
  secretIssuedAt: Temporal.Instant | null;
  activationUsedAt: Temporal.Instant | null;
  stoppedAt: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  version: Generated<number>;
};

type TerminalTable = {
  id: string;
  appAccountId: string;
  facilityId: string;
  keyX: string;
  keyY: string;
  name: string;
  kind: TerminalKind;
  registeredAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
  removedAt: Temporal.Instant | null;
  /** What the device said of itself last; null where it never did. */
  appVersion: string | null;
  platform: string | null;
  selfTest: SelfTestVerdict | null;
  selfTestAt: Temporal.Instant | null;
  /** When its people said that it is lost. */
  lostAt: Temporal.Instant | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    appAccount: AppAccountTable;
    terminal: TerminalTable;
  }
}

export type AppAccount = Selectable<AppAccountTable>;
export type Terminal = Selectable<TerminalTable>;

export async function nextAccountNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select nextval('app_account_number') as number`.execute(tx);
  const [row] = rows;
  if (!row) {
    throw new Error("the sequence of account numbers gave none");
  }

  return row.number;
}

export async function insertAppAccount(
  tx: Tx,
  account: Pick<AppAccount, "id" | "facilityId" | "userId" | "createdAt">,
): Promise<void> {
  await tx.insertInto("appAccount").values(account).execute();
}

export async function appAccountsOf(executor: Executor, facilityId: string): Promise<AppAccount[]> {
  return executor
    .selectFrom("appAccount")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("userId")
    .execute();
}

export async function findAppAccount(
  executor: Executor,
  facilityId: string,
  id: string,
): Promise<AppAccount | undefined> {
  return executor
    .selectFrom("appAccount")
    .selectAll()
    .where("id", "=", id)
    .where("facilityId", "=", facilityId)
    .executeTakeFirst();
}

export async function findAppAccountByUserId(
  executor: Executor,
  facilityCode: string,
  userId: string,
): Promise<AppAccount | undefined> {
  return executor
    .selectFrom("appAccount")
    .innerJoin("facility", "facility.id", "appAccount.facilityId")
    .selectAll("appAccount")
    .where("facility.code", "=", facilityCode)
    .where("appAccount.userId", "=", userId)
    .executeTakeFirst();
}

type AccountChange = Partial<
  Pick<
    AppAccount,
    "passwordHash" | "activationHash" | "secretIssuedAt" | "activationUsedAt" | "stoppedAt"
  >
>;

/** False when somebody changed the account since `version` was read. */
export async function changeAppAccount(
  tx: Tx,
  { id, version }: Pick<AppAccount, "id" | "version">,
  change: AccountChange,
): Promise<boolean> {
  const result = await tx
    .updateTable("appAccount")
    .set({ ...change, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();

  return result.numUpdatedRows === 1n;
}

export async function insertTerminal(tx: Tx, terminal: Insertable<TerminalTable>): Promise<void> {
  await tx.insertInto("terminal").values(terminal).execute();
}

/** Registered and not removed, in order of registration. */
export async function terminalsOf(executor: Executor, facilityId: string): Promise<Terminal[]> {
  return executor
    .selectFrom("terminal")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .where("removedAt", "is", null)
    .orderBy("registeredAt")
    .orderBy("id")
    .execute();
}

/** Those that its people lost, the newest loss first. */
export async function lostTerminalsOf(executor: Executor, facilityId: string): Promise<Terminal[]> {
  return executor
    .selectFrom("terminal")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .where("lostAt", "is not", null)
    .orderBy("lostAt", "desc")
    .orderBy("id")
    .execute();
}

export async function changeReport(
  tx: Tx,
  id: string,
  report: Partial<Pick<Terminal, "appVersion" | "platform" | "selfTest" | "selfTestAt">>,
): Promise<void> {
  await tx.updateTable("terminal").set(report).where("id", "=", id).execute();
}

/** A terminal that was not removed, with what its facility and account are now, and how old its app may be. */
export const findKnownTerminal = gathering(
  async (
    executor: Executor,
    ids: readonly string[],
  ): Promise<readonly (KnownTerminal | undefined)[]> => {
    const found = await knownTerminals(executor, [...new Set(ids)]);
    const byId = new Map(found.map((row) => [row.id, { ...row, minimum: minimumOf(row) }]));

    return ids.map((id) => byId.get(id));
  },
);

type KnownRow = Awaited<ReturnType<typeof knownTerminals>>[number];

export type KnownTerminal = KnownRow & { readonly minimum: AppMinimum | null };

function minimumOf({ oldestVersion: version, noticeFrom, refusedFrom }: KnownRow) {
  return version && noticeFrom && refusedFrom ? { version, noticeFrom, refusedFrom } : null;
}

async function knownTerminals(executor: Executor, ids: readonly string[]) {
  return executor
    .selectFrom("terminal")
    .innerJoin("appAccount", "appAccount.id", "terminal.appAccountId")
    .innerJoin("facility", "facility.id", "terminal.facilityId")
    .leftJoinLateral(
      () => minimums(executor, 1).as("minimum"),
      (join) => join.onTrue(),
    )
    .selectAll("terminal")
    .select([
      "minimum.version as oldestVersion",
      "minimum.noticeFrom",
      "minimum.refusedFrom",
      "appAccount.userId",
      "appAccount.stoppedAt",
      "facility.code as facilityCode",
      "facility.name as facilityName",
      "facility.kind as facilityKind",
      "facility.goLiveOn",
      "facility.suspendedFrom",
      "facility.suspendedUntil",
      "facility.closedOn",
    ])
    .where(sql<boolean>`terminal.id = any(${ids}::uuid[])`)
    .where("terminal.removedAt", "is", null)
    .execute();
}

export async function touchTerminal(
  executor: Executor,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  await executor.updateTable("terminal").set({ lastSeenAt: now }).where("id", "=", id).execute();
}

/** @returns what was removed; undefined when it was not the facility's or was removed before. */
export async function removeTerminalRow(
  tx: Tx,
  facilityId: string,
  id: string,
  now: Temporal.Instant,
  lost = false,
): Promise<Terminal | undefined> {
  return tx
    .updateTable("terminal")
    .set({ removedAt: now, lostAt: lost ? now : null })
    .where("id", "=", id)
    .where("facilityId", "=", facilityId)
    .where("removedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** @returns how many were removed */
export async function removeTerminalsOfAccount(
  tx: Tx,
  appAccountId: string,
  now: Temporal.Instant,
): Promise<number> {
  const result = await tx
    .updateTable("terminal")
    .set({ removedAt: now })
    .where("appAccountId", "=", appAccountId)
    .where("removedAt", "is", null)
    .executeTakeFirst();

  return Number(result.numUpdatedRows);
}

export type TerminalStanding = {
  readonly accountsIssued: number;
  /** Without those that were removed. */
  readonly terminalsRegistered: number;
  readonly firstRegisteredAt: Temporal.Instant | null;
  /** As its people named it. */
  readonly firstTerminalName: string | null;
};

export async function terminalStanding(
  executor: Executor,
  facilityId: string,
): Promise<TerminalStanding> {
  return executor
    .selectFrom("terminal")
    .select((expression) => [
      sql<number>`(select count(*) from app_account where facility_id = ${facilityId})`.as(
        "accountsIssued",
      ),
      expression.fn
        .countAll<number>()
        .filterWhere("removedAt", "is", null)
        .as("terminalsRegistered"),
      expression.fn.min("registeredAt").as("firstRegisteredAt"),
      sql<string | null>`(array_agg(name order by registered_at))[1]`.as("firstTerminalName"),
    ])
    .where("facilityId", "=", facilityId)
    .executeTakeFirstOrThrow();
}

/** Neither stopped by the facility nor by its end. */
export async function usableAccounts(executor: Executor, facilityId: string): Promise<number> {
  const { count } = await executor
    .selectFrom("appAccount")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .where("facilityId", "=", facilityId)
    .where("stoppedAt", "is", null)
    .executeTakeFirstOrThrow();

  return count;
}

/** @returns those that were not stopped before */
export async function stopAccountRows(
  tx: Tx,
  facilityId: string,
  now: Temporal.Instant,
): Promise<{ id: string; userId: string }[]> {
  return tx
    .updateTable("appAccount")
    .set((expression) => ({ stoppedAt: now, version: expression("version", "+", 1) }))
    .where("facilityId", "=", facilityId)
    .where("stoppedAt", "is", null)
    .returning(["id", "userId"])
    .execute();
}
