/** What every `madoguchi` command is. One file a command in `commands/`, registered in `main.ts`. */
export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Shown by `madoguchi <name> --help`: usage, options, examples. */
  readonly help: string;
  /** Resolves to the process's exit code. Loads what it needs by dynamic import, so that `--help` stays instant. */
  run(args: readonly string[]): Promise<number>;
};
