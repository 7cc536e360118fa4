/** From what was found to the answer that reception shows. */
import type { Answer, CoverageAnswer, Outcome, PersonAnswer } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { wordsOf } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import { decide, standingsOf, tellsCertificates, withhold } from "../coverage/index.ts";
import type { GivenConsent, Holder } from "../coverage/index.ts";
import type { Proof } from "./proof.ts";
import { guidanceFor, remarksFor } from "./rules.ts";

export type ProvedCard = Exclude<Proof, { kind: "refused" }>;

export type Finding = {
  /** For the record only; the answer carries no identifier of a person. */
  readonly personId: string | null;
  readonly asOf: Temporal.PlainDate;
} & Pick<Answer, "outcome" | "person" | "coverages" | "guidance" | "remarks" | "consents">;

/**
 * @param holder whom the certificate speaks for; undefined when nobody has linked it
 * @param given what they have agreed that this facility may be told
 */
export function find(
  card: ProvedCard,
  holder: Holder | undefined,
  given: readonly GivenConsent[],
  now: Temporal.Instant,
): Finding {
  const asOf = tokyoDate(now);
  switch (card.kind) {
    case "expired":
      return unusable("certificate-expired", asOf, tokyoDate(card.notAfter));
    case "revoked":
      return unusable("certificate-revoked", asOf, tokyoDate(card.at), wordsOf(card).cause);
    case "trusted":
      break;
  }
  const lastDay = tokyoDate(card.notAfter);
  const { standing, usableUntil } = card;
  const remarks = (name: string | null) => remarksFor({ standing, lastDay, usableUntil }, name);
  if (!holder) {
    return { ...unusable("unlinked", asOf, lastDay), remarks: remarks(null) };
  }
  const { outcome, coverages } = decide(asOf, holder.coverages, holder.person);
  const consents = standingsOf(given, now);
  // While the insurer confirms, what it registered may be somebody else's.
  const person = outcome === "suspended" ? null : personAnswer(holder);

  return {
    personId: holder.person.id,
    asOf,
    outcome,
    person,
    coverages: withhold(coverages, consents),
    ...(tellsCertificates(outcome) && { consents }),
    guidance: guidanceFor(outcome, {
      asOf,
      birthDate: person && Temporal.PlainDate.from(person.birthDate),
      coverages,
      registered: outcome === "suspended" ? unended(holder) : coverages,
      certificateEndedOn: null,
    }),
    remarks: remarks(person?.name ?? null),
  };
}

function unusable(
  outcome: Outcome,
  asOf: Temporal.PlainDate,
  certificateEndedOn: Temporal.PlainDate,
  revocation?: string,
): Finding {
  const coverages: CoverageAnswer[] = [];
  const why = revocation === undefined ? {} : { revocation };
  const facts = { asOf, birthDate: null, coverages, certificateEndedOn, ...why };

  return {
    personId: null,
    asOf,
    outcome,
    person: null,
    coverages,
    guidance: guidanceFor(outcome, facts),
    remarks: [],
  };
}

/** Of these only the insurer's telephone is told. */
function unended({ coverages }: Holder): readonly CoverageAnswer[] {
  return coverages.filter(({ disqualifiedOn }) => disqualifiedOn === null);
}

function personAnswer({ person }: Holder): PersonAnswer {
  const { name, kana, sex, birthDate, address } = person;

  return { name, kana, sex, birthDate, address };
}
