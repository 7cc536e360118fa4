import { INS, type Command, type Response, type Status } from "./apdu.ts";
import { exchange } from "./exchange.ts";
import { guard } from "./guard.ts";
import { concatBytes } from "./hex.ts";
import {
  PinFirst,
  Refused,
  settle,
  VerifyInterruptedError,
  type AuthenticateResult,
  type CardRefusal,
  type PinCounter,
  type Step,
} from "./outcome.ts";
import {
  currentCard,
  tokenLabels,
  type CardProfile,
  type FileId,
  type TokenKind,
} from "./profile.ts";
import { refuseCancelled } from "./serial.ts";
import { readTlvHeader, TlvError } from "./tlv.ts";
import { LinkError, type CardTransport } from "./transport.ts";

/** Offsets in READ BINARY have fifteen bits. */
const MAX_FILE = 0x8000;

export type JpkiCardOptions = {
  readonly profile?: CardProfile;
  readonly onStep?: (step: Step) => void;
  /** Looked at before every command. */
  readonly signal?: AbortSignal;
};

/**
 * The 公的個人認証 (JPKI) application of a My Number card, or of a phone that plays one.
 * Every command passes the {@link guard}. Status words become result values; a broken link throws LinkError.
 */
export class JpkiCard {
  readonly #transport: CardTransport;
  readonly #profile: CardProfile;
  readonly #onStep: (step: Step) => void;
  readonly #signal: AbortSignal | undefined;
  #step: Step = "reading";
  #selected = false;

  constructor(transport: CardTransport, options: JpkiCardOptions = {}) {
    this.#profile = options.profile ?? currentCard;
    this.#transport = guard(transport, this.#profile);
    this.#onStep = options.onStep ?? (() => {});
    this.#signal = options.signal;
  }

  /** Who plays the application, from the first 32 bytes of the token information. */
  token(): Promise<{ kind: "token"; token: TokenKind; label: string } | CardRefusal> {
    return settle(async () => {
      const information = await this.#readFile(this.#profile.jpki.tokenInfo, () => 32);
      const label = String.fromCharCode(...information).trimEnd();
      return { kind: "token", token: tokenLabels.get(label) ?? "unknown", label };
    });
  }

  /** The 利用者証明用 certificate, DER. On a phone it stands behind the PIN. */
  certificate(): Promise<
    { kind: "certificate"; certificate: Uint8Array } | { kind: "pin-required" } | CardRefusal
  > {
    return settle(async () => {
      const certificate = await this.#readCertificate();
      return certificate === undefined
        ? { kind: "pin-required" }
        : { kind: "certificate", certificate };
    });
  }

