export { checkPostgres } from "./check.ts";
export { type PostgresOptions, type RunningPostgres, startPostgres } from "./cluster.ts";
export { PostgresError, type PostgresProblem } from "./errors.ts";
