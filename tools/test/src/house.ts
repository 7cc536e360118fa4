/** The house rules that a linter cannot see, read from the text alone. Run as a program: prints what is broken. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

type Rule = {
  readonly what: string;
  /** Matches the offending text. */
  readonly pattern: RegExp;
  /** Where it offends: in the whole text, or only in what is called inside a call of this name. */
  readonly inside?: string;
  /** Whether the rule holds for a file, named by its path from the root with `/`. */
  holdsIn(path: string): boolean;
};

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const isTransaction = (path: string): boolean =>
  path === "packages/platform/src/db/transaction.ts" || isTest(path);
const isStore = (path: string): boolean => /\/store(\.ts|\/.+\.ts)$/.test(path);

const rules: readonly Rule[] = [
  {
    what: "SQL stands only in store.ts and migrations: no run-time import of kysely or pg here",
    pattern: /^import\s+(?!type\b)[^;]*?["'](?:kysely|pg)(?:\/[^"']*)?["']/gm,
    holdsIn: (path) => /^(apps|tools\/cli)\//.test(path) && !isStore(path) && !isTest(path),
  },
  {
    what: "a use case runs in the platform's transaction, which knows what may be done again",
    pattern: /\.transaction\(\)/g,
    holdsIn: (path) => /^(apps\/center|tools|packages)\//.test(path) && !isTransaction(path),
  },
  {
    what: "a transaction may run more than once: it asks nobody outside, and no slow question",
    pattern:
      /\b(?:fetch|download|askRevocation|askAboutCard|(?:hash|verify)Password|files\.put)\(/g,
    inside: "transaction",
    holdsIn: (path) => path.startsWith("apps/center/") && !isTest(path),
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
          [...text.matchAll(rule.pattern)]
            .filter(({ index }) => rule.inside === undefined || isInside(rule.inside, text, index))
            .map(({ index }) => `${path}:${text.slice(0, index).split("\n").length}: ${rule.what}`),
        );
    });
}

/** Whether the place lies between the parentheses of a call of that name. */
function isInside(name: string, text: string, place: number): boolean {
  const calls = text.slice(0, place).matchAll(new RegExp(`\\b${name}\\(`, "g"));

  return Array.from(calls).some((call) => {
    let depth = 0;
    for (const [parenthesis] of text.slice(call.index, place).matchAll(/[()]/g)) {
      depth += parenthesis === "(" ? 1 : -1;
      if (depth === 0) return false;
    }

    return true;
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
