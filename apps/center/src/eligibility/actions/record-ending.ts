/** How a check ended: its challenge is used, and what came of it is on record, together or not at all. */
import { gathering, repeatably } from "@madoguchi/platform";
import { writtenEntries } from "../../audit/index.ts";
import { writeEndings } from "../store/endings.ts";
import type { Ending } from "../store/endings.ts";

/**
 * Checks that end at the same moment share one statement. Where its answer was lost each is written again by itself, and finds
 * what is written already.
 * @returns whether the challenge was still unused; if it was not, nothing is on record
 */
export const recordEnding = gathering((executor, endings: readonly Ending[]) =>
  repeatably(executor, async (): Promise<readonly boolean[]> => {
    const written = await writeEndings(executor, firstOfEachChallenge(endings));
    const others = endings.flatMap(({ entry }) => (written.has(entry.id) ? [] : entry));
    // A challenge that is used up may have been by this very ending.
    const before = others.length > 0 ? await writtenEntries(executor, others) : written;

    return endings.map(({ entry: { id } }) => written.has(id) || before.has(id));
  }),
);

function firstOfEachChallenge(endings: readonly Ending[]): readonly Ending[] {
  const taken = new Set<string>();

  return endings.filter(({ challenge }) => {
    if (!challenge) return true;
    const isFirst = !taken.has(challenge.id);
    taken.add(challenge.id);

    return isFirst;
  });
}
