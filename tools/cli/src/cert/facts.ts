/** What a certificate says of itself, for people to read. */
import { X509Certificate } from "node:crypto";
import { formatDateTime } from "@madoguchi/notation";
import { fingerprintOf } from "@madoguchi/trust";
import type { Certificate, Language } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import type { Said } from "./step.ts";

export type Fact = { readonly title: Said; readonly value: string };

const KEYS: Readonly<Record<Certificate["publicKey"]["kind"], string>> = {
  rsa: "RSA",
  p256: "ECDSA P-256",
  p384: "ECDSA P-384",
};

/** @param der of `certificate`, which has been read before. */
export function factsOf(
  der: Uint8Array,
  certificate: Certificate,
  language: Language,
): readonly Fact[] {
  const { subject, issuer } = new X509Certificate(der);
  const { publicKey, signatureAlgorithm, extensions } = certificate;
  const bits = publicKey.key.asymmetricKeyDetails?.modulusLength;
  const time = (at: number) => writtenTime(Temporal.Instant.fromEpochMilliseconds(at), language);
  const facts: readonly (readonly [ja: string, en: string, value: string | undefined])[] = [
    ["主体者", "Subject", oneLine(subject)],
    ["発行者", "Issuer", oneLine(issuer)],
    ["シリアル番号", "Serial number", certificate.serial],
    ["有効期間の始め", "Not before", time(certificate.notBefore)],
    ["有効期間の終わり", "Not after", time(certificate.notAfter)],
    ["鍵", "Key", bits === undefined ? KEYS[publicKey.kind] : `${KEYS[publicKey.kind]} ${bits}`],
    ["署名", "Signature", `${signatureAlgorithm.family.toUpperCase()} ${signatureAlgorithm.hash}`],
    ["鍵の使いみち", "Key usage", extensions.keyUsage && [...extensions.keyUsage].join(", ")],
    ["用途", "Purposes", extensions.extendedKeyUsage?.join(", ")],
    ["証明書ポリシー", "Policies", extensions.policies?.join(", ")],
    ["SHA-256", "SHA-256", fingerprintOf(certificate.encoded)],
  ];
  return facts.flatMap(([ja, en, value]) => (value ? [{ title: { ja, en }, value }] : []));
}

/** In Tokyo. */
export function writtenTime(at: Temporal.Instant, language: Language): string {
  if (language === "ja") return formatDateTime(at);
  const local = at.toZonedDateTimeISO("Asia/Tokyo").toPlainDateTime();
  return `${local.toString({ smallestUnit: "second" }).replace("T", " ")} Asia/Tokyo`;
}

/** Node writes one attribute a line; whatever else is in them must not look like our own lines. */
function oneLine(name: string): string {
  return name.replaceAll("\n", ", ").replaceAll(/\p{Cc}/gu, "�");
}
