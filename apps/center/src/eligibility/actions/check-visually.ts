/** 資格確認 by 目視: the card's face record is genuine, the card was there, and a person at the counter states that the photo matched. */
import { fromBase64Url } from "@madoguchi/contract";
import type { VisualCheckRequest } from "@madoguchi/contract";
import { fingerprintOf } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import { findHolder } from "../../coverage/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { judgeCertificate } from "../proof.ts";
import type { SurfaceRootReader } from "../surface-trust.ts";
import { isSamePerson, proveVisually } from "../visual-proof.ts";
import type { VisualProof } from "../visual-proof.ts";
import { answerChallenge } from "./answer-challenge.ts";
import type { CheckResult } from "./answer-challenge.ts";
import type { CardTrust } from "./check.ts";
import { contextOf } from "./issue-challenge.ts";

export type VisualTrust = CardTrust & {
  readonly readSurfaceRoots: SurfaceRootReader;
};

/** Nothing is said about a certificate, not even that it was revoked, before a genuine card of that person was proved present. */
export async function checkVisually(
  center: Center,
  { readTrust, askRevocation, readSurfaceRoots }: VisualTrust,
  actor: TerminalActor,
  request: VisualCheckRequest,
): Promise<CheckResult> {
  const { compared, at } = request.statement;
  const certificate = fromBase64Url(request.certificate);
  const fingerprint = fingerprintOf(certificate);
  const ocsp = await askRevocation(certificate);

  return answerChallenge(center, actor, {
    challengeId: request.challengeId,
    purpose: "visualCheck",
    fingerprint,
    consents: request.consents,
    statement: { compared, at: Temporal.Instant.from(at) },
    judge: async (executor, challenge, now) => {
      const roots = await readSurfaceRoots(executor, challenge.revision);
      const face = await proveVisually(proofOf(request, contextOf(challenge, actor)), roots);
      if (face.kind === "refused") {
        return face;
      }
      const trust = { ...(await readTrust(executor, challenge.revision)), ocsp };
      const card = await judgeCertificate(certificate, trust, now);
      if (card.kind === "refused") {
        return card;
      }
      const holder = await findHolder(executor, { fingerprint, facilityId: actor.facilityId });
      if (holder && !isSamePerson(face, holder.person)) {
        return { kind: "refused", reason: "face-record-other-person" };
      }

      return { kind: "proved", card, holder };
    },
  });
}

function proofOf({ face, presence }: VisualCheckRequest, context: Uint8Array): VisualProof {
  const [texts, photo] = face.pictureHashes;

  return {
    face: {
      certificate: fromBase64Url(face.certificate),
      person: fromBase64Url(face.person),
      pictureHashes: [fromBase64Url(texts), fromBase64Url(photo)],
      signature: fromBase64Url(face.signature),
    },
    presence: fromBase64Url(presence),
    context,
  };
}
