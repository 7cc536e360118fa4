/** One thing that was looked at, and what came of it. */
import type { Language } from "@madoguchi/trust";

export type Said = Readonly<Record<Language, string>>;

export type Step = {
  readonly title: Said;
  /** Where the rule is written. */
  readonly clause: string;
  readonly status: StepStatus;
  /** What was found, beyond that it holds or not. */
  readonly note?: Said;
};

/** `not-reached`: something before it has settled the matter. */
export type StepStatus = "passed" | "failed" | "not-reached";

/** `id`: the rule's name in its table. */
type NamedStep = Step & { readonly id: string };

export type Rule = Pick<Step, "title" | "clause">;

export function rule(ja: string, en: string, clause: string): Rule {
  return { title: { ja, en }, clause };
}

/**
 * Those before the one that failed have passed; `undefined` for none, and then all have.
 * @param rules in the order in which they are looked at
 */
export function stepsUntil<Id extends string>(
  rules: Readonly<Record<Id, Rule>>,
  failed: Id | undefined,
): readonly NamedStep[] {
  let status: StepStatus = "passed";
  return Object.entries<Rule>(rules).map(([id, each]) => {
    if (status === "failed") status = "not-reached";
    if (id === failed) status = "failed";
    return { id, ...each, status };
  });
}
