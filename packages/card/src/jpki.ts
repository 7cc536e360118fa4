import { CardApplication, type ApplicationOptions } from "./application.ts";
import { guard } from "./guard.ts";
import { concatBytes } from "./hex.ts";
import { settle, type AuthenticateResult, type CardRefusal, type PinCounter } from "./outcome.ts";
import { currentCard, tokenLabels, type CardProfile, type TokenKind } from "./profile.ts";
import { readTlvHeader, TlvError } from "./tlv.ts";
import type { CardTransport } from "./transport.ts";

const reasons = {
  application: "no-jpki-application",
  file: "no-authentication-certificate",
} as const;

export type JpkiCardOptions = ApplicationOptions & { readonly profile?: CardProfile };

/**
 * The 公的個人認証 (JPKI) application of a My Number card, or of a phone that plays one.
 * Every command passes the {@link guard}. Status words become result values; a broken link throws LinkError.
 */
export class JpkiCard {
  readonly #application: CardApplication;
  readonly #profile: CardProfile;

  constructor(transport: CardTransport, options: JpkiCardOptions = {}) {
    this.#profile = options.profile ?? currentCard;
    const guarded = guard(transport, this.#profile);
    this.#application = new CardApplication(guarded, this.#profile.jpki.aid, options);
  }

  /** Who plays the application, from the first 32 bytes of the token information. */
  token(): Promise<{ kind: "token"; token: TokenKind; label: string } | CardRefusal> {
    return this.#settle(async () => {
      const information = await this.#application.readFile(this.#profile.jpki.tokenInfo, () => 32);
      const label = String.fromCharCode(...information).trimEnd();
      return { kind: "token", token: tokenLabels.get(label) ?? "unknown", label };
    });
  }

  /** The 利用者証明用 certificate, DER. On a phone it stands behind the PIN. */
  certificate(): Promise<
    { kind: "certificate"; certificate: Uint8Array } | { kind: "pin-required" } | CardRefusal
  > {
    return this.#settle(async () => {
      const certificate = await this.#readCertificate();
      return certificate === undefined
        ? { kind: "pin-required" }
        : { kind: "certificate", certificate };
    });
  }

  /** The certificate of the CA that issued it, DER. Public: it identifies nobody. */
  caCertificate(): Promise<{ kind: "certificate"; certificate: Uint8Array } | CardRefusal> {
    return this.#settle(async () => {
      const file = this.#profile.jpki.authentication.caCertificate;
      const certificate = await this.#application.readFile(file, certificateLength);
      return { kind: "certificate", certificate };
    });
  }

  /** Tries left of the 利用者証明用 PIN. Asking costs none. */
  triesLeft(): Promise<PinCounter | CardRefusal> {
    const { pin } = this.#profile.jpki.authentication;
    return this.#settle(() => this.#application.readCounter(pin));
  }

  /**
   * Has the card sign SHA-256(challenge), for which the holder gives the PIN: four ASCII digits, wiped when this settles.
   *
   * Seven commands, SELECT application, SELECT certificate, SELECT PIN, counter, VERIFY, SELECT key and sign, and the
   * READ BINARYs that the certificate's length demands (seven for 1,583 bytes). A card that answers 6F00 to its first
   * command costs one more. At most one VERIFY is sent, and only after the counter was read on the same link; the
   * certificate comes first so that a card pulled out early costs no try.
   *
   * The caller powers the card off afterwards: until then it stays verified. `checkPin` does.
   * @throws LinkError; VerifyInterruptedError when a try may have been lost
   */
  async authenticate(
    challenge: Uint8Array,
    pin: Uint8Array,
    options: { readonly insistOnLastTry?: boolean } = {},
  ): Promise<AuthenticateResult> {
    try {
      return await this.#settle(() => this.#authenticate(challenge, pin, options));
    } finally {
      pin.fill(0);
    }
  }

  async #authenticate(
    challenge: Uint8Array,
    pin: Uint8Array,
    { insistOnLastTry = false }: { readonly insistOnLastTry?: boolean },
  ): Promise<AuthenticateResult> {
    const application = this.#application;
    const { key, pin: pinFile, pinDigits } = this.#profile.jpki.authentication;
    const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
    if (pin.length !== pinDigits || !pin.every(isDigit)) return { kind: "malformed-pin" };
    const { digestInfoPrefix, algorithm, bytes } = this.#profile.signature;
    // Under way while the card is read.
    const hashing = crypto.subtle.digest(algorithm.hash, new Uint8Array(challenge));

    application.enter("reading");
    const freeCertificate = await this.#readCertificate();

    application.enter("verifying");
    const verdict = await application.present(pinFile, pin, { insistOnLastTry });
    if (verdict.kind === "wrong") return { kind: "wrong-pin", triesLeft: verdict.triesLeft };
    if (verdict.kind !== "verified") return verdict;

    const certificate = freeCertificate ?? (await this.#readCertificate());
    if (certificate === undefined)
      return { kind: "not-my-number-card", reason: "no-authentication-certificate" };

    application.enter("signing");
    await application.selectFile(key);
    const message = concatBytes([digestInfoPrefix, new Uint8Array(await hashing)]);
    return { kind: "signed", certificate, signature: await application.sign(0x80, message, bytes) };
  }

  /** Undefined when the card wants the PIN first. */
  #readCertificate(): Promise<Uint8Array | undefined> {
    const file = this.#profile.jpki.authentication.certificate;
    return this.#application.readFreeFile(file, certificateLength);
  }

  #settle<T>(work: () => Promise<T>): Promise<T | CardRefusal> {
    return settle(work, reasons);
  }
}

/** The whole length a certificate's first bytes announce; undefined when they are no DER SEQUENCE (an empty file reads FF or 00). */
function certificateLength(start: Uint8Array): number | undefined {
  try {
    const { tag, headerLength, length } = readTlvHeader(start);
    return tag === 0x30 && length > 0 ? headerLength + length : undefined;
  } catch (error) {
    if (error instanceof TlvError) return undefined;
    throw error;
  }
}
