import { CardApplication, type ApplicationOptions } from "./application.ts";
import { readCvCertificate } from "./cv-certificate.ts";
import { checkFace, type CheckedFace, type SurfaceRoot } from "./face-proof.ts";
import { readFaceRecord, type FaceRecord } from "./face-record.ts";
import { guard } from "./guard.ts";
import { settle, type CardRefusal, type PinCounter } from "./outcome.ts";
import { knownCards, type CardProfile, type SurfaceProfile } from "./profile.ts";
import { verifiesPkcs1, type RsaPublicKey } from "./rsa.ts";
import { messageToSign } from "./signature.ts";
import { readTlvHeader, unlessMalformed } from "./tlv.ts";
import type { CardTransport } from "./transport.ts";
import { isNumberB } from "./verification-number.ts";

const reasons = { application: "no-surface-application", file: "no-face-record" } as const;

export type SurfaceReason = (typeof reasons)[keyof typeof reasons];

export type SurfaceCardOptions = ApplicationOptions & {
  /** The generations that may come, the commonest first. Left out: all that are known. */
  readonly profiles?: readonly CardProfile[];
  /** Who may stand behind a face record. Left out: every record is of `unknown-root`. */
  readonly roots?: readonly SurfaceRoot[];
};

export type ReadFaceResult =
  /** Show the photo only as what `verdict` makes it. Its JPEG 2000 is for the caller to decode. */
  | ({ readonly kind: "read" } & CheckedFace &
      Pick<FaceRecord, "photo" | "birthDate" | "sex" | "expiry" | "cardKey">)
  | { readonly kind: "wrong-number"; readonly triesLeft: number }
  | { readonly kind: "locked" }
  /** Nothing was sent: one more wrong number would lock the card's photo, so the operator must insist. */
  | { readonly kind: "last-try"; readonly triesLeft: 1 }
  /** Nothing was sent: these are not 14 digits. */
  | { readonly kind: "malformed-number" }
  | { readonly kind: "left-verified" }
  /** The number was right, but the card's record or certificate cannot be read as one. */
  | { readonly kind: "malformed-record" }
  | CardRefusal<SurfaceReason>;

export type PresenceResult =
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the challenge, 256 bytes. */
  | { readonly kind: "present"; readonly signature: Uint8Array }
  /** The chip does not hold the key of the record: the record is a copy of another card's. */
  | { readonly kind: "other-card" }
  | CardRefusal<SurfaceReason>;

/**
 * The 券面事項確認 application of a My Number card, for 目視: the photo for the staff's eyes, and proof that it is this
 * card's. Phones do not have it. Every command passes the {@link guard}; a broken link throws LinkError.
 */
export class SurfaceCard {
  readonly #application: CardApplication<SurfaceProfile>;
  readonly #roots: readonly SurfaceRoot[];

  constructor(transport: CardTransport, options: SurfaceCardOptions = {}) {
    const { profiles = knownCards, roots = [] } = options;
    this.#roots = roots;
    const rows = profiles.flatMap(({ surface }) => surface ?? []);
    this.#application = new CardApplication(guard(transport, profiles), rows, options);
  }

  /** Tries left of 照合番号B, ten when full. Asking costs none. */
  triesLeft(): Promise<PinCounter | CardRefusal<SurfaceReason>> {
    return settle(async () => {
      const { number } = await this.#application.select();
      return this.#application.readCounter(number);
    }, reasons);
  }

  /**
   * Opens the face record with 照合番号B (14 ASCII digits, wiped when this settles) and checks who signed it.
   *
   * Six commands, SELECT application, SELECT certificate, SELECT number, counter, VERIFY and SELECT record, and the
   * READ BINARYs that the lengths of certificate (three for 568 bytes) and record demand. At most one VERIFY is sent,
   * and only after the counter was read on the same link; the certificate comes first so that a card pulled out early
   * costs no try. The caller powers the card off afterwards; `checkVisually` does.
   * @throws LinkError; VerifyInterruptedError when a try may have been lost
   */
  async readFace(
    numberB: Uint8Array,
    options: { readonly insistOnLastTry?: boolean } = {},
  ): Promise<ReadFaceResult> {
    try {
      return await settle(() => this.#readFace(numberB, options), reasons);
    } finally {
      numberB.fill(0);
    }
  }

  /**
   * Has the chip sign SHA-256(challenge) with its own key, for which no number is needed, and checks it with the key
   * from the face record (DF24). Only together with a `verified` record does this say whose card is there.
   * @throws LinkError
   */
  provePresence(challenge: Uint8Array, cardKey: RsaPublicKey): Promise<PresenceResult> {
    return settle(async () => {
      this.#application.enter("signing");
      const { signature: scheme } = await this.#application.select();
      const message = await messageToSign(scheme, challenge);
      const signature = await this.#application.sign(0x00, message, scheme.bytes);
      const own = verifiesPkcs1(cardKey, message, signature);
      return own ? { kind: "present", signature } : { kind: "other-card" };
    }, reasons);
  }

  async #readFace(
    numberB: Uint8Array,
    { insistOnLastTry = false }: { readonly insistOnLastTry?: boolean },
  ): Promise<ReadFaceResult> {
    if (!isNumberB(numberB)) return { kind: "malformed-number" };

    this.#application.enter("reading");
    const row = await this.#application.select();
    const { certificate: certificateFile, face, number } = row;
    const free = await this.#application.readFreeFile(certificateFile, wholeLength(0x7f21));

    this.#application.enter("verifying");
    const verdict = await this.#application.present(number, numberB, { insistOnLastTry });
    if (verdict.kind === "wrong") return { kind: "wrong-number", triesLeft: verdict.triesLeft };
    if (verdict.kind !== "verified") return verdict;

    this.#application.enter("reading");
    // Public descriptions differ on whether the certificate is free.
    const encoded =
      free ?? (await this.#application.readFreeFile(certificateFile, wholeLength(0x7f21)));
    const record = await this.#application.readFreeFile(face, wholeLength(0xff20));
    const certificate = encoded && readCvCertificate(encoded);
    const read = record && readFaceRecord(record);
    if (!encoded || !certificate || !read) return { kind: "malformed-record" };
    const checked = await checkFace(read, { encoded, certificate }, this.#roots, row);
    const { photo, birthDate, sex, expiry, cardKey } = read;
    return { kind: "read", photo, birthDate, sex, expiry, cardKey, ...checked };
  }
}

/** The length that the outermost element announces; undefined when it is not the one looked for. */
function wholeLength(wanted: number): (start: Uint8Array) => number | undefined {
  return (start) => {
    const header = unlessMalformed(() => readTlvHeader(start));
    return header?.tag === wanted ? header.headerLength + header.length : undefined;
  };
}
