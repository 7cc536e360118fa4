/** One use case, one transaction: repeated as a whole when PostgreSQL says that a concurrent one got in its way. */
import type { Db, Tx } from "./database.ts";

// serialization_failure, deadlock_detected: nothing was written, so running again is safe.
const RETRYABLE = new Set(["40001", "40P01"]);
const ATTEMPTS = 5;

/** `work` may run more than once: it must touch nothing outside the transaction. */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRYABLE.has(sqlState(error) ?? "")) {
        throw error;
      }
    }
  }
}

/** Five-character SQLSTATE of a database error, or null. 23505 is a broken unique key. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}
