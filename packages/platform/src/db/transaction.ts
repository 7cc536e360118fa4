/** One use case, one transaction: repeated as a whole when PostgreSQL says that it came to nothing through no fault of its own. */
import { setTimeout as pause } from "node:timers/promises";
import type { Db, Executor, Tx } from "./database.ts";

const ATTEMPTS = 5;
const FIRST_PAUSE_MILLISECONDS = 50;

/**
 * `work` may run more than once: it must touch nothing outside the transaction, and ask nobody but the database.
 * Repeated are conflicts with a concurrent transaction, and servers that were lost before the commit was asked for. One
 * that is lost while it commits may have committed, so that is the caller's to know, and never repeated.
 */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return untilDone(() => tryOnce(db, work));
}

/** For work that may be done twice, as it finds what it has written before: repeated also where nobody knows whether it was. */
export async function repeatably<T>(executor: Executor, work: () => Promise<T>): Promise<T> {
  if (isTransaction(executor)) return work();

  return untilDone(() =>
    work().then(
      (value) => ({ kind: "done", value }),
      (error: unknown) => ({ kind: "failed", error, committing: false }),
    ),
  );
}

async function untilDone<T>(tryIt: () => Promise<Tried<T>>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = await tryIt();
    if (tried.kind === "done") {
      return tried.value;
    }
    const lost = isConnectionLost(tried.error);
    const mayRepeat = isConflict(tried.error) || (lost && !tried.committing);
    if (attempt === ATTEMPTS || !mayRepeat) {
      throw tried.error;
    }
    if (lost) {
      // A server that starts again, or another that takes its place, needs a moment.
      await pause(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1));
    }
  }
}

type Tried<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown; readonly committing: boolean };

async function tryOnce<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<Tried<T>> {
  let ofWork: { readonly error: unknown } | undefined;
  let committing = false;
  try {
    const value = await db.transaction().execute(async (tx) => {
      const result = await work(tx).catch((error: unknown) => {
        ofWork = { error };
        throw error;
      });
      committing = true;

      return result;
    });

    return { kind: "done", value };
  } catch (error) {
    // On a dead connection the rollback fails as well, and says less.
    return { kind: "failed", error: ofWork ? ofWork.error : error, committing };
  }
}

/** serialization_failure, deadlock_detected: nothing was written, not even when they come with the commit. */
function isConflict(error: unknown): boolean {
  const state = sqlState(error);

  return state === "40001" || state === "40P01";
}

/** SQLSTATE class 08, and a server that shuts down, has crashed or starts; then Node's words for the same. */
const LOST = /^(?:08...|57P0[123]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;
/** pg has no code for these. */
const LOST_WORDS = /^(?:Connection terminated|Client has encountered a connection error)/;

function isConnectionLost(error: unknown): boolean {
  return (
    LOST.test(sqlState(error) ?? "") || (error instanceof Error && LOST_WORDS.test(error.message))
  );
}

/** In the caller's transaction, or where there is none in one of its own. */
export async function within<T>(executor: Executor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return isTransaction(executor) ? work(executor) : transaction(executor, work);
}

function isTransaction(executor: Executor): executor is Tx {
  return executor.isTransaction;
}

/** Five-character SQLSTATE of a database error, or null. 23505 is a broken unique key. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}
