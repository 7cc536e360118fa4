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

export type Rule = Pick<Step, "title" | "clause">;

/** Those before the one that failed have passed; `undefined` for none, and then all have. */
export function stepsUntil<K extends string>(
  rules: ReadonlyMap<K, Rule>,
  failed: K | undefined,
): readonly (Step & { readonly id: K })[] {
  let status: StepStatus = "passed";
  return [...rules].map(([id, rule]) => {
    if (status === "failed") status = "not-reached";
    if (id === failed) status = "failed";
    return { id, ...rule, status };
  });
}
