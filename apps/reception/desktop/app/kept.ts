/** What the program remembers from one start to the next: which center it belongs to. No secret is among it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";

const keptSchema = z.object({
  /** An origin: `https://madoguchi.example`. */
  center: z.string().nullable().default(null),
  /** As the center said when it last answered: a start without a network shows the same. */
  demo: z.boolean().default(false),
});
export type KeptFacts = z.infer<typeof keptSchema>;

export interface Kept {
  read(): KeptFacts;
  keep(facts: KeptFacts): void;
}

/** A person's own folder for programs' data, as each system has it. */
export function dataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const home = homedir();
  switch (platform) {
    case "win32":
      return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "Madoguchi");
    case "darwin":
      return join(home, "Library", "Application Support", "Madoguchi");
    default:
      return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "madoguchi");
  }
}

export function openKept(file: string): Kept {
  return {
    read() {
      try {
        return keptSchema.parse(JSON.parse(readFileSync(file, "utf8")));
      } catch {
        // Not there yet, or not ours any more: it is asked for anew.
        return keptSchema.parse({});
      }
    },
    keep(facts) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.part`, JSON.stringify(facts));
      renameSync(`${file}.part`, file);
    },
  };
}
