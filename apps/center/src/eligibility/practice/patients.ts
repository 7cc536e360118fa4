/** One patient for each cell of the table, answered by the very functions that answer a check. */
import { problem, problemSlug } from "@madoguchi/contract";
import type {
  Answer,
  PracticePatient,
  PracticeStage,
  Problem,
  ProblemSlug,
} from "@madoguchi/contract";
import { startOfDay, tokyoDate } from "@madoguchi/notation";
import type { RevocationReason, Standing } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import type { GivenConsent, Holder, UnlinkReason } from "../../coverage/index.ts";
import { standingsOf, withhold } from "../../coverage/index.ts";
import { find } from "../answer.ts";
import type { AnswerableCard } from "../answer.ts";
import { everyAnswer } from "../rules/article.ts";
import type { RegistryState } from "../rules/registry-state.ts";
import type { Age } from "../rules/row.ts";
import { everySituation } from "../rules/situations.ts";
import { cellOf, problemWordsOf } from "../rules/table.ts";
import type { Situation } from "../rules/table.ts";
import { holderIn } from "./people.ts";

export type PracticePlace = {
  readonly now: Temporal.Instant;
  readonly facility: Answer["facility"];
};

/** In the order of the help article. */
export function practicePatients(place: PracticePlace): PracticePatient[] {
  const patients = everySituation
    .filter(isPractised)
    .map((situation) => patientIn(situation, place));

  return patients.toSorted((a, b) => orderOf(a.code) - orderOf(b.code));
}

/** How the certificate stands changes no cell, only a remark: that is practised with one patient each. */
export function isPractised(situation: Situation): boolean {
  if (situation.card.kind !== "trusted" || situation.card.standing === "valid") return true;

  return (
    "registry" in situation &&
    situation.age === "standard" &&
    situation.registry.outcome === "valid" &&
    situation.registry.terms === "usual" &&
    !situation.registry.limitCertificate &&
    !situation.registry.elderlyCertificate
  );
}

function patientIn(situation: Situation, place: PracticePlace): PracticePatient {
  const { code, cause, result } = cellOf(situation, {
    asOf: tokyoDate(place.now),
    coverages: [],
    certificateEndedOn: null,
  });
  const refusal = result.kind === "problem" ? refusalOf(situation, result.slug, place) : null;
  const { card } = situation;
  const variant =
    "registry" in situation ? variantOf(situation) : card.kind === "trusted" ? "" : cause;

  return {
    id: [code, variant].filter((part) => part !== "").join("："),
    ...headingOf(code),
    variant,
    code,
    refusal,
    ...answersIn(situation, refusal, place),
  };
}

function answersIn(
  situation: Situation,
  refusal: PracticePatient["refusal"],
  place: PracticePlace,
): Pick<PracticePatient, "answer" | "agreed" | "afterFirstUse"> {
  const asOf = tokyoDate(place.now);
  const registered = () => holderIn(usual, "standard", asOf);
  if ("registry" in situation) {
    const { card, registry, age } = situation;
    const isAgreed = registry.outcome === "valid" && registry.limitCertificate;
    const holder = holderIn(registry, age, asOf);

    return askedOf(place, card.standing, holder, isAgreed ? agreedBefore(place) : []);
  }
  if ("link" in situation || refusal?.stage === "firstUse") {
    const reason = "link" in situation ? situation.link.reason : null;
    const answer = answerTo(place, trustedCard(asOf, "valid"), undefined, [], reason);
    const { answer: afterFirstUse } = askedOf(place, "valid", registered(), agreedBefore(place));

    return { answer, agreed: null, afterFirstUse };
  }
  switch (situation.card.kind) {
    case "expired":
      return alone(answerTo(place, expiredCard(asOf), undefined));
    case "revoked":
      return alone(answerTo(place, revokedCard(asOf, situation.card.reason), undefined));
    default:
      return askedOf(place, "valid", registered(), []);
  }
}

const usual = {
  outcome: "valid",
  terms: "usual",
  elderlyCertificate: false,
  limitCertificate: true,
} as const satisfies RegistryState;

function alone(answer: Answer) {
  return { answer, agreed: null, afterFirstUse: null };
}

/** Where certificates could be told, what is told if the patient agrees to both. */
function askedOf(
  place: PracticePlace,
  standing: Standing,
  holder: Holder,
  given: readonly GivenConsent[],
): Pick<PracticePatient, "answer" | "agreed" | "afterFirstUse"> {
  const card = trustedCard(tokyoDate(place.now), standing);
  const answer = answerTo(place, card, holder, given);
  const consents = standingsOf(agreedBefore(place), place.now);
  const { coverages } = answerTo(place, card, holder, agreedBefore(place));
  const agreed = answer.consents ? { coverages: withhold(coverages, consents), consents } : null;

  return { answer, agreed, afterFirstUse: null };
}

