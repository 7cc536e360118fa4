import { CardApplication, type ApplicationOptions } from "./application.ts";
import { guard } from "./guard.ts";
import { settle, type AuthenticateResult, type CardRefusal, type PinCounter } from "./outcome.ts";
import {
  knownCards,
  tokenLabels,
  type CardProfile,
  type JpkiProfile,
  type TokenKind,
} from "./profile.ts";
import { messageToSign, verifiableSignature } from "./signature.ts";
import { readTlvHeader, unlessMalformed } from "./tlv.ts";
import type { CardTransport } from "./transport.ts";

const reasons = {
  application: "no-jpki-application",
  file: "no-authentication-certificate",
} as const;

export type JpkiCardOptions = ApplicationOptions & {
  /** The generations that may come, the commonest first. Left out: all that are known. */
  readonly profiles?: readonly CardProfile[];
};

/**
 * The 公的個人認証 (JPKI) application of a My Number card, or of a phone that plays one.
 * Every command passes the {@link guard}. Status words become result values; a broken link throws LinkError.
 */
export class JpkiCard {
  readonly #application: CardApplication<JpkiProfile>;
  readonly #rows: readonly JpkiProfile[];

  constructor(transport: CardTransport, options: JpkiCardOptions = {}) {
    const { profiles = knownCards } = options;
    this.#rows = profiles.map(({ jpki }) => jpki);
    this.#application = new CardApplication(guard(transport, profiles), this.#rows, options);
  }

  /** Who plays the application, from the first 32 bytes of the token information. */
  token(): Promise<{ kind: "token"; token: TokenKind; label: string } | CardRefusal> {
    return this.#settle(async () => {
      const { tokenInfo } = await this.#application.select();
      const information = await this.#application.readFile(tokenInfo, () => 32);
      const label = String.fromCharCode(...information).trimEnd();
      return { kind: "token", token: tokenLabels.get(label) ?? "unknown", label };
    });
  }

  /** The 利用者証明用 certificate, DER. On a phone it stands behind the PIN. */
  certificate(): Promise<
    { kind: "certificate"; certificate: Uint8Array } | { kind: "pin-required" } | CardRefusal
  > {
    return this.#settle(async () => {
      const certificate = await this.#readCertificate(await this.#application.select());
      return certificate === undefined
        ? { kind: "pin-required" }
        : { kind: "certificate", certificate };
    });
  }

  /** The certificate of the CA that issued it, DER. Public: it identifies nobody. */
  caCertificate(): Promise<{ kind: "certificate"; certificate: Uint8Array } | CardRefusal> {
    return this.#settle(async () => {
      const { authentication } = await this.#application.select();
      const file = authentication.caCertificate;
      const certificate = await this.#application.readFile(file, certificateLength);
      return { kind: "certificate", certificate };
    });
  }

  /** Tries left of the 利用者証明用 PIN. Asking costs none. */
  triesLeft(): Promise<PinCounter | CardRefusal> {
    return this.#settle(async () => {
      const { authentication } = await this.#application.select();
      return this.#application.readCounter(authentication.pin);
    });
  }

  /**
   * Has the card sign the challenge, for which the holder gives the PIN: ASCII digits, wiped when this settles.
   *
   * Seven commands, SELECT application, SELECT certificate, SELECT PIN, counter, VERIFY, SELECT key and sign, and the
   * READ BINARYs that the certificate's length demands (seven for 1,583 bytes). A card that answers 6F00 to its first
   * command costs one more, and so does a card of the next generation, whose application is asked for second. At most
   * one VERIFY is sent, and only after the counter was read on the same link; the certificate comes first so that a card
   * pulled out early costs no try.
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
    if (!this.#rows.some((row) => isPinOf(row, pin))) return { kind: "malformed-pin" };

    application.enter("reading");
    const row = await application.select();
    if (!isPinOf(row, pin)) return { kind: "malformed-pin" };
    const { key, pin: pinFile, signature: scheme } = row.authentication;
    const reading = this.#readCertificate(row);
    // Hashed while the card answers.
    const hashing = messageToSign(scheme, challenge);
    const freeCertificate = await reading;

    application.enter("verifying");
    const verdict = await application.present(pinFile, pin, { insistOnLastTry });
    if (verdict.kind === "wrong") return { kind: "wrong-pin", triesLeft: verdict.triesLeft };
    if (verdict.kind !== "verified") return verdict;

    const certificate = freeCertificate ?? (await this.#readCertificate(row));
    if (certificate === undefined)
      return { kind: "not-my-number-card", reason: "no-authentication-certificate" };

    application.enter("signing");
    await application.selectFile(key);
    const answer = await application.sign(0x80, await hashing, scheme.bytes);
    return { kind: "signed", certificate, signature: verifiableSignature(scheme, answer) };
  }

  /** Undefined when the card wants the PIN first. */
  #readCertificate({ authentication }: JpkiProfile): Promise<Uint8Array | undefined> {
    return this.#application.readFreeFile(authentication.certificate, certificateLength);
  }

  #settle<T>(work: () => Promise<T>): Promise<T | CardRefusal> {
    return settle(work, reasons);
  }
}

/** As many ASCII digits as this generation's PIN has: the card counts anything else as wrong. */
function isPinOf({ authentication }: JpkiProfile, pin: Uint8Array): boolean {
  const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
  return pin.length === authentication.pinDigits && pin.every(isDigit);
}

/** The whole length a certificate's first bytes announce; undefined when they are no DER SEQUENCE (an empty file reads FF or 00). */
function certificateLength(start: Uint8Array): number | undefined {
  const header = unlessMalformed(() => readTlvHeader(start));
  return header?.tag === 0x30 && header.length > 0
    ? header.headerLength + header.length
    : undefined;
}