  /** The certificate of the CA that issued it, DER. Public: it identifies nobody. */
  caCertificate(): Promise<{ kind: "certificate"; certificate: Uint8Array } | CardRefusal> {
    return settle(async () => {
      const file = this.#profile.jpki.authentication.caCertificate;
      return { kind: "certificate", certificate: await this.#readFile(file, certificateLength) };
    });
  }

  /** Tries left of the 利用者証明用 PIN. Asking costs none. */
  triesLeft(): Promise<PinCounter | CardRefusal> {
    return settle(() => this.#readCounter());
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
      return await settle(() => this.#authenticate(challenge, pin, options));
    } finally {
      pin.fill(0);
    }
  }

  async #authenticate(
    challenge: Uint8Array,
    pin: Uint8Array,
    { insistOnLastTry = false }: { readonly insistOnLastTry?: boolean },
  ): Promise<AuthenticateResult> {
    const { key, pinDigits } = this.#profile.jpki.authentication;
    const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
    if (pin.length !== pinDigits || !pin.every(isDigit)) return { kind: "malformed-pin" };
    const message = await this.#digestInfo(challenge);

    this.#enter("reading");
    const freeCertificate = await this.#readCertificate();

    this.#enter("verifying");
    const counter = await this.#readCounter();
    if (counter.kind !== "tries-left") return counter;
    if (counter.triesLeft === 1 && !insistOnLastTry) return { kind: "last-try", triesLeft: 1 };
    const verdict = await this.#verify(pin);
    if (verdict.kind === "tries-left") return { kind: "wrong-pin", triesLeft: verdict.triesLeft };
    if (verdict.kind === "blocked") return { kind: "locked" };
    if (verdict.kind !== "ok") throw this.#unexpected(verdict);

    const certificate = freeCertificate ?? (await this.#readCertificate());
    if (certificate === undefined) throw this.#refused("no-authentication-certificate");

    this.#enter("signing");
    await this.#selectFile(key);
    const sign = { cla: 0x80, ins: INS.performSecurityOperation, p1: 0x00, p2: 0x80 };
    const { data, status } = await this.#send({ ...sign, data: message, le: 256 });
    if (status.kind !== "ok" || data.length !== this.#profile.signature.bytes)
      throw this.#unexpected(status);
    return { kind: "signed", certificate, signature: data };
  }

  async #digestInfo(challenge: Uint8Array): Promise<Uint8Array> {
    const { digestInfoPrefix, algorithm } = this.#profile.signature;
    const hash = await crypto.subtle.digest(algorithm.hash, new Uint8Array(challenge));
    return concatBytes([digestInfoPrefix, new Uint8Array(hash)]);
  }

  async #readCounter(): Promise<PinCounter> {
    await this.#selectFile(this.#profile.jpki.authentication.pin);
    const { status } = await this.#send({ cla: 0x00, ins: INS.verify, p1: 0x00, p2: 0x80 });
    switch (status.kind) {
      case "tries-left":
        return { kind: "tries-left", triesLeft: status.triesLeft };
      case "blocked":
        return { kind: "locked" };
      case "ok":
        return { kind: "left-verified" };
      default:
        throw this.#unexpected(status);
    }
  }

  /** The one place that sends a PIN. It is sent once, to the PIN file that the counter was just read from. */
  async #verify(pin: Uint8Array): Promise<Status> {
    refuseCancelled(this.#signal);
    const command = { cla: 0x00, ins: INS.verify, p1: 0x00, p2: 0x80, data: pin };
    try {
      const { status } = await exchange(this.#transport, command);
      return status;
    } catch (cause) {
      if (!(cause instanceof LinkError)) throw cause;
      const message = "the link broke during VERIFY; one try may be gone";
      throw new VerifyInterruptedError(cause.code, message, { cause });
    }
  }

  /** Undefined when the card wants the PIN first. */
  async #readCertificate(): Promise<Uint8Array | undefined> {
    try {
      const file = this.#profile.jpki.authentication.certificate;
      return await this.#readFile(file, certificateLength);
    } catch (error) {
      if (error instanceof PinFirst) return undefined;
      throw error;
    }
  }

  /** Reads as many bytes as `lengthOf` finds in the first block, and no block more. */
  async #readFile(
    file: FileId,
    lengthOf: (start: Uint8Array) => number | undefined,
  ): Promise<Uint8Array> {
    await this.#selectFile(file);
    const block = Math.min(256, this.#transport.limits.maxResponse - 2);
    const start = await this.#readBinary(0, block);
    const total = lengthOf(start);
    if (total === undefined || total > MAX_FILE)
      throw this.#refused("no-authentication-certificate");
    const parts = [start];
    for (let at = start.length; at < total;) {
      const part = await this.#readBinary(at, Math.min(block, total - at));
      parts.push(part);
      at += part.length;
    }
    return concatBytes(parts).slice(0, total);
  }

  async #readBinary(offset: number, le: number): Promise<Uint8Array> {
    const command = { cla: 0x00, ins: INS.readBinary, p1: offset >> 8, p2: offset & 0xff, le };
    const { data, status } = await this.#send(command);
    if (status.kind === "not-verified") throw new PinFirst();
    const read = status.kind === "ok" || status.kind === "end-of-file";
    if (!read || data.length === 0) throw this.#unexpected(status);
    return data;
  }

  async #selectFile(file: FileId): Promise<void> {
    await this.#selectApplication();
    const data = Uint8Array.of(file >> 8, file & 0xff);
    const { status } = await this.#send({ cla: 0x00, ins: INS.select, p1: 0x02, p2: 0x0c, data });
    if (status.kind === "not-found") throw this.#refused("no-authentication-certificate");
    if (status.kind !== "ok") throw this.#unexpected(status);
  }

  async #selectApplication(): Promise<void> {
    if (this.#selected) return;
    const command = {
      cla: 0x00,
      ins: INS.select,
      p1: 0x04,
      p2: 0x0c,
      data: this.#profile.jpki.aid,
    };
    let { status } = await this.#send(command);
    // Some cards answer 6F00 to the very first command after power-up, whatever it is.
    if (status.sw === 0x6f00) ({ status } = await this.#send(command));
    if (status.kind === "not-found") throw this.#refused("no-jpki-application");
    if (status.kind !== "ok") throw this.#unexpected(status);
    this.#selected = true;
  }

  #send(command: Command): Promise<Response> {
    refuseCancelled(this.#signal);
    return exchange(this.#transport, command);
  }

  #enter(step: Step): void {
    this.#step = step;
    this.#onStep(step);
  }

  #unexpected({ sw }: Status): Refused {
    return new Refused({ kind: "unexpected", step: this.#step, sw });
  }

  #refused(reason: "no-jpki-application" | "no-authentication-certificate"): Refused {
    return new Refused({ kind: "not-my-number-card", reason });
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
