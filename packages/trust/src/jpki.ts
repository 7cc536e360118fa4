/** The profile of 公的個人認証サービス's 利用者証明用 certificates, as data, and how long they serve for an eligibility check. */
import { Temporal } from "temporal-polyfill";

export type CertificateProfile = {
  /** One of these certificate policies must stand in the certificate. */
  readonly policies: readonly string[];
  /** Calendar months before the last day in which the person should be told to renew. */
  readonly expiringMonths: number;
  /** Calendar months after the last day in which eligibility (and nothing else) can still be checked. */
  readonly graceMonths: number;
  /** Hours that a CRL is believed after its nextUpdate: the new one is published late by minutes, rarely by more. */
  readonly revocationGraceHours: number;
};

/** 利用者証明用: policy 1.2.392.200149.8.5.1.3.30; three months either side of expiry (厚生労働省, マイナ保険証の電子証明書の更新). */
export const JPKI_AUTHENTICATION: CertificateProfile = {
  policies: ["1.2.392.200149.8.5.1.3.30"],
  expiringMonths: 3,
  graceMonths: 3,
  revocationGraceHours: 24,
};

export type Standing = "valid" | "expiring" | "expired-grace";

export type Expiry = {
  readonly standing: Standing | "expired";
  /** The last day in Tokyo on which eligibility can be checked with this certificate. */
  readonly usableUntil: Temporal.PlainDate;
};

const TOKYO = "Asia/Tokyo";

/** Whole days in Tokyo: expired on 3 September, a certificate serves through 3 December. */
export function expiryAt(profile: CertificateProfile, notAfter: number, at: number): Expiry {
  const lastDay = tokyoDay(notAfter);
  const today = tokyoDay(at);
  const usableUntil = lastDay.add({ months: profile.graceMonths });
  const expiringFrom = lastDay.subtract({ months: profile.expiringMonths });
  if (at <= notAfter) {
    const soon = Temporal.PlainDate.compare(today, expiringFrom) >= 0;
    return { standing: soon ? "expiring" : "valid", usableUntil };
  }
  const usable = Temporal.PlainDate.compare(today, usableUntil) <= 0;
  return { standing: usable ? "expired-grace" : "expired", usableUntil };
}

function tokyoDay(epochMilliseconds: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO(TOKYO)
    .toPlainDate();
}
