/** 資格確認 by 暗証番号: the card signed the context with the key of its certificate. */
import type { CheckRequest } from "@madoguchi/contract";
import { fingerprintOf } from "@madoguchi/trust";
import type { Center } from "../../center.ts";
import { findHolder } from "../../coverage/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { prove } from "../proof.ts";
import type { RevocationAsker } from "../revocation.ts";
import type { TrustReader } from "../trust.ts";
import { answerChallenge } from "./answer-challenge.ts";
import type { CheckResult } from "./answer-challenge.ts";
import { contextOf } from "./issue-challenge.ts";

export type CardTrust = {
  readonly readTrust: TrustReader;
  readonly askRevocation: RevocationAsker;
};

export async function check(
  center: Center,
  { readTrust, askRevocation }: CardTrust,
  actor: TerminalActor,
  request: CheckRequest,
): Promise<CheckResult> {
  const certificate = Buffer.from(request.certificate, "base64url");
  const fingerprint = fingerprintOf(certificate);
  const ocsp = await askRevocation(certificate);
  const question = { fingerprint, facilityId: actor.facilityId };
  // Looked for beside the challenge, not after it. Where the card proves nothing, nobody hears of it.
  const ahead = request.consents ? null : findHolder(center.db, question);
  ahead?.catch(() => {});

  return answerChallenge(center, actor, {
    challengeId: request.challengeId,
    purpose: "pinCheck",
    fingerprint,
    consents: request.consents,
    statement: null,
    judge: async (executor, challenge, now) => {
      const signature = Buffer.from(request.signature, "base64url");
      const context = contextOf(challenge, actor);
      const trust = { ...(await readTrust(executor, challenge.revision)), ocsp };
      const card = await prove({ certificate, signature, context }, trust, now);
      if (card.kind === "refused") {
        return card;
      }
      const holder =
        card.kind === "trusted" ? await (ahead ?? findHolder(executor, question)) : undefined;

      return { kind: "proved", card, holder };
    },
  });
}
