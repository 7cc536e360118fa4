/** How a check ended: its challenge is used, and what came of it is on record, together or not at all. */
import { gathering, within } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { auditAll, writtenEntries } from "../../audit/index.ts";
import type { DatedEntry } from "../../audit/index.ts";
import { insertCheckRecords, useChallenges } from "../store/checks.ts";
import type { ChallengeKey, CheckRecord } from "../store/checks.ts";

export type Ending = {
  /** To be used up; null where it is unknown, somebody else's, or used before. */
  readonly challenge: ChallengeKey | null;
  /** Null for a refusal. */
  readonly record: CheckRecord | null;
  /** Its id is the ending's own: written twice it is there once. */
  readonly entry: DatedEntry & { readonly id: string };
};

/**
 * Checks that end at the same moment share one transaction. Where its commit was not answered each is tried again by itself, and
 * finds what is written already.
 * @returns whether the challenge was still unused; if it was not, nothing is on record
 */
export const recordEnding = gathering(async (executor, endings: readonly Ending[]) =>
  within(executor, async (tx): Promise<readonly boolean[]> => {
    const used = await useChallenges(
      tx,
      endings.flatMap(({ challenge, entry: { at } }) => (challenge ? { ...challenge, at } : [])),
    );
    let next = 0;
    const isFirst = endings.map(({ challenge }) => challenge === null || used[next++] === true);
    const first = endings.filter((_, index) => isFirst[index]);
    const written = await writtenBefore(
      tx,
      endings.filter((_, index) => !isFirst[index]),
    );
    await putOnRecord(tx, first);

    return endings.map(({ entry }, index) => isFirst[index] === true || written.has(entry.id));
  }),
);

/** What each became: a check where it was answered, and in any case an audit entry. */
export async function putOnRecord(
  tx: Tx,
  endings: readonly { readonly record: CheckRecord | null; readonly entry: DatedEntry }[],
): Promise<void> {
  await insertCheckRecords(
    tx,
    endings.flatMap(({ record }) => record ?? []),
  );
  await auditAll(
    tx,
    endings.map(({ entry }) => entry),
  );
}

/** A challenge that is used up may have been by this very ending. */
async function writtenBefore(tx: Tx, endings: readonly Ending[]): Promise<ReadonlySet<string>> {
  return endings.length === 0
    ? new Set()
    : writtenEntries(
        tx,
        endings.map(({ entry }) => entry),
      );
}
