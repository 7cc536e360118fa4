/** What a card knows and does between power-on and power-off: the selected file, the verified PINs, the commands. */
import {
  constants,
  createPrivateKey,
  privateEncrypt,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { type Command, currentCard, equalBytes, INS, toHex } from "@madoguchi/card";
import type { Access, Application, ElementaryFile } from "./application.ts";
import { maximumTries, type PinName, type PinState } from "./state.ts";
import { reply, status, sw } from "./status.ts";
import type { Switches } from "./switches.ts";

/** What outlives the power. */
export type Memory = {
  pin(name: PinName): PinState;
  setPin(name: PinName, state: PinState): Promise<void>;
  /** Told of every touch of a file that holds the 個人番号. */
  forbidden(where: string): void;
};

/** The selected file, or the status word that says why there is none. */
type Found = { readonly file: ElementaryFile } | { readonly refused: number };

export class PoweredCard {
  readonly #applications: readonly Application[];
  readonly #switches: Switches;
  readonly #memory: Memory;
  readonly #verified = new Set<PinName>();
  #application: Application | undefined;
  #file: ElementaryFile | undefined;

  constructor(applications: readonly Application[], switches: Switches, memory: Memory) {
    this.#applications = applications;
    this.#switches = switches;
    this.#memory = memory;
  }

  async execute(command: Command): Promise<Uint8Array> {
    const signs = command.ins === INS.performSecurityOperation;
    if (command.cla !== (signs ? 0x80 : 0x00)) return status(sw.unknownClass);
    switch (command.ins) {
      case INS.select:
        return status(this.#select(command));
      case INS.readBinary:
        return this.#readBinary(command);
      case INS.readRecord:
        return this.#readRecord(command);
      case INS.verify:
        return status(await this.#verify(command));
      case INS.changeReferenceData:
        return status(await this.#changePin(command));
      case INS.performSecurityOperation:
        return this.#sign(command);
      case INS.getChallenge:
        return reply(randomBytes(command.le ?? 256));
      default:
        return status(sw.unknownInstruction);
    }
  }

  #select({ p1, data }: Command): number {
    switch (p1) {
      case 0x00:
        // Selecting the root is refused after power-on and, inside an application, granted without effect.
        return this.#application ? sw.ok : sw.wrongParameters;
      case 0x02: {
        if (data?.length !== 2) return sw.wrongLength;
        const found = this.#open(((data[0] ?? 0) << 8) | (data[1] ?? 0));
        return "file" in found ? sw.ok : found.refused;
      }
      case 0x04: {
        const aid = toHex(data ?? Uint8Array.of());
        const application = this.#applications.find((each) => each.aid === aid);
        if (!application) return sw.notFound;
        this.#application = application;
        this.#file = undefined;
        if (this.#switches.selectClearsPin) this.#verified.clear();
        return sw.ok;
      }
      default:
        return sw.wrongParameters;
    }
  }

  #readBinary({ p1, p2, le }: Command): Uint8Array {
    const short = (p1 & 0x80) !== 0;
    const found = short ? this.#open(p1 & 0x1f) : this.#current();
    if ("refused" in found) return status(found.refused);
    const { file } = found;
    if (file.kind !== "transparent") return status(sw.wrongKind);
    if (!this.#isOpen(file.opens)) return status(sw.notVerified);
    if (le === undefined) return status(sw.wrongLength);

    const offset = short ? p2 : (p1 << 8) | p2;
    const data = file.content.subarray(offset, offset + le);
    const { pastEnd } = this.#switches;
    if (pastEnd === "6282" && data.length < le) return reply(data, sw.endOfFile);
    if (pastEnd === "6B00" && data.length === 0) return status(sw.pastEnd);
    return reply(data);
  }

  #readRecord({ p1, p2 }: Command): Uint8Array {
    if ((p2 & 0x07) !== 4) return status(sw.wrongParameters);
    const found = p2 >> 3 === 0 ? this.#current() : this.#open(p2 >> 3);
    if ("refused" in found) return status(found.refused);
    if (found.file.kind !== "records") return status(sw.wrongKind);
    const record = found.file.records[p1 - 1];
    return record ? reply(record) : status(sw.noRecord);
  }

  /** Without data it only tells how many tries are left, at no cost. */
  async #verify({ p1, p2, data }: Command): Promise<number> {
    if (p1 !== 0) return sw.wrongParameters;
    const found = this.#referenced(p2);
    if ("refused" in found) return found.refused;
    const { file } = found;
    if (file.kind === "blocked-pin") return data ? this.#switches.blockedStatus : sw.triesLeft;
    if (file.kind !== "pin") return sw.wrongKind;

    const { pin: name } = file;
    const pin = this.#memory.pin(name);
    if (!data) {
      const skip = this.#verified.has(name) && this.#switches.verifiedQuery === "ok";
      return skip ? sw.ok : sw.triesLeft | pin.triesLeft;
    }
    if (pin.triesLeft === 0) return this.#switches.blockedStatus;
    if (sameText(pin.value, data)) {
      this.#verified.add(name);
      await this.#setTries(name, maximumTries[name]);
      return sw.ok;
    }
    this.#verified.delete(name);
    await this.#setTries(name, pin.triesLeft - 1);
    return sw.triesLeft | (pin.triesLeft - 1);
  }

  async #changePin({ p1, p2, data }: Command): Promise<number> {
    if (p1 !== 1) return sw.wrongParameters;
    const found = this.#referenced(p2);
    if ("refused" in found) return found.refused;
    const { file } = found;
    if (file.kind !== "pin" || !file.changeable) return sw.wrongKind;
    if (!this.#verified.has(file.pin)) return sw.notVerified;
    const value = new TextDecoder().decode(data);
    if (!file.changeable.test(value)) return sw.wrongData;
    await this.#memory.setPin(file.pin, { value, triesLeft: maximumTries[file.pin] });
    return sw.ok;
  }

  /** P1 00: pads the given bytes as they are (PKCS#1 v1.5, type 1). Whether they are a DigestInfo is the caller's care. */
  #sign({ p1, p2, data }: Command): Uint8Array {
    if (p1 !== 0) return status(sw.wrongParameters);
    if (p2 === 0x00) return this.#provePresence(data);
    const found = this.#referenced(p2);
    if ("refused" in found) return status(found.refused);
    const { file } = found;
    if (file.kind !== "key") return status(sw.wrongKind);
    if (!this.#isOpen(file.opens)) return status(sw.notVerified);
    if (!data || data.length > 245) return status(sw.wrongLength);
    return reply(signPadded(file.pkcs8, data));
  }

  /** P2 00: the application's own key, which needs no PIN and signs nothing but a SHA-256 DigestInfo. */
  #provePresence(data: Uint8Array | undefined): Uint8Array {
    const key = this.#application?.presenceKey;
    if (!key) return status(sw.wrongParameters);
    const { digestInfoPrefix } = currentCard.surface.signature;
    const start = data?.subarray(0, digestInfoPrefix.length) ?? Uint8Array.of();
    if (data?.length !== digestInfoPrefix.length + 32 || !equalBytes(start, digestInfoPrefix))
      return status(sw.wrongData);
    return reply(signPadded(key, data));
  }

  /** P2 80 means the selected file, 80 + n the file whose identifier ends in these five bits. */
  #referenced(p2: number): Found {
    if ((p2 & 0xe0) !== 0x80) return { refused: sw.wrongParameters };
    return p2 === 0x80 ? this.#current() : this.#open(p2 & 0x1f);
  }

  #current(): Found {
    return this.#file ? { file: this.#file } : { refused: sw.noFileSelected };
  }

  #open(identifier: number): Found {
    const file = this.#application?.files.get(identifier);
    if (!file) return { refused: sw.notFound };
    if (file.forbidden) {
      this.#memory.forbidden(
        `${this.#application?.name} ${identifier.toString(16).padStart(4, "0")}`,
      );
    }
    this.#file = file;
    return { file };
  }

  #isOpen(access: Access): boolean {
    return access === "free" || access.some((pin) => this.#verified.has(pin));
  }

  async #setTries(name: PinName, triesLeft: number): Promise<void> {
    const pin = this.#memory.pin(name);
    if (pin.triesLeft !== triesLeft) await this.#memory.setPin(name, { ...pin, triesLeft });
  }
}

function signPadded(pkcs8: Uint8Array, message: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), type: "pkcs8", format: "der" });
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, message);
}

function sameText(text: string, entered: Uint8Array): boolean {
  const wanted = new TextEncoder().encode(text);
  return wanted.length === entered.length && timingSafeEqual(wanted, entered);
}
