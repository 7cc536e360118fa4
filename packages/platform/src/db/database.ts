/** The one way to PostgreSQL: Kysely over a pool, with Temporal in and out. */
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import type { Transaction } from "kysely";
import pg from "pg";
import { Temporal } from "temporal-polyfill";
import { instantOf, instantText } from "./instants.ts";
import { withPreparedStatements } from "./statements.ts";

/**
 * Every noun adds its own tables by declaration merging in its `store.ts`:
 * `declare module "@madoguchi/platform" { interface Tables { facility: FacilityTable } }`.
 */
export interface Tables {
  schemaMigration: { name: string; appliedAt: Temporal.Instant };
}

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** For statements that may run alone or inside somebody's transaction. */
export type Executor = Db | Tx;

type DatabaseOptions = { max?: number; onPoolError?: (error: Error) => void };

const IDLE_MILLISECONDS = 10 * 60_000;

/** @param options.onPoolError an idle client lost its server; the next query reports it to its caller. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Db {
  const { max = 10, onPoolError } = options;
  const pool = openPool(
    {
      connectionString: url,
      max,
      types: temporalTypes,
      // A new connection knows none of the statements' plans.
      idleTimeoutMillis: IDLE_MILLISECONDS,
    },
    onPoolError,
  );

  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: withPreparedStatements(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** A pool whose clients may lose their server at any time, also while they are being closed, without ending the process. */
export function openPool(
  config: pg.PoolConfig,
  onError: (error: Error) => void = () => {},
): pg.Pool {
  const pool = new pg.Pool(config);
  // Without a listener Node ends the whole process when the server stops.
  pool.on("error", onError);
  // The pool stops listening to a client that it is closing; the server may end that connection first.
  pool.on("connect", (client) => client.on("error", () => {}));

  return pool;
}

const DATE_OID = 1082;
const TIMESTAMPTZ_OID = 1184;
const BIGINT_OID = 20;

const temporalTypes: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    switch (Number(oid)) {
      case DATE_OID:
        return (text: string) => Temporal.PlainDate.from(text);
      case TIMESTAMPTZ_OID:
        return instantOf;
      case BIGINT_OID:
        return safeInteger;
      default:
        return pg.types.getTypeParser(Number(oid), format);
    }
  },
};

/** bigint columns hold counts and yen; neither comes near 2^53, and a wrong figure must not pass silently. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError("a bigint from the database exceeds 2^53");
  }

  return value;
}

// pg asks each parameter for `toPostgres`; without it a Temporal value would arrive as quoted JSON.
Object.defineProperty(Temporal.Instant.prototype, "toPostgres", {
  value(this: Temporal.Instant) {
    return instantText(this);
  },
  configurable: true,
});
Object.defineProperty(Temporal.PlainDate.prototype, "toPostgres", {
  value: Temporal.PlainDate.prototype.toString,
  configurable: true,
});
