/** 資格確認 by 暗証番号: the card signed the context with the key of its certificate. */
import { fromBase64Url } from "@madoguchi/contract";
import type { CheckRequest } from "@madoguchi/contract";
import type { Center } from "../../center.ts";
import { findHolder } from "../../coverage/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { prove } from "../proof.ts";
import type { TrustReader } from "../trust.ts";
import { answerChallenge } from "./answer-challenge.ts";
import type { CheckResult } from "./answer-challenge.ts";
import { contextOf } from "./issue-challenge.ts";

export async function check(
  center: Center,
  readTrust: TrustReader,
  actor: TerminalActor,
  request: CheckRequest,
): Promise<CheckResult> {
  return answerChallenge(center, actor, {
    challengeId: request.challengeId,
    purpose: "pinCheck",
    statement: null,
    judge: async (tx, challenge, now) => {
      const certificate = fromBase64Url(request.certificate);
      const signature = fromBase64Url(request.signature);
      const context = contextOf(challenge, actor);
      const trust = await readTrust(tx, challenge.revision);
      const card = await prove({ certificate, signature, context }, trust, now);
      if (card.kind === "refused") {
        return card;
      }
      const holder = card.kind === "trusted" ? await findHolder(tx, card.fingerprint) : undefined;

      return { kind: "proved", card, holder };
    },
  });
}
