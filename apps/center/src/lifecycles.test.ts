/** docs/lifecycles.md is drawn from the tables that the code itself asks. `WRITE_DOCS=1` writes it anew. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resetTransitions, roleTransitions } from "./accounts/index.ts";
import { deliveryTransitions } from "./coverage/index.ts";
import { heldTransitions } from "./desk/index.ts";
import { batchTransitions, grantTransitions, paymentTransitions } from "./grants/index.ts";
import { inquiryTransitions } from "./inquiries/index.ts";
import { applicationTransitions } from "./onboarding/index.ts";
import { procedureTransitions } from "./procedures/index.ts";
import { proposalTransitions } from "./proposals/index.ts";
import { appAccountTransitions } from "./terminals/index.ts";

const PAGE = join(import.meta.dirname, "../../../docs/lifecycles.md");

type Lifecycle = {
  readonly title: string;
  /** The file that holds its table. */
  readonly file: string;
  readonly begins: string;
  readonly transitions: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const lifecycles: readonly Lifecycle[] = [
  {
    title: "利用申請",
    file: "onboarding/rules.ts",
    begins: "draft",
    transitions: applicationTransitions,
  },
  {
    title: "施設の手続き",
    file: "procedures/rules.ts",
    begins: "waiting",
    transitions: procedureTransitions,
  },
  {
    title: "A decision until it has effect",
    file: "desk/rules/held.ts",
    begins: "held",
    transitions: heldTransitions,
  },
  {
    title: "補助金の申請",
    file: "grants/rules/application.ts",
    begins: "draft",
    transitions: grantTransitions,
  },
  {
    title: "A payment of a grant",
    file: "grants/rules/payment.ts",
    begins: "due",
    transitions: paymentTransitions,
  },
  {
    title: "振込データ",
    file: "grants/rules/payment.ts",
    begins: "made",
    transitions: batchTransitions,
  },
  {
    title: "アプリアカウント",
    file: "terminals/rules.ts",
    begins: "unissued",
    transitions: appAccountTransitions,
  },
  {
    title: "A file of an insurer",
    file: "coverage/rules/deliveries.ts",
    begins: "waiting",
    transitions: deliveryTransitions,
  },
  {
    title: "お問い合わせ",
    file: "inquiries/rules.ts",
    begins: "unconfirmed",
    transitions: inquiryTransitions,
  },
  {
    title: "A change by two officials",
    file: "proposals/rules.ts",
    begins: "proposed",
    transitions: proposalTransitions,
  },
  {
    title: "Roles of an official",
    file: "accounts/officials/rules.ts",
    begins: "open",
    transitions: roleTransitions,
  },
  {
    title: "確認方法の解除",
    file: "accounts/factor-reset/rules.ts",
    begins: "asked",
    transitions: resetTransitions,
  },
];

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