function answerTo(
  { now, facility }: PracticePlace,
  card: AnswerableCard,
  holder: Holder | undefined,
  given: readonly GivenConsent[] = [],
  unlinked: UnlinkReason | null = null,
): Answer {
  const { personId: _, ...found } = find(card, holder, given, now, unlinked);

  return {
    ...found,
    // Of no check: whoever plays one gives it a number of its own.
    checkId: "00000000-0000-7000-8000-000000000000",
    checkedAt: now.toString(),
    purpose: "pinCheck",
    asOf: found.asOf.toString(),
    ...(facility && { facility }),
  };
}

function agreedBefore({ now }: PracticePlace): GivenConsent[] {
  const period = { givenAt: now.subtract({ hours: 1 }), endsAt: now.add({ hours: 24 * 20 }) };

  return (["limitCertificate", "specificDiseases"] as const).map((scope) => ({
    scope,
    ...period,
    withdrawnAt: null,
  }));
}

const lastDays = { valid: 900, expiring: 45, "expired-grace": -30 } as const satisfies Record<
  Standing,
  number
>;

function trustedCard(asOf: Temporal.PlainDate, standing: Standing): AnswerableCard {
  const lastDay = asOf.add({ days: lastDays[standing] });

  return {
    kind: "trusted",
    standing,
    notAfter: endOf(lastDay),
    usableUntil: lastDay.add({ months: 3 }),
  };
}

function expiredCard(asOf: Temporal.PlainDate): AnswerableCard {
  return { kind: "expired", notAfter: endOf(asOf.subtract({ months: 5 })) };
}

function revokedCard(asOf: Temporal.PlainDate, reason: RevocationReason): AnswerableCard {
  return { kind: "revoked", at: startOfDay(asOf.subtract({ days: 12 })), reason };
}

function endOf(day: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(day.add({ days: 1 })).subtract({ seconds: 1 });
}

function refusalOf(
  situation: Situation,
  slug: ProblemSlug,
  { now }: PracticePlace,
): { stage: PracticeStage; problem: Problem } {
  const cell = cellOf(situation, { asOf: tokyoDate(now), coverages: [], certificateEndedOn: null });
  const refused = problem(slug, problemWordsOf(cell));

  return { stage: stageOf(problemSlug(refused)), problem: refused };
}

const stages: readonly (readonly [PracticeStage, RegExp])[] = [
  ["visualCheck", /^face-record-/],
  ["firstUse", /^first-use-/],
  ["consents", /^consent-/],
  ["card", /^(certificate-|revocation-|card-|challenge-)/],
];

/** Whatever concerns neither card nor person keeps a check from beginning. */
function stageOf(slug: ProblemSlug): PracticeStage {
  return stages.find(([, pattern]) => pattern.test(slug))?.[0] ?? "challenge";
}

const topics = everyAnswer.flatMap(({ heading: part, topics: under }) =>
  under.flatMap(({ title, entries }) =>
    entries.flatMap(({ codes }) => codes.map((code) => ({ code, part, title }))),
  ),
);

const orderOf = (of: string) => topics.findIndex(({ code }) => code === of);

function headingOf(of: string): Pick<PracticePatient, "part" | "title"> {
  const found = topics.find(({ code }) => code === of);
  if (!found) throw new RangeError(`a cell that the article does not tell of: ${of}`);

  return { part: found.part, title: found.title };
}

const ageWords = {
  preschool: "就学前",
  standard: "就学後から69歳",
  "from-70": "70〜74歳",
  "from-75": "75歳以上",
  unknown: "",
} as const satisfies Record<Age, string>;

const standingWords = {
  valid: "",
  expiring: "電子証明書の期限が近い",
  "expired-grace": "電子証明書の期限切れから3か月以内",
} as const satisfies Record<Standing, string>;

type Registered = Extract<Situation, { registry: RegistryState }>;

function variantOf({ card, registry, age }: Registered): string {
  const isValid = registry.outcome === "valid";

  return [
    ageWords[age],
    isValid && registry.elderlyCertificate ? "高齢受給者証あり" : "",
    isValid && registry.limitCertificate ? "限度額の提供に同意済み" : "",
    standingWords[card.standing],
  ]
    .filter((word) => word !== "")
    .join("、");
}
