/**
 * What is where on a card, one row per generation: nothing outside this table names an AID, a file or an algorithm, so
 * that a new card is a new row. Sources: OpenSC's card-jpki driver, jpki/myna, and the public survey soltia48/myna-card.
 */
import { fromHex } from "./hex.ts";

/** A two-byte file identifier. Its low five bits are also the file's short identifier. */
export type FileId = number;

export type RsaScheme = {
  readonly name: "RSASSA-PKCS1-v1_5";
  readonly hash: "SHA-256";
  /** Before the hash stands the DigestInfo header (RFC 8017 §9.2 note 1): the card pads whatever it is given. */
  readonly digestInfoPrefix: Uint8Array;
  /** Of the card's answer. */
  readonly bytes: number;
};

/** The card is given the bare hash and answers r and s, each as long as the curve's order. */
export type EcdsaScheme = {
  readonly name: "ECDSA";
  readonly hash: "SHA-384";
  readonly bytes: number;
};

export type SignatureScheme = RsaScheme | EcdsaScheme;

export type JpkiProfile = {
  readonly aid: Uint8Array;
  /** 160 bytes, PKCS#11 CK_TOKEN_INFO, space padded; free. */
  readonly tokenInfo: FileId;
  /** 利用者証明用: certificate (free on a card, behind the PIN on a phone), its issuer (free), key and PIN. */
  readonly authentication: {
    readonly certificate: FileId;
    readonly caCertificate: FileId;
    readonly key: FileId;
    readonly pin: FileId;
    readonly pinDigits: number;
    readonly signature: SignatureScheme;
  };
};

/** 券面事項確認: what is printed on the card, opened by 照合番号B. */
export type SurfaceProfile = {
  readonly aid: Uint8Array;
  /** Birth date, sex, photo and their signature. */
  readonly face: FileId;
  /** The card-verifiable certificate of the key that signed the face record. */
  readonly certificate: FileId;
  /** 照合番号B. */
  readonly number: FileId;
  /** Of certificates, records and the chip's proof of presence. */
  readonly signature: RsaScheme;
  /** Before the hashes of the record's three groups, which are signed as one value of 96 bytes. */
  readonly faceDigestInfoPrefix: Uint8Array;
};

export type CardProfile = {
  readonly generation: "RSA-2048" | "P-384";
  readonly jpki: JpkiProfile;
  /** Null: how this card holds what is printed on it is not known. */
  readonly surface: SurfaceProfile | null;
  /** Applications besides JPKI without 個人番号 or 住民票コード: every file may be read. */
  readonly otherApplications: readonly Uint8Array[];
  /**
   * Applications with 個人番号, whose use 番号法 restricts to its own purposes, and in each the files that hold it
   * and the key opened by it (照合番号A).
   */
  readonly restrictedApplications: readonly {
    readonly aid: Uint8Array;
    readonly forbidden: readonly FileId[];
  }[];
};

const sha256Rsa: RsaScheme = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  digestInfoPrefix: fromHex("3031300d060960864801650304020105000420"),
  bytes: 256,
};

export const currentCard = {
  generation: "RSA-2048",
  jpki: {
    aid: fromHex("D392F000260100000001"),
    tokenInfo: 0x0006,
    authentication: {
      certificate: 0x000a,
      caCertificate: 0x000b,
      key: 0x0017,
      pin: 0x0018,
      pinDigits: 4,
      signature: sha256Rsa,
    },
  },
  surface: {
    aid: fromHex("D3921000310001010402"),
    face: 0x0002,
    certificate: 0x0004,
    number: 0x0012,
    signature: sha256Rsa,
    faceDigestInfoPrefix: fromHex("3071300d060960864801650304020105000460"),
  },
  otherApplications: [
    fromHex("D3921000310001010100"), // 共通カードAP
  ],
  restrictedApplications: [
    { aid: fromHex("D3921000310001010408"), forbidden: [0x0001, 0x0014] }, // 券面事項入力補助
    { aid: fromHex("D3921000310001010402"), forbidden: [0x0005, 0x0013] }, // 券面事項確認
  ],
} as const satisfies CardProfile;

/**
 * The next card (次期個人番号カード): ECDSA P-384 with SHA-384, and two applications where today's card has four. That
 * much the published summaries of its task force say; everything else in this row is our assumption until the card's
 * specification is out, and is to be replaced by it: the AID (of ISO/IEC 7816-5's unregistered category F, so that it is
 * no other card's), the file identifiers (today's), four digits, and the answer r ‖ s. Another assumption is another row:
 * the cards take their rows as an option. Its 券面等 application is unknown and therefore out of reach.
 */
export const nextCard = {
  generation: "P-384",
  jpki: {
    aid: fromHex("F04D61646F6775636869"), // F0 "Madoguchi"
    tokenInfo: 0x0006,
    authentication: {
      certificate: 0x000a,
      caCertificate: 0x000b,
      key: 0x0017,
      pin: 0x0018,
      pinDigits: 4,
      signature: { name: "ECDSA", hash: "SHA-384", bytes: 96 },
    },
  },
  surface: null,
  otherApplications: [],
  restrictedApplications: [],
} as const satisfies CardProfile;

/** In the order in which a card is asked for them: the commoner first, for it then costs no command more. */
export const knownCards: readonly CardProfile[] = [currentCard, nextCard];

/** Who plays the JPKI application: phones offer the same one as cards do. */
export type TokenKind = "card" | "jukiCard" | "androidPhone" | "iPhone" | "unknown";

export const tokenLabels: ReadonlyMap<string, TokenKind> = new Map([
  ["JPKIAPICCTOKEN2", "card"],
  ["JPKIAPICCTOKEN", "jukiCard"],
  ["JPKIAPGPSETOKEN", "androidPhone"],
  ["JPKIAPIOSTOKEN", "iPhone"],
]);
