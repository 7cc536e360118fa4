/** Makes a card for a fictitious person: keys, certificates, secret numbers. */
import {
  createPrivateKey,
  createPublicKey,
  type KeyPairKeyObjectResult,
  randomInt,
} from "node:crypto";
import { eraYear } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { signText } from "./kenhojo-ap.ts";
import { generateP384Key, generateRsaKey } from "./keys.ts";
import { authRootOn, type Authority, type TestPki, type Validity } from "./pki.ts";
import { sexCode } from "./record.ts";
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
  /** Last day of the certificates. Left out: the fifth birthday after `issuedOn`, as the real service does; the tenth for P-384. */
  readonly validUntil?: Temporal.PlainDate;
  /** Left out: today's cards. */
  readonly generation?: CardImage["generation"];
  /** URL that the 利用者証明用 certificate names. */
  readonly ocsp?: string;
};

/** Makes the card's keys (on the thread pool) and has the PKI of the issue date certify them. */
export async function personalise(
  pki: TestPki,
  holder: Holder,
  { issuedOn, validUntil, generation = "RSA-2048", ocsp }: Personalisation,
): Promise<CardImage> {
  const birth = Temporal.PlainDate.from(holder.birthDate);
  const { years: ageAtIssue } = birth.until(issuedOn, { largestUnit: "years" });
  const next = generation === "P-384";
  const last = birth.add({ years: ageAtIssue + (next ? 10 : 5) });
  const validity = { from: issuedOn, until: validUntil ?? last, ...(ocsp && { ocsp }) };
  const printed = {
    generation,
    holder,
    serial: digits(15),
    // A grown-up's card of today outlives its first certificates by five years.
    expiry: validity.until.add({ years: ageAtIssue >= 18 && !next ? 5 : 0 }).toString(),
    securityCode: digits(4),
  };
  const pins = freshPins(printed);
  if (next) {
    const auth = await authCredential(pki.nextAuth, holder, validity, generateP384Key);
    return { ...printed, auth, sign: null, surface: null, text: null, pins };
  }
  const [auth, sign, surface] = await Promise.all([
    authCredential(authRootOn(pki, issuedOn), holder, validity, generateRsaKey),
    ageAtIssue >= 15 ? signCredential(pki.sign, holder, validity) : null,
    personaliseSurface(pki.surface, printed),
  ]);
  return { ...printed, auth, sign, surface, text: signText(pki.surface, holder, surface), pins };
}

/**
 * The card with another 利用者証明用 certificate for its key: one that has ended or not begun, or of an issuer whom nobody
 * trusts. The authority's key and the card's need not be of one kind.
 */
export function recertify(image: CardImage, authority: Authority, validity: Validity): CardImage {
  const key = Buffer.from(image.auth.key, "base64");
  const publicKey = createPublicKey(createPrivateKey({ key, type: "pkcs8", format: "der" }));
  const issueNumber = randomIssueNumber(image.holder.municipalityCode);
  const certificate = issueAuthCertificate(authority, { ...validity, issueNumber, publicKey });
  return { ...image, auth: credential(authority, key, certificate) };
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
    "common-pin": pin("common-pin", defaultPin),
    "juki-pin": pin("juki-pin", defaultPin),
  };
}

async function authCredential(
  root: Authority,
  holder: Holder,
  validity: Validity & { readonly ocsp?: string },
  generateKey: () => Promise<KeyPairKeyObjectResult>,
): Promise<Credential> {
  const { publicKey, privateKey } = await generateKey();
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
