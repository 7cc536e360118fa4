/**
 * 「わたしの施設は対象ですか」: five questions, and a table in which every combination of answers stands exactly once. Whatever
 * the earlier answers have settled is not asked.
 */
import type { FacilityKind } from "./kinds.ts";

export const questions = {
  kind: [
    "medical",
    "dental",
    "pharmacy",
    "treatment",
    "midwifery",
    "checkup",
    "visitingNursing",
    "other",
  ],
  claims: ["paper", "electronic", "delegated", "direct", "none"],
  fullType: ["introduced", "grace1", "grace2", "grace3", "grace4", "grace5", "grace6", "none"],
  place: ["counter", "visit", "otherFlow"],
  checkups: ["yes", "no"],
} as const;

export type Question = keyof typeof questions;
export type AnswerTo<Q extends Question> = (typeof questions)[Q][number];
export type EligibleAnswers = { readonly [Q in Question]: AnswerTo<Q> };
export type PartialAnswers = { readonly [Q in Question]?: AnswerTo<Q> | undefined };

export const questionNames: readonly Question[] = [
  "kind",
  "claims",
  "fullType",
  "place",
  "checkups",
];

/** Why a facility is a target, in the words of the usage application; the five kinds of target, with 猶予 in its three types. */
export const targets = [
  "treatment",
  "paperClaims",
  "grace2",
  "grace4",
  "grace6",
  "checkup",
  "midwifery",
] as const;
export type Target = (typeof targets)[number];

export function isTarget(text: string): text is Target {
  return targets.some((target) => target === text);
}

export const nonTargets = [
  "fullType",
  "preparing",
  "visitsOnly",
  "closing",
  "fullTypeThenHome",
  "hasFullType",
  "homeVisit",
  "otherFlow",
  "noInsuredCare",
  "noDelegation",
  "noDirectPayment",
  "noCheckups",
  "visitingNursing",
  "notMedical",
] as const;
export type NonTarget = (typeof nonTargets)[number];
export type Outcome = Target | NonTarget;

export type EligibleRow = {
  /** What is not named here does not matter. */
  readonly when: { readonly [Q in Question]?: readonly AnswerTo<Q>[] };
  readonly outcome: Outcome;
};

const clinics = ["medical", "dental", "pharmacy"] as const;
/** As they can claim: paper, or by line or disc. All else is no claim of theirs. */
const uninsured = ["delegated", "direct", "none"] as const;

/** The rows exclude each other; a test asks every combination. */
export const eligibleTable: readonly EligibleRow[] = [
  {
    when: {
      kind: clinics,
      claims: ["paper"],
      fullType: ["grace1", "grace2", "grace3", "grace4", "grace5", "grace6", "none"],
    },
    outcome: "paperClaims",
  },
  ...(["grace2", "grace4", "grace6"] as const).map((grace) => ({
    when: { kind: clinics, claims: ["electronic"] as const, fullType: [grace] },
    outcome: grace,
  })),
  {
    when: { kind: clinics, claims: ["electronic"], fullType: ["grace1"] },
    outcome: "preparing",
  },
  {
    when: { kind: clinics, claims: ["electronic"], fullType: ["grace3"] },
    outcome: "visitsOnly",
  },
  { when: { kind: clinics, claims: ["electronic"], fullType: ["grace5"] }, outcome: "closing" },
  {
    when: {
      kind: clinics,
      claims: ["electronic"],
      fullType: ["none"],
      place: ["counter", "otherFlow"],
    },
    outcome: "fullType",
  },
  {
    when: { kind: clinics, claims: ["electronic"], fullType: ["none"], place: ["visit"] },
    outcome: "fullTypeThenHome",
  },
  ...(
    [
      ["counter", "hasFullType"],
      ["visit", "homeVisit"],
      ["otherFlow", "otherFlow"],
    ] as const
  ).map(([place, outcome]) => ({
    when: {
      kind: clinics,
      claims: ["paper", "electronic"] as const,
      fullType: ["introduced"] as const,
      place: [place],
    },
    outcome,
  })),
  { when: { kind: clinics, claims: uninsured, checkups: ["yes"] }, outcome: "checkup" },
  { when: { kind: clinics, claims: uninsured, checkups: ["no"] }, outcome: "noInsuredCare" },
  { when: { kind: ["treatment"], claims: ["delegated"] }, outcome: "treatment" },
  {
    when: { kind: ["treatment"], claims: ["paper", "electronic", "direct", "none"] },
    outcome: "noDelegation",
  },
  { when: { kind: ["midwifery"], claims: ["direct"] }, outcome: "midwifery" },
  {
    when: { kind: ["midwifery"], claims: ["paper", "electronic", "delegated", "none"] },
    outcome: "noDirectPayment",
  },
  { when: { kind: ["checkup", "other"], checkups: ["yes"] }, outcome: "checkup" },
  { when: { kind: ["checkup"], checkups: ["no"] }, outcome: "noCheckups" },
  { when: { kind: ["other"], checkups: ["no"] }, outcome: "notMedical" },
  { when: { kind: ["visitingNursing"] }, outcome: "visitingNursing" },
];

/** The rows that the answers so far leave possible. */
function rowsFor(answers: PartialAnswers): readonly EligibleRow[] {
  return eligibleTable.filter((row) => questionNames.every((name) => fits(row, name, answers)));
}

function fits(row: EligibleRow, name: Question, answers: PartialAnswers): boolean {
  const accepted: readonly string[] | undefined = row.when[name];
  const answer = answers[name];

  return accepted === undefined || answer === undefined || accepted.includes(answer);
}

export type EligibleStep =
  | { readonly kind: "ask"; readonly question: Question }
  | { readonly kind: "told"; readonly outcome: Outcome };

/** The next question that still matters, or what the answers come to. */
export function nextStep(answers: PartialAnswers): EligibleStep {
  const rows = rowsFor(answers);
  const [first] = rows;
  if (first && rows.every(({ outcome }) => outcome === first.outcome)) {
    return { kind: "told", outcome: first.outcome };
  }
  const question = questionNames.find(
    (name) => answers[name] === undefined && rows.some(({ when }) => when[name] !== undefined),
  );

  return question
    ? { kind: "ask", question }
    : { kind: "told", outcome: first?.outcome ?? "notMedical" };
}

/** The questions that were asked to come to where the answers are: no others belong into an address. */
export function askedOf(answers: PartialAnswers): PartialAnswers {
  let asked: PartialAnswers = {};
  for (;;) {
    const step = nextStep(asked);
    if (step.kind === "told" || answers[step.question] === undefined) {
      return asked;
    }
    asked = { ...asked, [step.question]: answers[step.question] };
  }
}

/** The kind under which such a facility registers: whoever is a target for its 健診 alone registers for that. */
export function kindForTarget(kind: AnswerTo<"kind">, target: Target): FacilityKind {
  const isNoKind = kind === "visitingNursing" || kind === "other";

  return isNoKind || (target === "checkup" && kind !== "medical") ? "checkup" : kind;
}

/** The targets that a facility of a kind can be: what is carried over must fit what it registers as. */
export function targetsFor(kind: FacilityKind): readonly Target[] {
  switch (kind) {
    case "medical":
      return ["paperClaims", "grace2", "grace4", "grace6", "checkup"];
    case "dental":
    case "pharmacy":
      return ["paperClaims", "grace2", "grace4", "grace6"];
    case "treatment":
    case "checkup":
    case "midwifery":
      return [kind];
  }
}
