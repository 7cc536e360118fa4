/** 資格確認: one signed challenge in, one answer out, both on record in the same transaction. */
import type {
  Answer,
  ChallengePurpose,
  CheckPurpose,
  ComparedPhoto,
  ConsentChoices,
  ProblemSlug,
} from "@madoguchi/contract";
import { newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { whyUnlinked } from "../../coverage/index.ts";
import type { AskedHolder } from "../../coverage/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { find } from "../answer.ts";
import type { ProvedCard } from "../answer.ts";
import type { Refusal } from "../proof.ts";
import { consumeChallenge, findChallenge, insertCheckRecord } from "../store/checks.ts";
import type { ChallengeRow } from "../store/checks.ts";
import { changeConsents } from "./change-consents.ts";

export type CheckResult = { readonly kind: "answered"; readonly answer: Answer } | Refusal;

/** Whose card the evidence proves, or why it proves nothing. */
export type Judgement =
  | {
      readonly kind: "proved";
      readonly card: ProvedCard;
      /** Undefined when nobody has linked the certificate. */
      readonly holder: AskedHolder | undefined;
    }
  | Refusal;

export type Question = {
  readonly challengeId: string;
  readonly purpose: ChallengePurpose;
  /** SHA-256 of the card's certificate, hex. */
  readonly fingerprint: string;
  /** What the patient chose before, if they were asked. */
  readonly consents: ConsentChoices | undefined;
  /** 目視 only. */
  readonly statement: { readonly compared: ComparedPhoto; readonly at: Temporal.Instant } | null;
  readonly judge: (
    tx: Tx,
    challenge: ChallengeRow & { readonly revision: number },
    now: Temporal.Instant,
  ) => Promise<Judgement>;
};

/**
 * A refusal commits like an answer does: its challenge stays used and its audit entry stays written.
 * Only another terminal's challenge, or one for another way of checking, is left as it was.
 */
export async function answerChallenge(
  center: Center,
  actor: TerminalActor,
  question: Question,
): Promise<CheckResult> {
  const { challengeId, purpose, judge } = question;

  return transaction(center.db, async (tx): Promise<CheckResult> => {
    const now = center.clock.now();
    const refuse = (refusal: Refusal) => refused(tx, center, actor, question, refusal);
    const challenge = await consumeChallenge(
      tx,
      { id: challengeId, facilityId: actor.facilityId, terminalId: actor.id, purpose },
      now,
    );
    if (!challenge) {
      const reason = whyNot(await findChallenge(tx, challengeId), actor, purpose);

      return refuse({ kind: "refused", reason });
    }
    if (Temporal.Instant.compare(now, challenge.expiresAt) > 0) {
      return refuse({ kind: "refused", reason: "challenge-expired" });
    }
    const judgement = await judge(tx, challenge, now);
    if (judgement.kind === "refused") {
      return refuse(judgement);
    }

    return { kind: "answered", answer: await answer(tx, center, actor, question, judgement, now) };
  });
}

async function answer(
  tx: Tx,
  center: Center,
  actor: TerminalActor,
  { challengeId, purpose: asked, fingerprint, statement, consents: choices }: Question,
  { card, holder }: Extract<Judgement, { kind: "proved" }>,
  now: Temporal.Instant,
): Promise<Answer> {
  const id = newId();
  const purpose = wayOf(asked);
  const unlinked =
    card.kind === "trusted" && !holder ? await whyUnlinked(tx, fingerprint) : undefined;
  let { personId, ...found } = find(card, holder, holder?.consents ?? [], now, unlinked);
  if (choices && personId !== null && found.consents) {
    const change = { checkId: id, personId, way: purpose, choices };
    ({ personId, ...found } = find(
      card,
      holder,
      await changeConsents(tx, center, actor, change),
      now,
    ));
  }
  await insertCheckRecord(tx, {
    facilityId: actor.facilityId,
    id,
    terminalId: actor.id,
    challengeId,
    purpose,
    photoCompared: statement?.compared ?? null,
    photoMatchedAt: statement?.at ?? null,
    personId,
    outcome: found.outcome,
    asOf: found.asOf,
    checkedAt: now,
  });
  await audit(tx, center.clock, {
    action: "check.answered",
    actor: { kind: "terminal", id: actor.id },
    facilityId: actor.facilityId,
    subject: { kind: "check", id },
    detail: {
      purpose: asked,
      outcome: found.outcome,
      ...(statement ? { photoCompared: statement.compared } : {}),
    },
  });

  return { ...found, checkId: id, checkedAt: now.toString(), purpose, asOf: found.asOf.toString() };
}

/** How the person became known. The consent to be registered is signed with the PIN as well. */
function wayOf(asked: ChallengePurpose): CheckPurpose {
  return asked === "firstUse" ? "pinCheck" : asked;
}

function whyNot(
  challenge: ChallengeRow | undefined,
  actor: TerminalActor,
  purpose: ChallengePurpose,
): ProblemSlug {
  if (!challenge) {
    return "challenge-unknown";
  }
  if (challenge.terminalId !== actor.id) {
    return "challenge-foreign";
  }

  return challenge.purpose === purpose ? "challenge-used" : "challenge-other-purpose";
}

async function refused(
  tx: Tx,
  center: Center,
  actor: TerminalActor,
  { challengeId, purpose }: Question,
  refusal: Refusal,
): Promise<CheckResult> {
  await audit(tx, center.clock, {
    action: "check.refused",
    actor: { kind: "terminal", id: actor.id },
    facilityId: actor.facilityId,
    subject: { kind: "challenge", id: challengeId },
    detail: { purpose, reason: refusal.reason },
  });

  return refusal;
}
