/** 資格確認: one signed challenge in, one answer out, both on record in the same transaction. */
import { fromBase64Url } from "@madoguchi/contract";
import type { Answer, CheckRequest, ProblemSlug } from "@madoguchi/contract";
import { newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findHolder } from "../../coverage/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { find } from "../answer.ts";
import { prove } from "../proof.ts";
import type { Proof } from "../proof.ts";
import { consumeChallenge, findChallenge, insertCheckRecord } from "../store.ts";
import type { ChallengeRow } from "../store.ts";
import type { TrustReader } from "../trust.ts";
import { contextOf } from "./issue-challenge.ts";

export type CheckResult =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly reason: ProblemSlug };

/**
 * A refusal commits like an answer does: its challenge stays used and its audit entry stays written.
 * Only another terminal's challenge is left as it was, for it is not this terminal's to spend.
 */
export async function check(
  center: Center,
  readTrust: TrustReader,
  actor: TerminalActor,
  request: CheckRequest,
): Promise<CheckResult> {
  return transaction(center.db, async (tx): Promise<CheckResult> => {
    const now = center.clock.now();
    const challenge = await consumeChallenge(tx, request.challengeId, actor.id, now);
    if (!challenge) {
      const reason = whyNot(await findChallenge(tx, request.challengeId), actor);

      return refuse(tx, center, actor, request.challengeId, reason);
    }
    if (Temporal.Instant.compare(now, challenge.expiresAt) > 0) {
      return refuse(tx, center, actor, challenge.id, "challenge-expired");
    }
    const certificate = fromBase64Url(request.certificate);
    const signature = fromBase64Url(request.signature);
    const context = contextOf(challenge, actor);
    const trust = await readTrust(tx, challenge.revision);
    const card = prove({ certificate, signature, context }, trust, now);
    if (card.kind === "refused") {
      return refuse(tx, center, actor, challenge.id, card.reason);
    }

    return { kind: "answered", answer: await answer(tx, center, actor, challenge, card, now) };
  });
}

async function answer(
  tx: Tx,
  center: Center,
  actor: TerminalActor,
  challenge: ChallengeRow,
  card: Exclude<Proof, { kind: "refused" }>,
  now: Temporal.Instant,
): Promise<Answer> {
  const holder = card.kind === "trusted" ? await findHolder(tx, card.fingerprint) : undefined;
  const { personId, ...found } = find(card, holder, now);
  const id = newId();
  await insertCheckRecord(tx, {
    facilityId: actor.facilityId,
    id,
    terminalId: actor.id,
    challengeId: challenge.id,
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
    detail: { outcome: found.outcome },
  });

  return { ...found, checkId: id, checkedAt: now.toString(), asOf: found.asOf.toString() };
}

function whyNot(challenge: ChallengeRow | undefined, actor: TerminalActor): ProblemSlug {
  if (!challenge) {
    return "challenge-unknown";
  }

  return challenge.terminalId === actor.id ? "challenge-used" : "challenge-foreign";
}

async function refuse(
  tx: Tx,
  center: Center,
  actor: TerminalActor,
  challengeId: string,
  reason: ProblemSlug,
): Promise<CheckResult> {
  await audit(tx, center.clock, {
    action: "check.refused",
    actor: { kind: "terminal", id: actor.id },
    facilityId: actor.facilityId,
    subject: { kind: "challenge", id: challengeId },
    detail: { reason },
  });

  return { kind: "refused", reason };
}
