/** The house rules that a linter cannot see, read from the text alone. Run as a program: prints what is broken. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

type Rule = {
  readonly what: string;
  /** Matches the offending text. */
  readonly pattern: RegExp;
  /** Whether the rule holds for a file, named by its path from the root with `/`. */
  holdsIn(path: string): boolean;
};

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const isStore = (path: string): boolean => /\/store(\.ts|\/.+\.ts)$/.test(path);

const rules: readonly Rule[] = [
  {
    what: "SQL stands only in store.ts and migrations: no run-time import of kysely or pg here",
    pattern: /^import\s+(?!type\b)[^;]*?["'](?:kysely|pg)(?:\/[^"']*)?["']/gm,
    holdsIn: (path) => /^(apps|tools\/cli)\//.test(path) && !isStore(path) && !isTest(path),
  },
  {
    what: "a rule is kept, not switched off by a comment",
    pattern: /(?:oxlint|eslint)-disable|@ts-(?:ignore|nocheck|expect-error)|oxfmt-ignore/g,
    holdsIn: (path) => !path.startsWith("tools/test/src/house"),
  },
  {
    what: "no test is skipped, postponed, or run alone",
    pattern: /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|todo|only|skipIf|runIf|fails)\b/g,
    holdsIn: (path) => isTest(path) && !path.startsWith("tools/test/src/house"),
  },
];

/** @returns one line for each place where a rule is broken: `path:line: rule` */
export function brokenRules(root: string): string[] {
  return ["apps", "packages", "tools"]
    .flatMap((folder) => sourceFiles(join(root, folder)))
    .flatMap((file) => {
      const path = relative(root, file).split(sep).join("/");
      const text = readFileSync(file, "utf8");
      return rules
        .filter((rule) => rule.holdsIn(path))
        .flatMap((rule) =>
          [...text.matchAll(rule.pattern)].map(
            ({ index }) => `${path}:${text.slice(0, index).split("\n").length}: ${rule.what}`,
          ),
        );
    });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name === "dist") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

if (import.meta.main) {
  const broken = brokenRules(process.cwd());
  for (const line of broken) console.error(line);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
