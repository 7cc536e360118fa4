/** The journal, and the balances that the database keeps of it. */
import type { Executor, Tx } from "@madoguchi/platform";
import { newId } from "@madoguchi/platform";
import type { Generated, Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { causes } from "../rules/ledger.ts";
import type { Balance, Cause, LedgerAccount } from "../rules/ledger.ts";

type LedgerTable = {
  id: string;
  number: Generated<number>;
  programmeCode: string;
  at: Temporal.Instant;
  cause: Cause;
  debit: LedgerAccount;
  credit: LedgerAccount;
  yen: number;
  applicationId: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    grantLedger: LedgerTable;
    grantBalance: { programmeCode: string; account: LedgerAccount; yen: number };
  }
}

export type LedgerEntry = Selectable<LedgerTable>;

const ROWS_A_STATEMENT = 1000;

export type Movement = {
  readonly programmeCode: string;
  readonly cause: Cause;
  readonly yen: number;
  readonly applicationId: string | null;
};

/** Moves money; the database refuses what is not there. */
export async function postMovements(
  tx: Tx,
  movements: readonly Movement[],
  at: Temporal.Instant,
): Promise<void> {
  // A statement takes 65,535 values.
  for (let from = 0; from < movements.length; from += ROWS_A_STATEMENT) {
    await tx
      .insertInto("grantLedger")
      .values(
        movements.slice(from, from + ROWS_A_STATEMENT).map((movement) => {
          const { debit, credit } = causes[movement.cause];

          return { ...movement, id: newId(), at, debit, credit };
        }),
      )
      .execute();
  }
}

export async function balanceOf(
  executor: Executor,
  programmeCode: string,
  account: LedgerAccount,
): Promise<number> {
  const row = await executor
    .selectFrom("grantBalance")
    .select("yen")
    .where("programmeCode", "=", programmeCode)
    .where("account", "=", account)
    .executeTakeFirst();

  return row?.yen ?? 0;
}

/** As `balanceOf` of what is left, held until the transaction ends: nobody else gives it meanwhile. */
export async function lockAvailable(tx: Tx, programmeCode: string): Promise<number> {
  const row = await tx
    .selectFrom("grantBalance")
    .select("yen")
    .where("programmeCode", "=", programmeCode)
    .where("account", "=", "available")
    .forUpdate()
    .executeTakeFirst();

  return row?.yen ?? 0;
}

export async function allBalances(executor: Executor): Promise<Balance[]> {
  return executor.selectFrom("grantBalance").selectAll().orderBy("programmeCode").execute();
}

/** What a programme was given, over all its versions. */
export async function budgetGiven(executor: Executor, programmeCode: string): Promise<number> {
  const rows = await executor
    .selectFrom("grantLedger")
    .select(({ fn }) => ["cause", fn.sum<number>("yen").as("yen")])
    .where("programmeCode", "=", programmeCode)
    .where("cause", "in", ["budget", "budget-cut"])
    .groupBy("cause")
    .execute();
  const of = (cause: Cause) => Number(rows.find((row) => row.cause === cause)?.yen ?? 0);

  return of("budget") - of("budget-cut");
}

export type JournalEntry = LedgerEntry & { readonly decisionNumber: string | null };

function entries(executor: Executor) {
  return executor
    .selectFrom("grantLedger")
    .leftJoin("grantDecision", "grantDecision.applicationId", "grantLedger.applicationId")
    .selectAll("grantLedger")
    .select("grantDecision.number as decisionNumber");
}

export const ENTRIES_SHOWN = 50;

/** The newest first. @param after the number of the one before them; null: from the newest on */
export async function journalPage(
  executor: Executor,
  after: number | null,
  limit: number,
): Promise<JournalEntry[]> {
  return entries(executor)
    .$if(after !== null, (query) => query.where("grantLedger.number", "<", after))
    .orderBy("grantLedger.number", "desc")
    .limit(limit)
    .execute();
}

type Part = {
  /** The number of the last entry that is known already. */
  readonly after?: number;
  readonly from?: Temporal.Instant;
  readonly before?: Temporal.Instant;
};

/** In its order, as it is pulled. */
export async function* journal(executor: Executor, part: Part = {}): AsyncGenerator<JournalEntry> {
  const { from, before } = part;
  let after = part.after ?? 0;
  for (;;) {
    const some = await entries(executor)
      .where("grantLedger.number", ">", after)
      .$if(from !== undefined, (query) => query.where("grantLedger.at", ">=", from ?? null))
      .$if(before !== undefined, (query) => query.where("grantLedger.at", "<", before ?? null))
      .orderBy("grantLedger.number")
      .limit(ROWS_A_STATEMENT)
      .execute();
    yield* some;
    const last = some.at(-1);
    if (!last) return;
    after = last.number;
  }
}
