/** Work that happens after a transaction and because of it: enqueued inside it, so that it vanishes with it. */
import { Logger, run } from "graphile-worker";
import type { Runner, TaskList } from "graphile-worker";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { openPool } from "../db/database.ts";
import type { Tx } from "../db/database.ts";

/** Job names and payloads; a noun adds its own by declaration merging. Payloads are plain JSON. */
export interface Jobs {}

export type JobName = keyof Jobs & string;
export type JobHandlers = { readonly [N in JobName]: (payload: Jobs[N]) => Promise<void> };

const PAYLOADS_A_STATEMENT = 1000;

export async function enqueue<N extends JobName>(tx: Tx, name: N, payload: Jobs[N]): Promise<void> {
  await sql`select graphile_worker.add_job(${name}::text, ${JSON.stringify(payload)}::json)`.execute(
    tx,
  );
}

/** As many of them as there are payloads, in few statements. */
export async function enqueueAll<N extends JobName>(
  tx: Tx,
  name: N,
  payloads: readonly Jobs[N][],
): Promise<void> {
  for (let from = 0; from < payloads.length; from += PAYLOADS_A_STATEMENT) {
    const some = payloads.slice(from, from + PAYLOADS_A_STATEMENT);
    await sql`select count(graphile_worker.add_job(${name}::text, payload))
      from json_array_elements(${JSON.stringify(some)}::json) payload`.execute(tx);
  }
}

/** One for each row of a select of `payload`. */
export async function enqueueFrom(
  tx: Tx,
  name: JobName,
  payloads: RawBuilder<unknown>,
): Promise<void> {
  await sql`select count(graphile_worker.add_job(${name}::text, payload::json))
    from (${payloads}) asked`.execute(tx);
}

/** As `enqueue`, but never two of the name at one time. */
export async function enqueueInTurn<N extends JobName>(
  tx: Tx,
  name: N,
  payload: Jobs[N],
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}::text, ${JSON.stringify(payload)}::json, queue_name => ${name}::text)`.execute(tx);
}

/** As `enqueue`, unless such a job waits already: then that one is enough. */
export async function enqueueOnce<N extends JobName>(
  tx: Tx,
  name: N,
  payload: Jobs[N],
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}::text, ${JSON.stringify(payload)}::json, job_key => ${name}::text)`.execute(tx);
}

/** Jobs that failed so often that they are not tried again, with the people in their payloads. @returns how many */
export async function forgetFailedJobsBefore(tx: Tx, instant: Temporal.Instant): Promise<number> {
  const { rows } = await sql`
    select graphile_worker.complete_jobs(array(
      select id from graphile_worker.jobs where attempts >= max_attempts and updated_at < ${instant}
    ))`.execute(tx);

  return rows.length;
}

/** @param crontab lines of `minute hour day month weekday job`, in UTC */
export async function startWorker(
  databaseUrl: string,
  handlers: JobHandlers,
  crontab = "",
): Promise<{ stop(): Promise<void> }> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries<(payload: never) => Promise<void>>(handlers).map(([name, handle]) => [
      name,
      // graphile-worker hands back the JSON that `enqueue` typed.
      (payload: unknown) => handle(payload as never),
    ]),
  );
  const pool = openPool({ connectionString: databaseUrl });
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    logger: new Logger(() => logProblem),
    crontab,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2000,
  });

  return {
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
}

/**
 * Only when something went wrong, and of a failed job only which one: its payload may name a person, and so may the
 * words of its error, such as a mail server's. They stay with the job, in the database.
 */
function logProblem(level: string, message: string): void {
  if (level === "error" || level === "warning") {
    const [own = ""] = message.split(/ with error '|\n/, 1);
    process.stderr.write(`jobs: ${own}\n`);
  }
}
