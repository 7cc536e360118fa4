/** What a card's certificate and signature prove, or why they prove nothing. */
import type { ProblemSlug, ProblemWords } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { validateAuthCertificate, verifyCardSignature } from "@madoguchi/trust";
import type { CertificateVerdict } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import { refusedSlug } from "./rules/certificate-rows.ts";
import { cellOf, problemWordsOf } from "./rules/table.ts";
import type { Trust } from "./trust.ts";

type Answerable = Extract<CertificateVerdict, { kind: "trusted" | "expired" | "revoked" }>;

export type Proof = Answerable | Refusal;

export type Refusal = {
  readonly kind: "refused";
  readonly reason: ProblemSlug;
  /** Where more is known than the reason tells. */
  readonly words?: ProblemWords;
};

export type CardProof = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
  /** The context that the center wrote; the card signed its SHA-256. */
  readonly context: Uint8Array;
};

/**
 * Nothing is said about a certificate, not even that it was revoked, to whoever cannot sign with its key.
 * @param askedAt where `at` is over and it is asked only now
 */
export async function prove(
  { certificate, signature, context }: CardProof,
  trust: Trust,
  at: Temporal.Instant,
  askedAt?: Temporal.Instant,
): Promise<Proof> {
  const verdict = await judgeCertificate(certificate, trust, at, askedAt);
  if (verdict.kind === "refused") {
    return verdict;
  }
  const { publicKey } = verdict;

  return (await verifyCardSignature({ publicKey, message: context, signature }))
    ? verdict
    : { kind: "refused", reason: "card-signature-invalid" };
}

/** What the certificate is worth, whoever sent it: it is free to read, and a copy is as good as the card's own. */
export async function judgeCertificate(
  certificate: Uint8Array,
  trust: Trust,
  at: Temporal.Instant,
  askedAt?: Temporal.Instant,
): Promise<Proof> {
  const verdict = await validateAuthCertificate({
    certificate,
    ...trust,
    at,
    ...(askedAt && { askedAt }),
  });
  switch (verdict.kind) {
    case "trusted":
    case "expired":
    case "revoked":
      return verdict;
    case "not-yet-valid":
    case "unknown-issuer":
    case "malformed":
    case "wrong-purpose":
    case "revocation-unknown":
      return refusal(verdict, at);
  }
}

function refusal(verdict: Exclude<CertificateVerdict, Answerable>, at: Temporal.Instant): Refusal {
  const known = { asOf: tokyoDate(at), coverages: [], certificateEndedOn: null };
  const words = problemWordsOf(cellOf({ card: verdict }, known));

  return { kind: "refused", reason: refusedSlug(verdict), words };
}
