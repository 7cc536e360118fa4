/** All that a card remembers without power, as plain JSON. */
import type { CardProfile } from "@madoguchi/card";

/** Every secret number of the card. 照合番号A is the 個人番号, 照合番号B is made of printed facts. */
export type PinName =
  | "jpki-auth"
  | "jpki-sign"
  | "kenhojo-pin"
  | "kenhojo-a"
  | "kenhojo-b"
  | "kenkaku-birth"
  | "kenkaku-a"
  | "kenkaku-b"
  | "common-pin"
  | "juki-pin";

export type PinState = { readonly value: string; readonly triesLeft: number };

/** Tries from full to blocked. */
export const maximumTries: Readonly<Record<PinName, number>> = {
  "jpki-auth": 3,
  "jpki-sign": 5,
  "kenhojo-pin": 3,
  "kenhojo-a": 10,
  "kenhojo-b": 10,
  "kenkaku-birth": 10,
  "kenkaku-a": 10,
  "kenkaku-b": 10,
  "common-pin": 3,
  "juki-pin": 3,
};

/** What is printed on the card and stored as text. A fictitious person's, always. */
export type Holder = {
  readonly name: string;
  readonly sex: "male" | "female";
  /** ISO 8601. */
  readonly birthDate: string;
  readonly prefecture: string;
  readonly city: string;
  /** The whole address, prefecture and city included. */
  readonly address: string;
  /** Five digits. */
  readonly municipalityCode: string;
};

/** A key with its certificate and the issuer's: PKCS#8 and DER in base64. */
export type Credential = {
  readonly key: string;
  readonly certificate: string;
  readonly issuer: string;
};

/** The chip's side of what is printed: the key that proves its presence, PKCS#8, and the signed records, in base64. */
export type SurfaceImage = {
  readonly key: string;
  /** Card-verifiable certificate of the key that signed the records. */
  readonly certificate: string;
  readonly birth: string;
  readonly face: string;
};

/** What the authority signed of the text application: in base64. */
export type TextImage = {
  /** Hashes of 個人番号 and 基本4情報. */
  readonly integrity: string;
  /** The chip's key. */
  readonly signedKey: string;
};

export type CardImage = {
  readonly generation: CardProfile["generation"];
  readonly holder: Holder;
  readonly auth: Credential;
  /** Null for children under 15, who get no signing certificate; and on our cards of the next generation. */
  readonly sign: Credential | null;
  /** Null in images that were made before cards had it, and in those of the next generation: such a card has no face record. */
  readonly surface: SurfaceImage | null;
  /** Null as `surface`. */
  readonly text: TextImage | null;
  readonly pins: Readonly<Record<PinName, PinState>>;
  /** 15 digits. */
  readonly serial: string;
  /** The card's own last day, ISO 8601; printed on it, as is the four-digit security code. */
  readonly expiry: string;
  readonly securityCode: string;
};

export const defaultPin = "1234";
export const defaultSignPassword = "ABC123";

/** No person has this number: a real 個人番号 must never be in a test card. */
export const fictitiousIndividualNumber = "000000000000";
