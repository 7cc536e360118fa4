/** 保険証利用登録 at the counter: the card signs the patient's consent, the certificate is linked, and the check follows in the same call. */
import { fromBase64Url } from "@madoguchi/contract";
import type { FirstUseRequest, ProblemSlug } from "@madoguchi/contract";
import { allowAttempt, takeBackAttempt, within } from "@madoguchi/platform";
import type { Limit, Tx } from "@madoguchi/platform";
import { fingerprintOf } from "@madoguchi/trust";
import type { Center } from "../../center.ts";
import { claimCertificate, findHolder } from "../../coverage/index.ts";
import { atTerminal } from "../../terminals/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { prove } from "../proof.ts";
import { answerChallenge } from "./answer-challenge.ts";
import type { CheckResult } from "./answer-challenge.ts";
import type { CardTrust } from "./check.ts";
import { contextOf } from "./issue-challenge.ts";

/** How often facts may be stated that lead to no registration, in a day. A terminal serves many patients who mistype. */
export const firstUseLimits = {
  certificate: { attempts: 5, seconds: 24 * 60 * 60 },
  terminal: { attempts: 20, seconds: 24 * 60 * 60 },
} as const satisfies Record<string, Limit>;

const reasons = {
  "no-match": "first-use-refused",
  "card-linked": "first-use-card-linked",
  "already-linked": "first-use-already-linked",
  suspended: "first-use-suspended",
} as const satisfies Record<string, ProblemSlug>;

export async function registerFirstUse(
  center: Center,
  { readTrust, askRevocation }: CardTrust,
  actor: TerminalActor,
  request: FirstUseRequest,
): Promise<CheckResult> {
  const certificate = fromBase64Url(request.certificate);
  const fingerprint = fingerprintOf(certificate);
  const ocsp = await askRevocation(certificate);

  return answerChallenge(center, actor, {
    challengeId: request.challengeId,
    purpose: "firstUse",
    fingerprint,
    statement: null,
    consents: request.consents,
    writes: true,
    judge: async (executor, challenge, now) =>
      within(executor, async (tx) => {
        const signature = fromBase64Url(request.signature);
        const context = contextOf(challenge, actor);
        const trust = { ...(await readTrust(tx, challenge.revision)), ocsp };
        const card = await prove({ certificate, signature, context }, trust, now);
        // Ended or revoked: the answer says so, and nothing is linked.
        if (card.kind !== "trusted") {
          return card.kind === "refused" ? card : { kind: "proved", card, holder: undefined };
        }
        // Counted once the PIN has been proved: nobody uses up the tries of a card that is not theirs.
        const keys = {
          certificate: `first-use:certificate:${fingerprint}`,
          terminal: `first-use:terminal:${actor.id}`,
        };
        if (!(await mayTry(tx, center, keys))) {
          return { kind: "refused", reason: "first-use-limit" };
        }
        const claiming = await claimCertificate(tx, center, atTerminal(actor), {
          fingerprint: Buffer.from(fingerprint, "hex"),
          stated: request.stated,
          facilityId: actor.facilityId,
          challengeId: challenge.id,
          context,
          signature,
          consentedAt: now,
        });
        if (claiming.kind === "refused") {
          return { kind: "refused", reason: reasons[claiming.reason] };
        }
        await takeBackAttempt(tx, keys.certificate);
        await takeBackAttempt(tx, keys.terminal);

        return {
          kind: "proved",
          card,
          holder: await findHolder(tx, { fingerprint, facilityId: actor.facilityId }),
        };
      }),
  });
}

async function mayTry(
  tx: Tx,
  { clock }: Center,
  keys: Record<keyof typeof firstUseLimits, string>,
): Promise<boolean> {
  const certificate = await allowAttempt(tx, clock, keys.certificate, firstUseLimits.certificate);
  const terminal = await allowAttempt(tx, clock, keys.terminal, firstUseLimits.terminal);

  return certificate && terminal;
}
