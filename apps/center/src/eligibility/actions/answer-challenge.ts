/** 資格確認: one signed challenge in, one answer out, both on record together. */
import type {
  Answer,
  ChallengePurpose,
  CheckPurpose,
  ComparedPhoto,
  ConsentChoices,
  ProblemSlug,
} from "@madoguchi/contract";
import { newId, transaction, within } from "@madoguchi/platform";
import type { Executor } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import { whyUnlinked } from "../../coverage/index.ts";
import type { AskedHolder } from "../../coverage/index.ts";
import { atTerminal } from "../../terminals/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { find } from "../answer.ts";
import type { ProvedCard } from "../answer.ts";
import type { Refusal } from "../proof.ts";
import { findChallenge, holdChallenge, isChallenge } from "../store/checks.ts";
import type { ChallengeKey, ChallengeRow, FoundChallenge } from "../store/checks.ts";
import { changeConsents } from "./change-consents.ts";
import { recordEnding } from "./record-ending.ts";

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
  /** Whether `judge` writes: then all is done in its transaction. */
  readonly writes?: true;
  readonly judge: (
    executor: Executor,
    challenge: FoundChallenge,
    now: Temporal.Instant,
  ) => Promise<Judgement>;
};

type Checking = {
  readonly executor: Executor;
  readonly center: Center;
  readonly actor: TerminalActor;
  readonly question: Question;
  readonly now: Temporal.Instant;
};

/**
 * A refusal is on record like an answer: its challenge stays used and its audit entry stays written.
 * Only another terminal's challenge, or one for another way of checking, is left as it was.
 */
export async function answerChallenge(
  center: Center,
  actor: TerminalActor,
  question: Question,
): Promise<CheckResult> {
  const key = { facilityId: actor.facilityId, id: question.challengeId };
  const checking = (executor: Executor) => {
    return { executor, center, actor, question, now: center.clock.now() };
  };
  // What is written beside the record stands or falls with it. Else look-ups and records are shared with other checks.
  return question.writes || question.consents
    ? transaction(center.db, async (tx) => conclude(checking(tx), await holdChallenge(tx, key)))
    : conclude(checking(center.db), await findChallenge(center.db, key));
}

async function conclude(
  checking: Checking,
  challenge: FoundChallenge | undefined,
): Promise<CheckResult> {
  const { executor, actor, question, now } = checking;
  const { purpose, judge } = question;
  if (
    challenge?.terminalId !== actor.id ||
    challenge.purpose !== purpose ||
    challenge.usedAt !== null
  ) {
    return refuse(checking, { kind: "refused", reason: await whyNot(checking, challenge) }, null);
  }
  if (Temporal.Instant.compare(now, challenge.expiresAt) > 0) {
    return refuse(checking, { kind: "refused", reason: "challenge-expired" }, challenge);
  }
  const judgement = await judge(executor, challenge, now);

  return judgement.kind === "refused"
    ? refuse(checking, judgement, challenge)
    : answer(checking, challenge, judgement);
}

async function answer(
  checking: Checking,
  challenge: ChallengeKey,
  { card, holder }: Extract<Judgement, { kind: "proved" }>,
): Promise<CheckResult> {
  const { executor, center, actor, question, now } = checking;
  const { challengeId, fingerprint, statement, consents: choices } = question;
  const id = newId();
  const purpose = wayOf(question.purpose);
  const unlinked =
    card.kind === "trusted" && !holder ? await whyUnlinked(executor, fingerprint) : undefined;
  let { personId, ...found } = find(card, holder, holder?.consents ?? [], now, unlinked);
  if (choices && personId !== null && found.consents) {
    const change = { checkId: id, personId, way: purpose, choices };
    const given = await within(executor, (tx) => changeConsents(tx, center, actor, change));
    ({ personId, ...found } = find(card, holder, given, now));
  }
  const record = {
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
    receivedAt: null,
  };
  const isRecorded = await recordEnding(executor, {
    challenge,
    record,
    entry: {
      id: newId(),
      at: now,
      action: "check.answered",
      actor: atTerminal(actor),
      facilityId: actor.facilityId,
      subject: { kind: "check", id },
      detail: {
        purpose: question.purpose,
        outcome: found.outcome,
        ...(statement ? { photoCompared: statement.compared } : {}),
      },
    },
  });
  if (!isRecorded) return refuse(checking, { kind: "refused", reason: "challenge-used" }, null);
  const [checkedAt, asOf] = [now.toString(), found.asOf.toString()];
  const { operator } = actor;

  return {
    kind: "answered",
    answer: { ...found, checkId: id, checkedAt, purpose, asOf, operator },
  };
}

/** How the person became known. The consent to be registered is signed with the PIN as well. */
function wayOf(asked: ChallengePurpose): CheckPurpose {
  return asked === "firstUse" ? "pinCheck" : asked;
}

async function whyNot(
  { executor, actor, question }: Checking,
  challenge: ChallengeRow | undefined,
): Promise<ProblemSlug> {
  const { challengeId, purpose } = question;
  if (!challenge) {
    return (await isChallenge(executor, challengeId)) ? "challenge-foreign" : "challenge-unknown";
  }
  if (challenge.terminalId !== actor.id) {
    return "challenge-foreign";
  }

  return challenge.purpose === purpose ? "challenge-used" : "challenge-other-purpose";
}

/** @param challenge to be used up by it */
async function refuse(
  checking: Checking,
  refusal: Refusal,
  challenge: ChallengeKey | null,
): Promise<CheckResult> {
  const { executor, actor, question, now } = checking;
  const isRecorded = await recordEnding(executor, {
    challenge,
    record: null,
    entry: {
      id: newId(),
      at: now,
      action: "check.refused",
      actor: atTerminal(actor),
      facilityId: actor.facilityId,
      subject: { kind: "challenge", id: question.challengeId },
      detail: { purpose: question.purpose, reason: refusal.reason },
    },
  });

  return isRecorded
    ? refusal
    : refuse(checking, { kind: "refused", reason: "challenge-used" }, null);
}
