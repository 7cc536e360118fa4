/** 確認の受付: what one card shall sign for one terminal, once, within a few minutes. */
import { challengeSeconds, encodeContext, toBase64Url } from "@madoguchi/contract";
import type { Challenge, ChallengeRequest } from "@madoguchi/contract";
import { newId, newToken } from "@madoguchi/platform";
import type { Center } from "../../center.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { insertChallenge } from "../store/checks.ts";
import type { ChallengeRow } from "../store/checks.ts";
import { readTrustRevision } from "../store/roots.ts";
import type { SurfaceRootReader } from "../surface-trust.ts";

/** The challenge's row is itself the record of who asked and when, so there is no audit entry beside it. */
export async function issueChallenge(
  center: Center,
  readSurfaceRoots: SurfaceRootReader,
  actor: TerminalActor,
  { purpose }: ChallengeRequest,
): Promise<Challenge> {
  // The time is part of the signed bytes and must come back from the database as it went in.
  const issuedAt = center.clock.now().round({ smallestUnit: "millisecond", roundingMode: "floor" });
  const challenge = {
    id: newId(),
    facilityId: actor.facilityId,
    terminalId: actor.id,
    purpose,
    nonce: newToken(),
    issuedAt,
    expiresAt: issuedAt.add({ seconds: challengeSeconds[purpose] }),
    usedAt: null,
  };
  await insertChallenge(center.db, challenge);
  const roots =
    purpose === "visualCheck"
      ? await readSurfaceRoots(center.db, await readTrustRevision(center.db))
      : null;

  return {
    challengeId: challenge.id,
    context: Buffer.from(contextOf(challenge, actor)).toString("base64url"),
    expiresAt: challenge.expiresAt.toString(),
    ...(roots && {
      surfaceRoots: roots.map(({ keyId, publicKey: { modulus } }) => ({
        keyId: toBase64Url(keyId),
        modulus: toBase64Url(modulus),
      })),
    }),
  };
}

/** The bytes whose SHA-256 the card signs. */
export function contextOf(
  { id, terminalId, purpose, nonce, issuedAt }: ChallengeRow,
  { facilityCode }: Pick<TerminalActor, "facilityCode">,
): Uint8Array {
  return encodeContext({
    protocol: "madoguchi/check/v1",
    purpose,
    facilityCode,
    terminalId,
    challengeId: id,
    nonce,
    issuedAt: issuedAt.toString(),
  });
}
