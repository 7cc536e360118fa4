/** docs/lifecycles.md is drawn from the tables that the code itself asks. `WRITE_DOCS=1` writes it anew. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lifecycles } from "./lifecycles.ts";
import type { Lifecycle } from "./lifecycles.ts";

const PAGE = join(import.meta.dirname, "../../../docs/lifecycles.md");

function page(): string {
  const head = `# Lifecycles

Drawn from the tables that the code asks before it changes a state (\`WRITE_DOCS=1 npx vitest run apps/center/src/lifecycles.test.ts\`);
a test holds the two to each other. Each arrow is an event, one transaction, and a line on record.
`;
  return [head, ...lifecycles.map(drawing)].join("\n");
}

function drawing({ title, file, begins, transitions }: Lifecycle): string {
  const arrows = Object.entries(transitions).flatMap(([from, events]) => {
    const out = Object.entries(events).map(
      ([event, to]) => `  ${nameOf(from)} --> ${nameOf(to)}: ${event}`,
    );
    return out.length > 0 ? out : [`  ${nameOf(from)} --> [*]`];
  });
  return `## ${title}

\`apps/center/src/${file}\`

\`\`\`mermaid
stateDiagram-v2
  [*] --> ${nameOf(begins)}
${arrows.join("\n")}
\`\`\`
`;
}

const nameOf = (state: string) => state.replaceAll(/[ -]/g, "_");

test("every state can be reached, and every arrow leads to a state", () => {
  for (const { title, begins, transitions } of lifecycles) {
    const reached = new Set([begins]);
    for (const state of reached) {
      for (const to of Object.values(transitions[state] ?? {})) reached.add(to);
    }
    reached.delete("as before");
    expect([title, [...reached].toSorted()]).toEqual([title, Object.keys(transitions).toSorted()]);
  }
});

test("docs/lifecycles.md is what the code says", async () => {
  if (process.env["WRITE_DOCS"] === "1") await writeFile(PAGE, page());
  expect(await readFile(PAGE, "utf8")).toBe(page());
});
