/** Why the embedded PostgreSQL cannot serve. The caller turns `kind` into what it says to a person. */
export type PostgresProblem =
  | "already-running"
  | "disk-full"
  | "no-unprivileged-user"
  | "no-binaries"
  | "other-version"
  | "failed";

export class PostgresError extends Error {
  override readonly name = "PostgresError";
  readonly kind: PostgresProblem;

  constructor(kind: PostgresProblem, message: string) {
    super(message);
    this.kind = kind;
  }
}
