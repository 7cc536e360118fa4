import pg from "pg";
import { PostgresError } from "./errors.ts";

const oldest = 15;

/** Whether an outside server answers and is new enough. @throws PostgresError "unreachable" or "too-old" */
export async function checkPostgres(url: string): Promise<void> {
  const version = await serverVersion(url).catch((error: unknown) => {
    throw new PostgresError("unreachable", reason(error));
  });
  if (version < oldest * 10_000) {
    throw new PostgresError("too-old", `PostgreSQL ${Math.floor(version / 10_000)} < ${oldest}`);
  }
}

/** 150018 for 15.18. */
async function serverVersion(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version_num') AS version",
    );
    return Number(rows[0]?.version);
  } finally {
    await client.end();
  }
}

/** Node reports a name with several addresses as an AggregateError without words of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(", ");
  return error instanceof Error ? error.message : String(error);
}
