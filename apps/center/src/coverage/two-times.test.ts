/** What we answered then, and what we would answer now: the registry against a memory that forgets nothing. */
import { randomInt } from "node:crypto";
import { openDatabase, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { freshDatabase } from "@madoguchi/test";
import type { FreshDatabase } from "@madoguchi/test";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  insurers,
  labels,
  randomFrom,
  randomHistory,
  randomQuestion,
  remember,
} from "./histories.fixture.ts";
import type { Expected, History, Learnt, Question } from "./histories.fixture.ts";
import { insertInsurers } from "./index.ts";
import { decide, phaseOn } from "./rules/decide.ts";
import { readKnown } from "./store/read.ts";
import type { Holder } from "./store/read.ts";
import { putCoverages, putPeople } from "./store/write.ts";

const HISTORIES = 100_000;
const AT_ONCE = 5000;

let database: FreshDatabase;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, { max: 1 });
  await transaction(db, (tx) =>
    insertInsurers(
      tx,
      insurers.map((number) => ({ number, name: `架空保険者 ${number}` })),
    ),
  );
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** The first thing learnt of everybody, then the second, and so on: many people's in one statement. */
async function teach(histories: readonly History[]): Promise<void> {
  const longest = Math.max(...histories.map(({ learnt }) => learnt.length));
  await transaction(db, async (tx) => {
    for (let step = 0; step < longest; step += 1) {
      const learnt = histories.flatMap((history) => history.learnt[step] ?? []);
      await putPeople(
        tx,
        learnt.filter(isPerson).map(({ record }) => record),
      );
      await putCoverages(
        tx,
        learnt.filter(isCoverage).map(({ record }) => record),
      );
    }
  });
}

const isPerson = (learnt: Learnt) => learnt.kind === "person";
const isCoverage = (learnt: Learnt) => learnt.kind === "coverage";

function answer(holder: Holder | undefined, { asOf }: Question): Expected {
  if (!holder) return { outcome: "unknown", name: null, shown: [] };
  const { name } = holder.person;
  const { outcome, coverages } = decide(
    Temporal.PlainDate.from(asOf),
    holder.coverages,
    holder.person,
  );
  const shown = coverages.filter((each) => phaseOn(each, asOf) !== "ended");

  return { outcome, name, shown: labels(shown) };
}

// Minutes, where the machine is busy with other tests; it needs half of one.
const patience = { timeout: 600_000 };

test(
  "100,000 histories are answered as a memory of everything answers them",
  patience,
  async () => {
    const seed = randomInt(2 ** 31);
    const random = randomFrom(seed);
    const outcomes = new Map<string, number>();
    for (let from = 0; from < HISTORIES; from += AT_ONCE) {
      const asked = Array.from({ length: AT_ONCE }, () => randomHistory(random)).map((history) => ({
        history,
        question: randomQuestion(history, random),
      }));
      await teach(asked.map(({ history }) => history));
      const holders = await readKnown(
        db,
        asked.map(({ question }) => question),
      );
      const expected = asked.map(({ history, question }) => remember(history, question));
      for (const { outcome } of expected) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const answers = asked.map(({ question }, index) => answer(holders[index], question));
      expect(answers, `seed ${seed}, histories from ${from} on`).toEqual(expected);
    }
    // Every answer that there is was tried often enough to mean something.
    expect([...outcomes.keys()].toSorted()).toEqual([
      "invalid",
      "invalid-newer",
      "multiple",
      "none",
      "suspended",
      "unknown",
      "valid",
    ]);
    expect(Math.min(...outcomes.values())).toBeGreaterThan(HISTORIES / 100);
  },
);
