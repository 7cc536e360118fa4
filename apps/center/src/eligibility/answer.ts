/** From what was found to the answer that reception shows. */
import type { Answer, Outcome, PersonAnswer } from "@madoguchi/contract";
import { ageBand, tokyoDate } from "@madoguchi/notation";
import type { Standing } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import { decide, standingsOf, tellsCertificates, withhold } from "../coverage/index.ts";
import type { GivenConsent, Holder, UnlinkReason } from "../coverage/index.ts";
import type { Proof } from "./proof.ts";
import { registryStateOf } from "./rules/registry-state.ts";
import { remarksFor } from "./rules/remarks.ts";
import type { Age } from "./rules/row.ts";
import { cellOf, guidanceOf } from "./rules/table.ts";
import type { Situation } from "./rules/table.ts";

export type ProvedCard = Exclude<Proof, { kind: "refused" }>;

type Part<Kind extends ProvedCard["kind"], Facts extends string> = Pick<
  Extract<ProvedCard, { kind: Kind }>,
  Extract<keyof Extract<ProvedCard, { kind: Kind }>, "kind" | Facts>
>;

/** Of a proved card, what its answer depends on. */
export type AnswerableCard =
  | Part<"trusted", "standing" | "notAfter" | "usableUntil">
  | Part<"expired", "notAfter">
  | Part<"revoked", "at" | "reason">;

export type Finding = {
  /** For the record only; the answer carries no identifier of a person. */
  readonly personId: string | null;
  readonly asOf: Temporal.PlainDate;
} & Pick<Answer, "outcome" | "person" | "coverages" | "guidance" | "remarks" | "consents">;

/**
 * @param holder whom the certificate speaks for; undefined when nobody has linked it
 * @param given what they have agreed that this facility may be told
 * @param unlinked why it speaks for nobody any more, where that is known
 */
export function find(
  card: AnswerableCard,
  holder: Holder | undefined,
  given: readonly GivenConsent[],
  now: Temporal.Instant,
  unlinked: UnlinkReason | null = null,
): Finding {
  const asOf = tokyoDate(now);
  switch (card.kind) {
    case "expired":
      return unanswered("certificate-expired", { card }, asOf, tokyoDate(card.notAfter));
    case "revoked":
      return unanswered("certificate-revoked", { card }, asOf, tokyoDate(card.at));
    case "trusted":
      break;
  }
  const lastDay = tokyoDate(card.notAfter);
  const { standing, usableUntil } = card;
  const certificate = { standing, lastDay, usableUntil };
  if (!holder) {
    const link = { kind: "unlinked", reason: unlinked } as const;

    const found = unanswered("unlinked", { card, link }, asOf, lastDay);

    return { ...found, remarks: remarksFor({ ...found, certificate }) };
  }
  const found = findPerson(holder, given, now, standing, asOf);

  return { ...found, remarks: remarksFor({ ...found, certificate }) };
}

/** What is told of a person, however they became known. @param standing of the card by which they did */
export function findPerson(
  holder: Holder,
  given: readonly GivenConsent[],
  now: Temporal.Instant,
  standing: Standing,
  asOf = tokyoDate(now),
): Omit<Finding, "remarks"> {
  const decision = decide(asOf, holder.coverages, holder.person);
  const { outcome } = decision;
  const consents = standingsOf(given, now);
  // While the insurer confirms, what it registered may be somebody else's.
  const person = outcome === "suspended" ? null : personAnswer(holder);
  // Neither in the coverages nor between the lines of the guidance.
  const coverages = withhold(decision.coverages, consents);
  const situation = {
    card: { kind: "trusted", standing },
    link: { kind: "linked" },
    registry: registryStateOf({ outcome, coverages }),
    age: ageOf(person, asOf),
  } as const satisfies Situation;
  const registered = outcome === "suspended" ? unended(holder) : coverages;

  return {
    personId: holder.person.id,
    asOf,
    outcome,
    person,
    coverages,
    ...(tellsCertificates(outcome) && { consents }),
    guidance: guidanceOf(
      cellOf(situation, { asOf, coverages, registered, certificateEndedOn: null }),
    ),
  };
}

function unanswered(
  outcome: Outcome,
  situation: Situation,
  asOf: Temporal.PlainDate,
  certificateEndedOn: Temporal.PlainDate,
): Finding {
  return {
    personId: null,
    asOf,
    outcome,
    person: null,
    coverages: [],
    guidance: guidanceOf(cellOf(situation, { asOf, coverages: [], certificateEndedOn })),
    remarks: [],
  };
}

function ageOf(person: PersonAnswer | null, asOf: Temporal.PlainDate): Age {
  return person ? ageBand(Temporal.PlainDate.from(person.birthDate), asOf) : "unknown";
}

/** Of these only the insurer's telephone is told. */
function unended({ coverages }: Holder): Holder["coverages"] {
  return coverages.filter(({ disqualifiedOn }) => disqualifiedOn === null);
}

function personAnswer({ person }: Holder): PersonAnswer {
  const { name, kana, sex, birthDate, address, nameOther, kanaOther, postalCode } = person;

  return { name, kana, sex, birthDate, address, nameOther, kanaOther, postalCode };
}
