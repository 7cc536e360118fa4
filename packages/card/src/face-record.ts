/**
 * The face record of 券面事項確認: FF20 with DF21, the offsets, and nine parts in fixed order. Offsets count from the first
 * byte of the record. Public source: soltia48/myna-card.
 */
import { isCalendarDay } from "./calendar.ts";
import { concatBytes } from "./hex.ts";
import { readRsaPublicKey, type RsaPublicKey } from "./rsa.ts";
import { readTlvs, type Tlv, unlessMalformed } from "./tlv.ts";

export type Sex = "male" | "female" | "unspecified";

/** The first of the three signed groups. */
export type FacePerson = {
  /** ISO 8601. */
  readonly birthDate: string;
  readonly sex: Sex;
  /** The key with which the chip proves that it is there. */
  readonly cardKey: RsaPublicKey;
};

export type FaceRecord = FacePerson & {
  /** 氏名 and 住所 as printed, PNG. */
  readonly nameImage: Uint8Array;
  readonly addressImage: Uint8Array;
  /** JPEG 2000, grey. */
  readonly photo: Uint8Array;
  /** ISO 8601. Not signed, nor is the picture of the security code. */
  readonly expiry: string;
  readonly securityCodeImage: Uint8Array;
  readonly signature: Uint8Array;
  /** The parts as written, in the three groups that are hashed apart: person and key, texts, photo. */
  readonly signedGroups: readonly [Uint8Array, Uint8Array, Uint8Array];
};

/** 3 and 9 say in two ways that neither applies. */
const sexes: ReadonlyMap<string, Sex> = new Map([
  ["1", "male"],
  ["2", "female"],
  ["3", "unspecified"],
  ["9", "unspecified"],
]);

/** Undefined for anything that is not one whole record. Its arrays are views into `bytes`. */
export function readFaceRecord(bytes: Uint8Array): FaceRecord | undefined {
  return unlessMalformed(() => {
    const [outer] = readTlvs(bytes);
    if (outer?.tag !== 0xff20) return undefined;
    const [offsets, ...parts] = readTlvs(outer.value);
    const inOrder = parts.every(({ tag }, index) => tag === 0xdf22 + index);
    if (offsets?.tag !== 0xdf21 || !inOrder || !pointsAt(offsets.value, parts, bytes))
      return undefined;
    return fromParts(parts);
  });
}

/** DF22 to DF24 as they stand in the record, and nothing besides; undefined for anything else. */
export function readFacePerson(bytes: Uint8Array): FacePerson | undefined {
  return unlessMalformed(() => {
    const parts = readTlvs(bytes);
    const inOrder = parts.every(({ tag }, index) => tag === 0xdf22 + index);
    return parts.length === 3 && inOrder ? personFrom(parts) : undefined;
  });
}

function personFrom([birth, sexCode, key]: readonly Tlv[]): FacePerson | undefined {
  if (!birth || !sexCode || !key) return undefined;
  const birthDate = readDate(birth.value);
  const sex = sexes.get(ascii(sexCode.value));
  const cardKey = readRsaPublicKey(key.value);
  if (birthDate === undefined || sex === undefined || cardKey === undefined) return undefined;
  return { birthDate, sex, cardKey };
}

function fromParts(parts: readonly Tlv[]): FaceRecord | undefined {
  const [birth, sexCode, key, name, address, photo, signature, expiryDate, securityCode] = parts;
  if (!birth || !sexCode || !key || !name || !address || !photo) return undefined;
  if (!signature || !expiryDate || !securityCode) return undefined;
  const person = personFrom(parts);
  const expiry = readDate(expiryDate.value);
  if (person === undefined || expiry === undefined) return undefined;
  return {
    ...person,
    nameImage: name.value,
    addressImage: address.value,
    photo: photo.value,
    expiry,
    securityCodeImage: securityCode.value,
    signature: signature.value,
    signedGroups: [
      concatBytes([birth.encoded, sexCode.encoded, key.encoded]),
      concatBytes([name.encoded, address.encoded]),
      photo.encoded,
    ],
  };
}

/** Two bytes a part, each where the part begins. */
function pointsAt(table: Uint8Array, parts: readonly Tlv[], whole: Uint8Array): boolean {
  if (table.length !== parts.length * 2) return false;
  return parts.every(({ encoded }, index) => {
    const offset = ((table[index * 2] ?? 0) << 8) | (table[index * 2 + 1] ?? 0);
    return offset === encoded.byteOffset - whole.byteOffset;
  });
}

/** YYYYMMDD of a day in the calendar. */
function readDate(value: Uint8Array): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/u.exec(ascii(value));
  if (match === null) return undefined;
  const iso = match.slice(1).join("-");
  return isCalendarDay(iso) ? iso : undefined;
}

function ascii(value: Uint8Array): string {
  return value.length > 16 ? "" : String.fromCharCode(...value);
}
