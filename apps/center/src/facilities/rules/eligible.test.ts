/** Every combination of answers, held against the table; and that only what still matters is asked. */
import { expect, test } from "vitest";
import {
  askedOf,
  eligibleTable,
  isTarget,
  kindForTarget,
  nextStep,
  nonTargets,
  questionNames,
  questions,
  targets,
  targetsFor,
} from "./eligible.ts";
import type {
  EligibleAnswers,
  EligibleRow,
  Outcome,
  PartialAnswers,
  Question,
} from "./eligible.ts";
import { optionsFor, outcomeWords } from "./eligible-words.ts";

const everything: readonly EligibleAnswers[] = questions.kind.flatMap((kind) =>
  questions.claims.flatMap((claims) =>
    questions.fullType.flatMap((fullType) =>
      questions.place.flatMap((place) =>
        questions.checkups.map((checkups) => ({ kind, claims, fullType, place, checkups })),
      ),
    ),
  ),
);

function matching(answers: EligibleAnswers): readonly EligibleRow[] {
  return eligibleTable.filter(({ when }) =>
    questionNames.every((name) => {
      const accepted: readonly string[] | undefined = when[name];

      return accepted?.includes(answers[name]) ?? true;
    }),
  );
}

const known = new Map(everything.map((answers) => [answers, matching(answers)[0]?.outcome]));
const outcomeOf = (answers: EligibleAnswers) => known.get(answers);

/** As a person is led: each question that is asked, until something is told. */
function walk(answers: EligibleAnswers): { asked: PartialAnswers; outcome: Outcome } {
  let asked: PartialAnswers = {};
  for (;;) {
    const step = nextStep(asked);
    if (step.kind === "told") return { asked, outcome: step.outcome };
    asked = { ...asked, [step.question]: answers[step.question] };
  }
}

test("every combination of answers stands in the table exactly once", () => {
  expect(everything).toHaveLength(8 * 5 * 8 * 3 * 2);
  expect(everything.filter((answers) => matching(answers).length !== 1)).toEqual([]);
});

test("every row and every outcome can be come to by answers that the pages offer", () => {
  const offered = everything.filter(({ kind, claims }) =>
    optionsFor("claims", kind).includes(claims),
  );
  const rows = new Set(offered.flatMap(matching));
  expect(eligibleTable.filter((row) => !rows.has(row))).toEqual([]);
  const outcomes = new Set([...rows].map(({ outcome }) => outcome));
  expect([...outcomes].toSorted()).toEqual([...targets, ...nonTargets].toSorted());
});

test("the questions that are asked lead where all five would", () => {
  expect(everything.filter((answers) => walk(answers).outcome !== outcomeOf(answers))).toEqual([]);
});

test("no question is asked that changes nothing", () => {
  const walks = new Map(
    everything.map(walk).map(({ asked }) => [JSON.stringify(asked), asked] as const),
  );
  for (const [words, asked] of walks) {
    const others = (name: Question) =>
      everything.filter((other) =>
        questionNames.every(
          (each) => each === name || asked[each] === undefined || other[each] === asked[each],
        ),
      );
    const asking = questionNames.filter((name) => asked[name] !== undefined);
    const idle = asking.filter((name) => new Set(others(name).map(outcomeOf)).size === 1);
    expect(idle, words).toEqual([]);
  }
});

test("an address with answers that nobody was asked for keeps those that were", () => {
  expect(askedOf({ kind: "treatment", claims: "delegated", place: "visit" })).toEqual({
    kind: "treatment",
    claims: "delegated",
  });
  expect(askedOf({ claims: "paper" })).toEqual({});
  expect(nextStep({ kind: "visitingNursing" })).toEqual({
    kind: "told",
    outcome: "visitingNursing",
  });
});

test("a target registers as a kind that can be one", () => {
  const unfit = everything.filter((answers) => {
    const outcome = outcomeOf(answers);

    return (
      outcome !== undefined &&
      isTarget(outcome) &&
      !targetsFor(kindForTarget(answers.kind, outcome)).includes(outcome)
    );
  });
  expect(unfit).toEqual([]);
});

test("each outcome says why, where it is written and what to do, in sentences that can be read", () => {
  for (const outcome of [...targets, ...nonTargets]) {
    const { title, reasons, source, next } = outcomeWords[outcome];
    expect(reasons.length).toBeGreaterThan(0);
    expect(next.length).toBeGreaterThan(0);
    expect(source).not.toBe("");
    for (const sentence of [title, ...reasons, ...next]) {
      expect([...sentence].length, sentence).toBeLessThanOrEqual(60);
    }
    expect(title.startsWith("対象です")).toBe(isTarget(outcome));
  }
});
