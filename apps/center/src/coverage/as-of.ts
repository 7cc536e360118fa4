/** What is right for a person on a day, by what was known at a moment. */
import type { Executor } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { decide } from "./rules/decide.ts";
import type { Decision } from "./rules/decide.ts";
import { readKnown } from "./store/read.ts";
import type { Holder } from "./store/read.ts";

/** @returns null when nothing was known of the person yet */
export async function decideAsOf(
  executor: Executor,
  personId: string,
  asOf: Temporal.PlainDate,
  knownAt: Temporal.Instant,
): Promise<Decision | null> {
  const [holder] = await readKnown(executor, [{ personId, knownAt }]);

  return decisionOn(asOf, holder);
}

export type BeforeAndNow = { readonly before: Decision | null; readonly now: Decision | null };

/** 「6月3日に何と答え、今なら6月3日について何と答えるか」: in one statement. */
export async function decideBeforeAndNow(
  executor: Executor,
  personId: string,
  asOf: Temporal.PlainDate,
  known: { readonly before: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<BeforeAndNow> {
  const [before, now] = await readKnown(executor, [
    { personId, knownAt: known.before },
    { personId, knownAt: known.now },
  ]);

  return { before: decisionOn(asOf, before), now: decisionOn(asOf, now) };
}

function decisionOn(asOf: Temporal.PlainDate, holder: Holder | undefined): Decision | null {
  return holder ? decide(asOf, holder.coverages, holder.person) : null;
}
