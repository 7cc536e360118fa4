/**
 * Statements that PostgreSQL reads and plans once for each connection: a page asks for a few rows by their keys, and to
 * read its statement anew took as long as to answer it.
 */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/** Statements are few; one that is put together at run time must not fill the server's memory with plans. */
const MOST_STATEMENTS = 500;
const LONGEST_STATEMENT = 8000;

export function withPreparedStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (statement: string): string | undefined => {
    const known = names.get(statement);
    if (known !== undefined) return known;
    if (names.size === MOST_STATEMENTS || !mayBePrepared(statement)) return undefined;
    const name = `madoguchi_${names.size}`;
    names.set(statement, name);

    return name;
  };

  return {
    options: pool.options,
    connect: async () => new PreparingClient(await pool.connect(), nameOf),
    end: () => pool.end(),
  };
}

/**
 * With the plan for any parameters PostgreSQL no longer sees which partial index `on conflict (…) where state = $1` means,
 * and refuses the statement; and of `like $1` it takes for granted that little is found, whatever is looked for.
 * Elsewhere it keeps to plans for the very parameters where those are cheaper.
 */
function mayBePrepared(statement: string): boolean {
  return statement.length <= LONGEST_STATEMENT && !/\bon conflict\s*\(|\blike \$/iu.test(statement);
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #nameOf: (statement: string) => string | undefined;

  constructor(client: pg.PoolClient, nameOf: (statement: string) => string | undefined) {
    this.#client = client;
    this.#nameOf = nameOf;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(sql: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== "string") throw new TypeError("this database is read without cursors");

    // Several commands at once, such as those of a schema, come without parameters.
    const name = parameters.length === 0 ? undefined : this.#nameOf(sql);

    return this.#client.query({ name, text: sql, values: [...parameters] });
  }

  release(destroy = false): void {
    this.#client.release(destroy);
  }
}
