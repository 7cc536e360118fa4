/** Stops a command with one sentence (cause, then what to do) that a person can act on. No stack trace is shown. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
