/** What a counter can find out by itself about the card that lies there, and what it cannot. */
import { fromBase64Url } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import { isIssuedBy, isSignedByCard, readCertificate } from "./certificate.ts";

export type SeenCertificate = {
  /** `grace`: expired, and still good for an eligibility check. */
  readonly standing: "valid" | "grace" | "expired" | "not-yet-valid";
  /** Its last day, ISO 8601. */
  readonly lastDay: string;
  /** `untold`: this device was told of no issuers while it could ask. */
  readonly issuer: "known" | "unknown" | "untold";
};

/** 厚生労働省: for so long after its last day eligibility is still told. */
const GRACE_MONTHS = 3;

/** Null where the signature is not by the certificate's key, or there is no certificate. */
export async function examine(
  card: {
    readonly certificate: Uint8Array;
    readonly signature: Uint8Array;
    readonly context: Uint8Array<ArrayBuffer>;
  },
  anchors: readonly string[],
  now: Temporal.Instant,
): Promise<SeenCertificate | null> {
  const certificate = readCertificate(card.certificate);
  if (!certificate || !(await isSignedByCard(certificate, card.context, card.signature))) {
    return null;
  }
  const { notBefore, notAfter } = certificate;
  const authorities = anchors.map((anchor) => readCertificate(fromBase64Url(anchor)));
  let isKnown = false;
  for (const authority of authorities) {
    isKnown ||= authority !== undefined && (await isIssuedBy(certificate, authority));
  }

  return {
    standing: standingAt(notBefore, notAfter, now),
    lastDay: tokyoDate(notAfter).toString(),
    issuer: isKnown ? "known" : anchors.length === 0 ? "untold" : "unknown",
  };
}

function standingAt(
  notBefore: Temporal.Instant,
  notAfter: Temporal.Instant,
  now: Temporal.Instant,
): SeenCertificate["standing"] {
  if (now.epochMilliseconds < notBefore.epochMilliseconds) return "not-yet-valid";
  if (now.epochMilliseconds <= notAfter.epochMilliseconds) return "valid";
  const usableUntil = tokyoDate(notAfter).add({ months: GRACE_MONTHS });

  return tokyoDate(now).toString() <= usableUntil.toString() ? "grace" : "expired";
}
