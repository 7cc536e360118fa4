/** Issues the two certificates of a card, in the shape that the real service gives them. */
import { type KeyObject, randomInt } from "node:crypto";
import { crlPartition, randomSerial, serviceName, type Validity, validityInstants } from "./pki.ts";
import { extensions, type Issuer, keyUsage, signCertificate } from "./certificate.ts";

/** The policies that user certificates name: the identifiers of the real service, which verifiers check. */
const policies = { auth: "1.2.392.200149.8.5.1.3.30", sign: "1.2.392.200149.8.5.1.1.20" };

/** otherName identifiers of the 基本4情報 in a signing certificate. */
const holderOid = "1.2.392.200149.8.5.5";

export type AuthCertificateFacts = Validity & {
  readonly issueNumber: string;
  readonly publicKey: KeyObject;
  /** URL; left out: the certificate names no responder. */
  readonly ocsp?: string;
};

/** A 利用者証明用電子証明書: it names nobody, only its issue number. `until` is the last day (Japan time). */
export function issueAuthCertificate(authority: Issuer, facts: AuthCertificateFacts): Uint8Array {
  return signCertificate(authority, {
    serial: randomSerial(),
    subject: [
      ["C", "JP"],
      ["CN", facts.issueNumber],
    ],
    publicKey: facts.publicKey,
    ...validityInstants(facts),
    extensions: [
      extensions.keyUsage(keyUsage.digitalSignature),
      extensions.policy(policies.auth),
      extensions.issuerAlternativeName(serviceName),
      extensions.crlDistributionPoint(crlPartition("auth")),
      ...(facts.ocsp === undefined ? [] : [extensions.ocspResponder(facts.ocsp)]),
    ],
  });
}

/** What a signing certificate says about its holder. `sex` and `birth` are already in the card's codes. */
export type SignSubject = {
  readonly issueNumber: string;
  readonly prefecture: string;
  readonly city: string;
  readonly name: string;
  readonly sex: string;
  readonly birth: string;
  readonly address: string;
};

/** A 署名用電子証明書, with name, sex, birth date and address as otherNames. */
export function issueSignCertificate(
  authority: Issuer,
  facts: Validity & { readonly subject: SignSubject; readonly publicKey: KeyObject },
): Uint8Array {
  const { subject } = facts;
  const unchanged = (text: string) => "0".repeat([...text].length);
  return signCertificate(authority, {
    serial: randomSerial(),
    subject: [
      ["C", "JP"],
      ["L", subject.prefecture],
      ["L", subject.city],
      ["CN", subject.issueNumber],
    ],
    publicKey: facts.publicKey,
    ...validityInstants(facts),
    extensions: [
      extensions.keyUsage(keyUsage.digitalSignature | keyUsage.nonRepudiation),
      extensions.policy(policies.sign),
      extensions.subjectOtherNames([
        [`${holderOid}.1`, subject.name],
        [`${holderOid}.2`, unchanged(subject.name)],
        [`${holderOid}.3`, subject.sex],
        [`${holderOid}.4`, subject.birth],
        [`${holderOid}.5`, subject.address],
        [`${holderOid}.6`, unchanged(subject.address)],
      ]),
      extensions.issuerAlternativeName(serviceName),
      extensions.crlDistributionPoint(crlPartition("sign")),
    ],
  });
}

/** 23 characters as on test cards: 14 random ones, the five digits of the municipality, three digits, a letter. */
export function randomIssueNumber(municipalityCode: string): string {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const random = Array.from({ length: 14 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return `${random}${municipalityCode}001A`;
}
