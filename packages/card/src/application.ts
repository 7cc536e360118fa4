import { INS, type Command, type Response, type Status } from "./apdu.ts";
import { exchange } from "./exchange.ts";
import { concatBytes } from "./hex.ts";
import {
  PinFirst,
  Refused,
  VerifyInterruptedError,
  type PinCounter,
  type Presentation,
  type Step,
} from "./outcome.ts";
import type { FileId } from "./profile.ts";
import { refuseCancelled } from "./serial.ts";
import { LinkError, type CardTransport } from "./transport.ts";

/** Offsets in READ BINARY have fifteen bits. */
const MAX_FILE = 0x8000;
/** A card that gives less than 64 bytes at a time would hold the counter up for minutes. */
const MAX_BLOCKS = MAX_FILE / 64;

export type ApplicationOptions = {
  readonly onStep?: (step: Step) => void;
  /** Looked at before every command. */
  readonly signal?: AbortSignal;
};

/**
 * One application of a card, by the row of the card's generation: it selects itself before the first file, reads whole
 * files, and presents a secret number at most once and never without its counter. Throws Refused, PinFirst and LinkError.
 */
export class CardApplication<Row extends { readonly aid: Uint8Array }> {
  readonly #transport: CardTransport;
  readonly #rows: readonly Row[];
  readonly #onStep: (step: Step) => void;
  readonly #signal: AbortSignal | undefined;
  #step: Step = "reading";
  #selected: Row | undefined;

  constructor(transport: CardTransport, rows: readonly Row[], options: ApplicationOptions) {
    this.#transport = transport;
    this.#rows = rows;
    this.#onStep = options.onStep ?? (() => {});
    this.#signal = options.signal;
  }

  enter(step: Step): void {
    this.#step = step;
    this.#onStep(step);
  }

  /** Reads as many bytes as `lengthOf` finds in the first block, and no block more. */
  async readFile(
    file: FileId,
    lengthOf: (start: Uint8Array) => number | undefined,
  ): Promise<Uint8Array> {
    await this.selectFile(file);
    const block = Math.min(256, this.#transport.limits.maxResponse - 2);
    const start = await this.#readBinary(0, block);
    const total = lengthOf(start);
    if (total === undefined || total > MAX_FILE) throw new Refused({ kind: "no-file" });
    const parts = [start];
    for (let at = start.length; at < total;) {
      if (parts.length === MAX_BLOCKS) throw new LinkError("protocol", "the file does not end");
      const part = await this.#readBinary(at, Math.min(block, total - at));
      parts.push(part);
      at += part.length;
    }
    return concatBytes(parts).slice(0, total);
  }

  /** The same, or undefined when the card wants a secret number first. */
  async readFreeFile(
    file: FileId,
    lengthOf: (start: Uint8Array) => number | undefined,
  ): Promise<Uint8Array | undefined> {
    try {
      return await this.readFile(file, lengthOf);
    } catch (error) {
      if (error instanceof PinFirst) return undefined;
      throw error;
    }
  }

  async readCounter(pinFile: FileId): Promise<PinCounter> {
    await this.selectFile(pinFile);
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

  /**
   * Reads the counter and then sends the digits, once, or not at all when one more wrong try would lock the card.
   * @throws VerifyInterruptedError when the link breaks while the card has the digits
   */
  async present(
    pinFile: FileId,
    digits: Uint8Array,
    { insistOnLastTry }: { readonly insistOnLastTry: boolean },
  ): Promise<Presentation> {
    const counter = await this.readCounter(pinFile);
    if (counter.kind !== "tries-left") return counter;
    if (counter.triesLeft === 1 && !insistOnLastTry) return { kind: "last-try", triesLeft: 1 };
    const status = await this.#verify(digits);
    switch (status.kind) {
      case "ok":
        return { kind: "verified" };
      case "tries-left":
        return { kind: "wrong", triesLeft: status.triesLeft };
      case "blocked":
        return { kind: "locked" };
      default:
        throw this.#unexpected(status);
    }
  }

  /** The card signs `message`, for RSA padded by PKCS#1 v1.5. `p2`: 80 the key file selected before, 00 the application's own. */
  async sign(p2: number, message: Uint8Array, signatureBytes: number): Promise<Uint8Array> {
    const command = { cla: 0x80, ins: INS.performSecurityOperation, p1: 0x00, p2 };
    const { data, status } = await this.#send({ ...command, data: message, le: 256 });
    if (status.kind !== "ok" || data.length !== signatureBytes) throw this.#unexpected(status);
    return data;
  }

  async selectFile(file: FileId): Promise<void> {
    // Without a turn's wait where none is due, so that the caller can work while the card does.
    if (this.#selected === undefined) await this.select();
    const data = Uint8Array.of(file >> 8, file & 0xff);
    const { status } = await this.#send({ cla: 0x00, ins: INS.select, p1: 0x02, p2: 0x0c, data });
    if (status.kind === "not-found") throw new Refused({ kind: "no-file" });
    if (status.kind !== "ok") throw this.#unexpected(status);
  }

  /** The row of this card: the first whose application it has. A card of the first row is asked once. */
  async select(): Promise<Row> {
    if (this.#selected !== undefined) return this.#selected;
    for (const row of this.#rows) {
      const status = await this.#selectName(row.aid);
      if (status.kind === "ok") return (this.#selected = row);
      if (status.kind !== "not-found") throw this.#unexpected(status);
    }
    throw new Refused({ kind: "no-application" });
  }

  async #selectName(aid: Uint8Array): Promise<Status> {
    const command = { cla: 0x00, ins: INS.select, p1: 0x04, p2: 0x0c, data: aid };
    const { status } = await this.#send(command);
    // Some cards answer 6F00 to the very first command after power-up, whatever it is.
    return status.sw === 0x6f00 ? (await this.#send(command)).status : status;
  }

  #send(command: Command): Promise<Response> {
    refuseCancelled(this.#signal);
    return exchange(this.#transport, command);
  }

  #unexpected({ sw }: Status): Refused {
    return new Refused({ kind: "unexpected", step: this.#step, sw });
  }

  /** The one place that sends a secret number. It is sent once, to the file that the counter was just read from. */
  async #verify(digits: Uint8Array): Promise<Status> {
    refuseCancelled(this.#signal);
    const command = { cla: 0x00, ins: INS.verify, p1: 0x00, p2: 0x80, data: digits };
    try {
      const { status } = await exchange(this.#transport, command);
      return status;
    } catch (cause) {
      if (!(cause instanceof LinkError)) throw cause;
      const message = "the link broke during VERIFY; one try may be gone";
      throw new VerifyInterruptedError(cause.code, message, { cause });
    }
  }

  async #readBinary(offset: number, le: number): Promise<Uint8Array> {
    const command = { cla: 0x00, ins: INS.readBinary, p1: offset >> 8, p2: offset & 0xff, le };
    const { data, status } = await this.#send(command);
    if (status.kind === "not-verified") throw new PinFirst();
    const read = status.kind === "ok" || status.kind === "end-of-file";
    if (!read || data.length === 0) throw this.#unexpected(status);
    return data;
  }
}
