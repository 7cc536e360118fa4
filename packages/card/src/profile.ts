/**
 * What is where on a card, one row per generation. The next card has other applications, files and keys
 * (ECDSA P-384), so nothing outside this table names an AID, a file or an algorithm.
 * Sources: OpenSC's card-jpki driver, jpki/myna, and the public survey soltia48/myna-card.
 */
import { fromHex } from "./hex.ts";

/** A two-byte file identifier. Its low five bits are also the file's short identifier. */
export type FileId = number;

export type CardProfile = {
  readonly generation: string;
  readonly jpki: {
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
    };
  };
  /** 券面事項確認: what is printed on the card, opened by 照合番号B. */
  readonly surface: {
    readonly aid: Uint8Array;
    /** Birth date, sex, photo and their signature. */
    readonly face: FileId;
    /** The card-verifiable certificate of the key that signed the face record. */
    readonly certificate: FileId;
    /** 照合番号B. */
    readonly number: FileId;
    /** Before the hashes of the record's three groups, which are signed as one value of 96 bytes. */
    readonly faceDigestInfoPrefix: Uint8Array;
  };
  readonly signature: {
    readonly algorithm: { readonly name: "RSASSA-PKCS1-v1_5"; readonly hash: "SHA-256" };
    /** Before the hash stands the DigestInfo header (RFC 8017 §9.2 note 1): the card pads whatever it is given. */
    readonly digestInfoPrefix: Uint8Array;
    readonly bytes: number;
  };
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

export const currentCard: CardProfile = {
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
    },
  },
  surface: {
    aid: fromHex("D3921000310001010402"),
    face: 0x0002,
    certificate: 0x0004,
    number: 0x0012,
    faceDigestInfoPrefix: fromHex("3071300d060960864801650304020105000460"),
  },
  signature: {
    algorithm: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    digestInfoPrefix: fromHex("3031300d060960864801650304020105000420"),
    bytes: 256,
  },
  otherApplications: [
    fromHex("D3921000310001010100"), // 共通カードAP
  ],
  restrictedApplications: [
    { aid: fromHex("D3921000310001010408"), forbidden: [0x0001, 0x0014] }, // 券面事項入力補助
    { aid: fromHex("D3921000310001010402"), forbidden: [0x0005, 0x0013] }, // 券面事項確認
  ],
};

/** Who plays the JPKI application: phones offer the same one as cards do. */
export type TokenKind = "card" | "jukiCard" | "androidPhone" | "iPhone" | "unknown";

export const tokenLabels: ReadonlyMap<string, TokenKind> = new Map([
  ["JPKIAPICCTOKEN2", "card"],
  ["JPKIAPICCTOKEN", "jukiCard"],
  ["JPKIAPGPSETOKEN", "androidPhone"],
  ["JPKIAPIOSTOKEN", "iPhone"],
]);
