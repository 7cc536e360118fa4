/** The profile of 公的個人認証サービス's 利用者証明用 certificates, as data, and how long they serve for an eligibility check. */
import { Temporal } from "temporal-polyfill";
import type { Certificate } from "./certificate.ts";
import { TrustError } from "./der.ts";

/** Real cards, or the cards of a test. */
export type TrustMode = "real" | "test";

/**
 * The user-authentication roots of 公的個人認証サービス share one name; their serial numbers tell the generations apart. A new
 * generation is written here when 地方公共団体情報システム機構 publishes it.
 */
const JPKI_ROOTS = {
  name: [
    '2.5.4.6="jp"',
    '2.5.4.10="jpki"',
    '2.5.4.11="jpki for user authentication"',
    '2.5.4.11="japan agency for local authority information systems"',
  ].join(),
  generations: new Map([
    ["01", 2015],
    ["0133c349", 2019],
    ["06d18006", 2023],
  ]),
};

/** @throws TrustError for a root that bears the name of the real ones and is none of them. */
export function modeOf({ subject, serial }: Pick<Certificate, "subject" | "serial">): TrustMode {
  if (subject.key !== JPKI_ROOTS.name) return "test";
  if (!JPKI_ROOTS.generations.has(serial)) throw new TrustError("anchor-generation");
  return "real";
}

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

/** The extension that says a certificate was made for something else. */
export type Misfit = "ca" | "key-usage" | "extended-key-usage" | "policy";

/** id-kp-clientAuth and anyExtendedKeyUsage. */
const CLIENT_PURPOSES: ReadonlySet<string> = new Set(["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"]);

/** Why a certificate was not made for proving who its holder is; undefined when it was. */
export function misfit(
  { extensions }: Certificate,
  profile: CertificateProfile,
): Misfit | undefined {
  if (extensions.basicConstraints?.ca === true) return "ca";
  const usage = extensions.keyUsage;
  // 署名用 has nonRepudiation beside digitalSignature; 利用者証明用 has digitalSignature alone.
  if (usage === undefined || usage.size !== 1 || !usage.has("digitalSignature")) return "key-usage";
  const purposes = extensions.extendedKeyUsage;
  if (purposes?.some((purpose) => CLIENT_PURPOSES.has(purpose)) === false)
    return "extended-key-usage";
  const fits = profile.policies.some((policy) => extensions.policies?.includes(policy));
  return fits ? undefined : "policy";
}

/** 発行番号: the one CN of the subject. @throws TrustError when there is none, or several. */
export function issueNumber({ subject }: Certificate): string {
  const [only, another] = subject.commonNames;
  if (only === undefined || another !== undefined) throw new TrustError("subject");
  return only;
}

export type Standing = "valid" | "expiring" | "expired-grace";

/** The moments at which a certificate's standing changes, in milliseconds since 1970. */
export type Lifetime = {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly ending: Ending;
};

/** What follows from the last moment alone. */
export type Ending = {
  readonly expiringFrom: number;
  readonly unusableFrom: number;
  /** The last moment itself. */
  readonly notAfter: Temporal.Instant;
  /** The last day in Tokyo on which eligibility can be checked. */
  readonly usableUntil: Temporal.PlainDate;
};

/** Tokyo is nine hours ahead of UTC, the whole year. */
const TOKYO_AHEAD = 9 * 3_600_000;
const DAY = 24 * 3_600_000;

/** Whole days in Tokyo: expired on 3 September, a certificate serves through 3 December. */
export function lifetimeOf(
  profile: CertificateProfile,
  { notBefore, notAfter }: Pick<Lifetime, "notBefore" | "notAfter">,
): Lifetime {
  const endings = endingsOf(profile);
  let ending = endings.get(notAfter);
  if (ending === undefined) {
    ending = endingAt(profile, notAfter);
    if (endings.size >= MOST_ENDINGS) endings.clear();
    endings.set(notAfter, ending);
  }
  return { notBefore, notAfter, ending };
}

/** Certificates end with a birthday, so the same few thousand moments come again and again; Temporal is slow to make. */
const MOST_ENDINGS = 4096;
const knownEndings = new WeakMap<CertificateProfile, Map<number, Ending>>();

function endingsOf(profile: CertificateProfile): Map<number, Ending> {
  const known = knownEndings.get(profile);
  if (known !== undefined) return known;
  const endings = new Map<number, Ending>();
  knownEndings.set(profile, endings);
  return endings;
}

function endingAt(profile: CertificateProfile, notAfter: number): Ending {
  const lastDay = new Date(notAfter + TOKYO_AHEAD);
  const lastUsable = monthsAfter(lastDay, profile.graceMonths);
  return {
    expiringFrom: monthsAfter(lastDay, -profile.expiringMonths) - TOKYO_AHEAD,
    unusableFrom: lastUsable + DAY - TOKYO_AHEAD,
    notAfter: Temporal.Instant.fromEpochMilliseconds(notAfter),
    usableUntil: plainDate(new Date(lastUsable)),
  };
}

export function standingAt(
  { notBefore, notAfter, ending }: Lifetime,
  at: number,
): Standing | "not-yet-valid" | "expired" {
  if (at < notBefore) return "not-yet-valid";
  if (at >= ending.unusableFrom) return "expired";
  if (at > notAfter) return "expired-grace";
  return at >= ending.expiringFrom ? "expiring" : "valid";
}

/** The same day of another month, or its last day when it has no such day. */
function monthsAfter(day: Date, months: number): number {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + months];
  return Math.min(Date.UTC(year, month, day.getUTCDate()), Date.UTC(year, month + 1, 0));
}

function plainDate(day: Date): Temporal.PlainDate {
  return new Temporal.PlainDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}
