/** What a card knows and does between power-on and power-off: the selected file, the verified PINs, the commands. */
import { randomBytes } from "node:crypto";
import { type Command, INS, toHex } from "@madoguchi/card";
import type { Application, ElementaryFile } from "./application.ts";
import { contactAtrTag } from "./data-objects.ts";
import { type PinMemory, Secrets } from "./secrets.ts";
import { authenticate, provePresence, signWith } from "./signing.ts";
import { reply, status, sw } from "./status.ts";
import type { Switches } from "./switches.ts";
import { TerminalGate } from "./terminal-gate.ts";

/** What is on the chip for good. */
export type Contents = {
  readonly applications: readonly Application[];
  /** By tag, for GET DATA where no application is selected. */
  readonly dataObjects: ReadonlyMap<number, Uint8Array>;
};

export type Memory = PinMemory & {
  /** Told of every touch of a file that holds the 個人番号. */
  forbidden(where: string): void;
};

/** The selected file, or the status word that says why there is none. */
type Found = { readonly file: ElementaryFile } | { readonly refused: number };

/** GlobalPlatform's issuer security domain: selecting it leaves every application. */
const issuerDomain = "a0000001510000";

/** Beside the instructions that our own client knows. */
const ins = {
  ...INS,
  externalAuthenticate: 0x82,
  internalAuthenticate: 0x88,
  setPublicIcKey: 0xa2,
  lastCommand: 0xfc,
} as const;

/** Commands of class 80; all others are of class 00. */
const proprietary: ReadonlySet<number> = new Set([
  ins.performSecurityOperation,
  ins.changePin,
  ins.setPublicIcKey,
  ins.lastCommand,
]);

export class PoweredCard {
  readonly #contents: Contents;
  readonly #switches: Switches;
  readonly #memory: Memory;
  readonly #secrets: Secrets;
  readonly #gate: TerminalGate | undefined;
  #application: Application | undefined;
  #file: ElementaryFile | undefined;

  constructor(contents: Contents, switches: Switches, memory: Memory) {
    this.#contents = contents;
    this.#switches = switches;
    this.#memory = memory;
    this.#secrets = new Secrets(memory, switches);
    const { terminalRoot } = switches;
    this.#gate = terminalRoot ? new TerminalGate(terminalRoot) : undefined;
  }

