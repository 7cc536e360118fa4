/** One card judged by us, and the same signatures verified by `node:crypto` with nothing around. */
import { createPublicKey, verify } from "node:crypto";
import { validateAuthCertificate, verifyCardSignature } from "@madoguchi/trust";
import type { CertificateCache } from "@madoguchi/trust";
import type { TrustCard, TrustPlace } from "./cards.ts";

/** @throws Error unless the card is trusted and its signature holds: a bench of refusals would measure something else. */
export async function judge(
  { roots, crls, at }: TrustPlace,
  { certificate, context, signature }: TrustCard,
  cache?: CertificateCache,
): Promise<void> {
  const verdict = await validateAuthCertificate({
    certificate,
    roots,
    crls,
    at,
    ...(cache && { cache }),
  });
  if (verdict.kind !== "trusted") {
    throw new Error(`a card of the bench is ${verdict.kind}`);
  }
  expectTrue(await verifyCardSignature({ ...verdict, message: context, signature }));
}

/** Both signatures; the card's key, never seen before, is imported. */
export function bareFirst({ context, signature, bare }: TrustCard): void {
  expectTrue(verify(bare.hash, bare.tbs, bare.rootKey, bare.rootSignature));
  const key = createPublicKey(bare.keyPem);
  expectTrue(verify(bare.hash, context, key, signature));
}

/** Both signatures, as if the card's key had been imported before anybody saw the card. */
export function bareImported({ context, signature, bare }: TrustCard): void {
  expectTrue(verify(bare.hash, bare.tbs, bare.rootKey, bare.rootSignature));
  expectTrue(verify(bare.hash, context, bare.key, signature));
}

/** The card's signature alone: its certificate has been judged before. */
export function bareReturning({ context, signature, bare }: TrustCard): void {
  expectTrue(verify(bare.hash, context, bare.key, signature));
}

function expectTrue(holds: boolean): void {
  if (!holds) {
    throw new Error("a signature of the bench does not hold");
  }
}
