/** Makes a card for a fictitious person: keys, certificates, secret numbers. */
import { randomInt } from "node:crypto";
import { eraYear } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { authRootOn, type Authority, type TestPki, type Validity } from "./pki.ts";
import { sexCode } from "./record.ts";
import { generateRsaKey } from "./rsa-key.ts";
import {
  type CardImage,
  type Credential,
  defaultPin,
  defaultSignPassword,
  fictitiousIndividualNumber,
  type Holder,
  maximumTries,
  type PinName,
  type PinState,
} from "./state.ts";
import { personaliseSurface } from "./surface.ts";
import {
  issueAuthCertificate,
  issueSignCertificate,
  randomIssueNumber,
} from "./user-certificate.ts";

export type Personalisation = {
  readonly issuedOn: Temporal.PlainDate;
  /** Last day of the certificates. Left out: the fifth birthday after `issuedOn`, as the real service does. */
  readonly validUntil?: Temporal.PlainDate;
};

/** Makes the card's keys (RSA-2048, on the thread pool) and has the PKI of the issue date certify them. */
export async function personalise(
  pki: TestPki,
  holder: Holder,
  { issuedOn, validUntil }: Personalisation,
): Promise<CardImage> {
  const birth = Temporal.PlainDate.from(holder.birthDate);
  const validity = { from: issuedOn, until: validUntil ?? fifthBirthday(birth, issuedOn) };
  const { years: ageAtIssue } = birth.until(issuedOn, { largestUnit: "years" });
  const printed = {
    holder,
    serial: digits(15),
    // A grown-up's card outlives its first certificates by five years.
    expiry: validity.until.add({ years: ageAtIssue >= 18 ? 5 : 0 }).toString(),
    securityCode: digits(4),
  };
  const [auth, sign, surface] = await Promise.all([
    authCredential(authRootOn(pki, issuedOn), holder, validity),
    ageAtIssue >= 15 ? signCredential(pki.sign, holder, validity) : null,
    personaliseSurface(pki.surface, printed),
  ]);
  return { ...printed, auth, sign, surface, pins: freshPins(printed) };
}

/** The card as the town hall hands it back: default PIN and password, every counter full. */
export function resetPins(image: CardImage): CardImage {
  return { ...image, pins: freshPins(image) };
}

type Printed = Pick<CardImage, "holder" | "expiry" | "securityCode">;

function freshPins({ holder, expiry, securityCode }: Printed): CardImage["pins"] {
  const birth = eraBirthDate(holder.birthDate);
  const numberB = `${birth.year}${birth.monthDay}${expiry.slice(0, 4)}${securityCode}`;
  const pin = (name: PinName, value: string): PinState => ({
    value,
    triesLeft: maximumTries[name],
  });
  return {
    "jpki-auth": pin("jpki-auth", defaultPin),
    "jpki-sign": pin("jpki-sign", defaultSignPassword),
    "kenhojo-pin": pin("kenhojo-pin", defaultPin),
    "kenhojo-a": pin("kenhojo-a", fictitiousIndividualNumber),
    "kenhojo-b": pin("kenhojo-b", numberB),
    "kenkaku-birth": pin("kenkaku-birth", `${birth.year}${birth.monthDay}`),
    "kenkaku-a": pin("kenkaku-a", fictitiousIndividualNumber),
    "kenkaku-b": pin("kenkaku-b", numberB),
  };
}

/** User certificates end with the fifth birthday that comes after their issue. */
function fifthBirthday(
  birth: Temporal.PlainDate,
  issuedOn: Temporal.PlainDate,
): Temporal.PlainDate {
  const { years } = birth.until(issuedOn, { largestUnit: "years" });
  return birth.add({ years: years + 5 });
}

async function authCredential(
  root: Authority,
  holder: Holder,
  validity: Validity,
): Promise<Credential> {
  const { publicKey, privateKey } = await generateRsaKey();
  const issueNumber = randomIssueNumber(holder.municipalityCode);
  const certificate = issueAuthCertificate(root, { ...validity, issueNumber, publicKey });
  return credential(root, privateKey.export({ type: "pkcs8", format: "der" }), certificate);
}

async function signCredential(
  root: Authority,
  holder: Holder,
  validity: Validity,
): Promise<Credential> {
  const { publicKey, privateKey } = await generateRsaKey();
  const birth = eraBirthDate(holder.birthDate);
  const subject = {
    ...holder,
    issueNumber: randomIssueNumber(holder.municipalityCode),
    sex: sexCode[holder.sex],
    birth: `${birth.eraCode}${holder.birthDate.replaceAll("-", "")}`,
  };
  const certificate = issueSignCertificate(root, { ...validity, subject, publicKey });
  return credential(root, privateKey.export({ type: "pkcs8", format: "der" }), certificate);
}

function credential(root: Authority, key: Uint8Array, certificate: Uint8Array): Credential {
  return {
    key: base64(key),
    certificate: base64(certificate),
    issuer: base64(root.certificate),
  };
}

const eraCodes = { 明治: "1", 大正: "2", 昭和: "3", 平成: "4", 令和: "5" } as const;

/** Secret numbers count years in Japanese eras: 1980-02-17 is 昭和55, "55" and "0217". */
function eraBirthDate(birthDate: string) {
  const date = Temporal.PlainDate.from(birthDate);
  const era = eraYear(date);
  if (!era) throw new RangeError(`born before 明治: ${birthDate}`);
  return {
    eraCode: eraCodes[era.era],
    year: String(era.year).padStart(2, "0"),
    monthDay: birthDate.slice(5).replace("-", ""),
  };
}

function digits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join("");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
