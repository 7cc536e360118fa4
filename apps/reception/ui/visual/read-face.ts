/** The two halves of a 目視 check: what the card shows, and what the center answers once somebody has compared. */
import { checkVisually, refuseCancelled, SurfaceCard, within } from "@madoguchi/card";
import type { CardTransport, ReaderPort, SurfaceRoot, VisualCheckResult } from "@madoguchi/card";
import { fromBase64Url, toBase64Url } from "@madoguchi/contract";
import type { Challenge, ContractClient, VisualCheckRequest } from "@madoguchi/contract";
import { callFailed, identityOf, reasonOf } from "../check/check.ts";
import type { CheckEnd, Registration } from "../check/check.ts";
import { readContext } from "../check/context.ts";
import type { ReadingStep } from "../state/screen.ts";
import type { GreyPicture } from "./decode-photo.ts";
import type { FaceToCompare } from "./face.ts";

/** The tries left of 照合番号B. */
export function readNumberCounter(
  link: CardTransport,
  options: { readonly signal: AbortSignal },
): ReturnType<SurfaceCard["triesLeft"]> {
  return new SurfaceCard(link, options).triesLeft();
}

export type FaceParts = {
  readonly port: ReaderPort;
  readonly readerId: string;
  readonly client: Pick<ContractClient, "challenge">;
  readonly registration: Registration;
  /** 照合番号B. Wiped, whatever happens. */
  readonly numberB: Uint8Array;
  readonly insistOnLastTry: boolean;
  readonly decodePhoto: (photo: Uint8Array) => Promise<GreyPicture>;
  readonly onStep: (step: ReadingStep) => void;
  readonly signal: AbortSignal;
  /** In practice no card is asked. */
  readonly askCard?: typeof checkVisually;
};

type Read = Extract<VisualCheckResult, { kind: "read" }>;

export type FaceDeclined = Exclude<VisualCheckResult, Read>;

export type FaceEnd =
  | { readonly kind: "face-read"; readonly face: FaceToCompare }
  | { readonly kind: "face-declined"; readonly result: FaceDeclined }
  | Extract<CheckEnd, { kind: "failed" }>;

/** As with a PIN, the card is touched only after the center has answered. Only a proved photo of a card that is there is shown. */
export async function readFace(parts: FaceParts): Promise<FaceEnd> {
  const { client, registration, onStep, askCard = checkVisually } = parts;
  try {
    refuseCancelled(parts.signal);
    onStep("connecting");
    const challenge = await within(
      client.challenge(identityOf(registration), "visualCheck"),
      parts,
    );
    if (!challenge.ok) return callFailed(challenge);
    const context = readContext(challenge.value, registration.terminal, "visualCheck");
    if (context === null) return { kind: "failed", reason: { kind: "foreign-context" } };

    onStep("opening");
    const result = await askCard(parts.port, parts.readerId, {
      numberB: parts.numberB,
      insistOnLastTry: parts.insistOnLastTry,
      signal: parts.signal,
      challenge: context,
      roots: rootsOf(challenge.value),
      onStep: photoAfterNumber(onStep),
    });
    if (result.kind !== "read") return { kind: "face-declined", result };

    return await judge(result, challenge.value.challengeId, parts);
  } catch (error) {
    return { kind: "failed", reason: numberReasonOf(error) };
  } finally {
    parts.numberB.fill(0);
  }
}

async function judge(
  face: Read,
  challengeId: string,
  { decodePhoto }: FaceParts,
): Promise<FaceEnd> {
  const { presence, verdict, photo, birthDate, sex } = face;
  try {
    if (verdict !== "verified") return { kind: "failed", reason: { kind: "face", fault: verdict } };
    if (presence.kind === "other-card")
      return { kind: "failed", reason: { kind: "face", fault: "other-card" } };
    if (presence.kind !== "present") return { kind: "face-declined", result: presence };
    const evidence = evidenceOf(face, challengeId, presence.signature);
    const picture = await decodePhoto(photo).catch((error: unknown) => {
      console.error(error);
      return null;
    });

    return { kind: "face-read", face: { picture, birthDate, sex, evidence } };
  } finally {
    photo.fill(0);
  }
}

export type AskParts = {
  readonly client: Pick<ContractClient, "checkVisually">;
  readonly registration: Registration;
  readonly face: FaceToCompare;
  /** When somebody said that the photo matches; ISO 8601, UTC. */
  readonly matchedAt: string;
  readonly signal: AbortSignal;
};

/** Tells the center that the photo matched, and by which photo that was seen. */
export async function askVisually(parts: AskParts): Promise<CheckEnd> {
  const { client, registration, face, matchedAt } = parts;
  try {
    const compared = face.picture === null ? "printed" : "chip";
    const statement = { photoMatches: true, compared, at: matchedAt } as const;
    const request = { ...face.evidence, statement };
    const answer = await within(client.checkVisually(identityOf(registration), request), parts);

    return answer.ok ? { kind: "answered", answer: answer.value } : callFailed(answer);
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

function evidenceOf(
  { certificate, proof }: Read,
  challengeId: string,
  presence: Uint8Array,
): Omit<VisualCheckRequest, "statement"> {
  const [texts, photo] = proof.pictureHashes;

  return {
    challengeId,
    certificate: toBase64Url(certificate),
    face: {
      certificate: toBase64Url(proof.certificate),
      person: toBase64Url(proof.person),
      pictureHashes: [toBase64Url(texts), toBase64Url(photo)],
      signature: toBase64Url(proof.signature),
    },
    presence: toBase64Url(presence),
  };
}

function rootsOf({ surfaceRoots = [] }: Challenge): SurfaceRoot[] {
  return surfaceRoots.map(({ keyId, modulus }) => ({
    keyId: fromBase64Url(keyId),
    publicKey: { modulus: fromBase64Url(modulus) },
  }));
}

/** The card is read twice: for its certificates, and once the number was right, for the face record. */
function photoAfterNumber(onStep: (step: ReadingStep) => void): FaceParts["onStep"] {
  let opened = false;
  return (step) => {
    onStep(opened && step === "reading" ? "photo" : step);
    opened ||= step === "verifying";
  };
}

function numberReasonOf(error: unknown): ReturnType<typeof reasonOf> {
  const reason = reasonOf(error);
  return reason.kind === "verify-interrupted" ? { kind: "number-interrupted" } : reason;
}
