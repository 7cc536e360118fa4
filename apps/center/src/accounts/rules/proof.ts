/** What proves a person beside the password, and for how long. */
import type { Temporal } from "temporal-polyfill";

/** How fresh a second factor must be before credentials or money are shown. */
export const PROOF_MINUTES = 15;
export const MAIL_CODE_MINUTES = 10;
export const MAIL_CODE_ATTEMPTS = 5;
export const RECOVERY_CODES = 10;

export type CodeWay = "totp" | "recovery" | "mail";

type Standing = {
  /** An authenticator app or a passkey. */
  readonly hasFactor: boolean;
  readonly provenAt: Temporal.Instant | null;
};

/** Whether the session is less than the page needs. Who has a second factor gives it at each sign-in. */
export function lacksProof(
  { hasFactor, provenAt }: Standing,
  { stepUp, now }: { readonly stepUp: boolean; readonly now: Temporal.Instant },
): boolean {
  if (provenAt === null) {
    return hasFactor || stepUp;
  }

  return stepUp && now.since(provenAt).total("minutes") >= PROOF_MINUTES;
}

/** A mail is only as good as the mailbox: whoever has something better uses that. */
export function mayUseMail({ hasFactor }: Pick<Standing, "hasFactor">): boolean {
  return !hasFactor;
}

/** As typed: with full-width digits, spaces and hyphens. */
export function readCode(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/[\s\-‐－ー]/g, "")
    .toUpperCase();
}