  async execute(command: Command): Promise<Uint8Array> {
    if (command.cla !== (proprietary.has(command.ins) ? 0x80 : 0x00))
      return status(sw.unknownClass);
    switch (command.ins) {
      case ins.select:
        return status(this.#select(command));
      case ins.readBinary:
        return this.#readBinary(command);
      case ins.readRecord:
        return this.#readRecord(command);
      case ins.getData:
        return this.#getData(command);
      case ins.getChallenge:
        return this.#challenge(command);
      case ins.verify:
        return status(await this.#verify(command));
      case ins.changeReferenceData:
        return status(await this.#change(command, "24", 0x01));
      case ins.changePin:
        return status(await this.#change(command, "32", 0x00));
      case ins.performSecurityOperation:
        return this.#sign(command);
      case ins.internalAuthenticate:
        return this.#authenticate(command);
      case ins.setPublicIcKey:
        return status(this.#presentTerminal(command));
      case ins.externalAuthenticate:
        return status(this.#gate?.admit(command.data) ?? sw.unknownInstruction);
      case ins.lastCommand:
        return status(this.#switches.tokenKind === "iPhone" ? sw.ok : sw.wrongLength);
      default:
        return status(sw.unknownInstruction);
    }
  }

  #select({ p1, data = new Uint8Array() }: Command): number {
    switch (p1) {
      case 0x00:
        // Selecting the root is refused after power-on and, inside an application, granted without effect.
        return this.#application ? sw.ok : sw.wrongParameters;
      case 0x02: {
        if (data.length !== 2) return sw.wrongLength;
        const found = this.#open(((data[0] ?? 0) << 8) | (data[1] ?? 0));
        return "file" in found ? sw.ok : found.refused;
      }
      case 0x04: {
        const aid = toHex(data);
        const application = this.#contents.applications.find((each) => each.aid === aid);
        if (!application && aid !== issuerDomain) return sw.notFound;
        this.#application = application;
        this.#file = undefined;
        if (this.#switches.selectClearsPin) this.#secrets.forget();
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
    if (!this.#secrets.open(file.opens)) return status(sw.notVerified);
    if (le === undefined) return status(sw.wrongLength);

    const offset = short ? p2 : (p1 << 8) | p2;
    const { pastEnd, shortRead } = this.#switches;
    const most = Math.min(le, shortRead?.bytes ?? le);
    const data = file.content.subarray(offset, offset + most);
    if (pastEnd === "6B00" && data.length === 0) return status(sw.pastEnd);
    const early = data.length < le && (pastEnd === "6282" || shortRead?.status === "6282");
    return reply(data, early ? sw.endOfFile : sw.ok);
  }

  /** P2's low bits: 4, the record of this number; 5, all from it to the last. */
  #readRecord({ p1, p2 }: Command): Uint8Array {
    const all = (p2 & 0x07) === 5;
    if (!all && (p2 & 0x07) !== 4) return status(sw.wrongParameters);
    const found = p2 >> 3 === 0 ? this.#current() : this.#open(p2 >> 3);
    if ("refused" in found) return status(found.refused);
    if (found.file.kind !== "records") return status(sw.wrongKind);
    const { records } = found.file;
    const wanted = p1 === 0 ? [] : records.slice(p1 - 1, all ? undefined : p1);
    return wanted.length === 0 ? status(sw.noRecord) : reply(Buffer.concat(wanted));
  }

  /** A short Le is refused for what does not fit into it, instead of cut. */
  #getData({ p1, p2, le = 0 }: Command): Uint8Array {
    const tag = (p1 << 8) | p2;
    const reachable = this.#application === undefined || tag === contactAtrTag;
    const object = reachable ? this.#contents.dataObjects.get(tag) : undefined;
    if (!object) return status(sw.noDataObject);
    return object.length > le ? status(sw.wrongLength) : reply(object);
  }

  #challenge({ p1, p2, le, extended }: Command): Uint8Array {
    if (p1 !== 0 || p2 !== 0) return status(sw.wrongParameters);
    if (le === undefined) return status(sw.wrongLength);
    if (extended) return status(sw.conditionsNotSatisfied);
    const challenge = randomBytes(le);
    this.#gate?.challenged(challenge);
    return reply(challenge);
  }

  async #verify({ p1, p2, data }: Command): Promise<number> {
    if (p1 !== 0) return sw.wrongParameters;
    const found = this.#referenced(p2);
    return "refused" in found ? found.refused : this.#secrets.verify(found.file, data);
  }

  async #change({ p1, p2, data }: Command, by: "24" | "32", right: number): Promise<number> {
    if (p1 !== right) return sw.wrongParameters;
    const found = this.#referenced(p2);
    return "refused" in found ? found.refused : this.#secrets.change(found.file, by, data);
  }

  /** P2 00 means the application's own key. */
  #sign({ p1, p2, data }: Command): Uint8Array {
    if (p2 === 0x00) {
      const key = this.#application?.presenceKey;
      return key && p1 === 0 ? provePresence(key, data) : status(sw.wrongParameters);
    }
    const found = this.#referenced(p2);
    if ("refused" in found) return status(found.refused);
    const { file } = found;
    if (file.kind !== "key") return status(sw.wrongKind);
    const open = this.#secrets.open(file.opens) || (file.terminals && this.#gate?.pass());
    return open ? signWith(file, p1, data) : status(sw.notVerified);
  }

  #authenticate({ p1, p2, data }: Command): Uint8Array {
    if (p1 !== 0) return status(sw.wrongParameters);
    const found = this.#referenced(p2);
    if ("refused" in found) return status(found.refused);
    const { file } = found;
    return file.kind === "internal-key" ? authenticate(file.pkcs8, data) : status(sw.wrongKind);
  }

  #presentTerminal({ p1, p2, data }: Command): number {
    const found = p1 === 0 ? this.#referenced(p2) : { refused: sw.wrongParameters };
    if ("refused" in found) return found.refused;
    if (found.file.kind !== "terminal-authority") return sw.wrongKind;
    return this.#gate?.present(data) ?? sw.unknownInstruction;
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
}
