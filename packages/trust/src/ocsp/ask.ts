/** Asks about a certificate as it came from a card: whoever issued it is found among the roots first. */
import type { Temporal } from "temporal-polyfill";
import { findIssuer } from "../anchor.ts";
import type { TrustAnchor } from "../anchor.ts";
import { parseCertificate } from "../certificate.ts";
import type { RevocationList } from "../crl.ts";
import { TrustError } from "../der.ts";
import type { OcspClient, OcspOutcome } from "./client.ts";

/** Never rejects. Undefined for a certificate that none of the roots issued: about it there is nobody to ask. */
export async function askAboutCard(
  client: OcspClient,
  question: {
    /** DER. */
    readonly certificate: Uint8Array;
    readonly roots: readonly TrustAnchor[];
    /** They may speak of the responder's own certificate. */
    readonly crls: readonly RevocationList[];
    readonly at: Temporal.Instant;
  },
): Promise<OcspOutcome | undefined> {
  const { roots, crls, at } = question;
  try {
    const certificate = parseCertificate(question.certificate);
    const issuer = findIssuer(roots, certificate)?.certificate;
    if (issuer === undefined) return undefined;
    return await client.ask({ certificate, issuer, at, crls: crls.map(({ crl }) => crl) });
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
