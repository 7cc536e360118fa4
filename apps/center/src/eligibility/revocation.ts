/** The OCSP responder, where this center has one to ask. */
import { CACHEABLE_OCSP_POLICY, OCSP_POLICY, OcspClient, askAboutCard } from "@madoguchi/trust";
import type { OcspEvidence } from "@madoguchi/trust";
import type { Center } from "../center.ts";
import { readTrustRevision } from "./store/roots.ts";
import type { TrustReader } from "./trust.ts";

/** Undefined where the lists alone decide. */
export type RevocationAsker = (certificate: Uint8Array) => Promise<OcspEvidence | undefined>;

/** One for a process. To be asked outside of any transaction: no database connection waits for somebody else's server. */
export function createRevocationAsker(center: Center, readTrust: TrustReader): RevocationAsker {
  const { ocspUrl, ocspMethod, ocspWhenAway: whenAway } = center.config;
  if (ocspUrl === null) {
    return async () => undefined;
  }
  const policy = ocspMethod === "get" ? CACHEABLE_OCSP_POLICY : OCSP_POLICY;
  const client = new OcspClient({ url: ocspUrl, fetch, policy });

  return async (certificate) => {
    const { roots, crls } = await readTrust(center.db, await readTrustRevision(center.db));
    const at = center.clock.now();
    const outcome = await askAboutCard(client, { certificate, roots, crls, at });

    return outcome && { outcome, whenAway };
  };
}
