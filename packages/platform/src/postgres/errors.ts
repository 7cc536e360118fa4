/** Why PostgreSQL cannot serve; the last two concern an outside one. The caller turns `kind` into words for a person. */
export type PostgresProblem =
  | "already-running"
  | "disk-full"
  | "no-unprivileged-user"
  | "no-binaries"
  | "other-version"
  | "failed"
  | "unreachable"
  | "too-old";

export class PostgresError extends Error {
  override readonly name = "PostgresError";
  readonly kind: PostgresProblem;

  constructor(kind: PostgresProblem, message: string) {
    super(message);
    this.kind = kind;
  }
}
