/** How long a revocation list is believed. */
import { JPKI_AUTHENTICATION } from "../jpki.ts";
import type { CertificateProfile } from "../jpki.ts";

/** `late`: past its nextUpdate and still believed; `stale`: believed no more; `not-yet`: from the future. */
export type Freshness = "not-yet" | "fresh" | "late" | "stale";

const HOUR = 3_600_000;

/** All in milliseconds since 1970. */
export function freshnessOf(
  { thisUpdate, nextUpdate }: { readonly thisUpdate: number; readonly nextUpdate: number },
  at: number,
  { revocationGraceHours }: CertificateProfile = JPKI_AUTHENTICATION,
): Freshness {
  if (at < thisUpdate) return "not-yet";
  if (at < nextUpdate) return "fresh";
  return at < nextUpdate + revocationGraceHours * HOUR ? "late" : "stale";
}
