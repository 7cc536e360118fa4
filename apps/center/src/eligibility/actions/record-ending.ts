/** How a check ended: its challenge is used, and what came of it is on record, together or not at all. */
import { gathering, within } from "@madoguchi/platform";
import { auditAll } from "../../audit/index.ts";
import type { DatedEntry } from "../../audit/index.ts";
import { insertCheckRecords, useChallenges } from "../store/checks.ts";
import type { ChallengeKey, CheckRecord } from "../store/checks.ts";

export type Ending = {
  /** To be used up; null where it is unknown, somebody else's, or used before. */
  readonly challenge: ChallengeKey | null;
  /** Null for a refusal. */
  readonly record: CheckRecord | null;
  readonly entry: DatedEntry;
};

/**
 * Checks that end at the same moment share one transaction.
 * @returns whether the challenge was still unused; if it was not, nothing is on record
 */
export const recordEnding = gathering(async (executor, endings: readonly Ending[]) =>
  within(executor, async (tx): Promise<readonly boolean[]> => {
    const used = await useChallenges(
      tx,
      endings.flatMap(({ challenge, entry: { at } }) => (challenge ? { ...challenge, at } : [])),
    );
    let next = 0;
    const counts = endings.map(({ challenge }) => challenge === null || used[next++] === true);
    const counted = endings.filter((_, index) => counts[index]);
    await insertCheckRecords(
      tx,
      counted.flatMap(({ record }) => record ?? []),
    );
    await auditAll(
      tx,
      counted.map(({ entry }) => entry),
    );

    return counts;
  }),
);
