/** A card that answers as an honest one, or as badly as a broken link, a broken card or an evil one could. */
import { decodeCommand, INS } from "./apdu.ts";
import { honestCertificate, honestCvCertificate, honestFace } from "./fuzz-files.ts";
import type { Random } from "./fuzz-random.ts";
import { concatBytes, toHex } from "./hex.ts";
import {
  LinkError,
  linkErrorCodes,
  shortLimits,
  type CardTransport,
  type ReaderPort,
} from "./transport.ts";

/** How the card of one conversation behaves; each is worth meeting for its own reason. */
type Mood = "noise" | "status-words" | "mostly-honest" | "honest" | "endless" | "trickle" | "huge";

const mostly = ["mostly-honest", "mostly-honest", "mostly-honest", "mostly-honest"] as const;

const word = (sw: number) => Uint8Array.of(sw >> 8, sw & 0xff);

const files: ReadonlyMap<string, Uint8Array> = new Map([
  ["000a", honestCertificate],
  ["0002", honestFace],
  ["0004", honestCvCertificate],
  ["0006", new TextEncoder().encode("JPKIAPICCTOKEN2".padEnd(160))],
]);

export class FuzzCard implements ReaderPort {
  /** Copies of what was sent, a list for each time the card was opened. */
  readonly wires: Uint8Array[][] = [];
  readonly closings: string[] = [];
  answers = 0;
  readonly #random: Random;
  readonly #mood: Mood;
  /** What it says when it is asked for its counter. */
  readonly #counter: number;
  readonly #verdict: number;
  readonly #signatureBytes: number;
  #file = "";

  constructor(random: Random) {
    this.#random = random;
    this.#mood = random.chance(400)
      ? random.pick("trickle", "huge")
      : random.pick("noise", "status-words", "endless", "honest", "honest", ...mostly);
    this.#counter = random.chance(8) ? 0x9000 : 0x63c0 + random.below(16);
    this.#verdict = random.chance(3) ? 0x63c0 + random.below(16) : 0x9000;
    this.#signatureBytes = random.pick(256, 96, 255);
  }

  list(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  watch(): () => void {
    return () => {};
  }

  open(id: string): Promise<CardTransport> {
    const wire: Uint8Array[] = [];
    this.wires.push(wire);
    const close = (disposition: string) => {
      this.closings.push(disposition);
      return this.#random.chance(8) ? Promise.reject(this.#fault()) : Promise.resolve();
    };
    return Promise.resolve({
      kind: "virtual",
      reader: { id, name: id, contactless: undefined },
      limits: shortLimits,
      historical: new Uint8Array(),
      removed: new Promise(() => {}),
      transmit: async (apdu) => {
        wire.push(apdu.slice());
        this.answers += 1;
        return this.#answer(apdu);
      },
      close,
      [Symbol.asyncDispose]: () => close("leave"),
    });
  }

  #fault(): LinkError {
    return new LinkError(this.#random.pick("protocol", ...linkErrorCodes), "the link broke");
  }

  #answer(apdu: Uint8Array): Uint8Array {
    const random = this.#random;
    switch (this.#mood) {
      case "noise":
        return random.bytes(random.below(random.chance(4) ? 300 : 4));
      case "status-words":
        return concatBytes([random.bytes(random.pick(0, 0, 1, 256)), word(this.#statusWord())]);
      case "mostly-honest":
        if (random.chance(40)) throw this.#fault();
        return random.chance(8) ? this.#spoilt(apdu) : this.#honest(apdu);
      case "honest":
        if (random.chance(60)) throw this.#fault();
        return this.#honest(apdu);
      case "endless":
        return random.chance(3)
          ? word(random.pick(0x6100, 0x6101, 0x6c00, 0x6c01))
          : this.#honest(apdu);
      case "trickle":
        return apdu[1] === INS.readBinary ? this.#honest(apdu).slice(-3) : this.#honest(apdu);
      case "huge":
        return apdu[1] === INS.readBinary ? this.#hugeFile(apdu) : this.#honest(apdu);
    }
  }

  /** A file that is announced with 32 kB and comes byte by byte. */
  #hugeFile(apdu: Uint8Array): Uint8Array {
    if (apdu[2] !== 0 || apdu[3] !== 0) return concatBytes([Uint8Array.of(0), word(0x9000)]);
    const tag = files.get(this.#file)?.subarray(0, this.#file === "000a" ? 1 : 2);
    return concatBytes([tag ?? word(0), Uint8Array.of(0x82, 0x7f, 0xe0), word(0x9000)]);
  }

  #statusWord(): number {
    const low = this.#random.below(0x100);
    const known = [0x9000, 0x63c0, 0x63c3, 0x6982, 0x6983, 0x6984, 0x6a82, 0x6b00, 0x6f00] as const;
    return this.#random.pick(...known, 0x6100 | low, 0x6c00 | low, this.#random.below(0x1_0000));
  }

  #spoilt(apdu: Uint8Array): Uint8Array {
    const honest = this.#honest(apdu);
    if (this.#random.chance(2)) return this.#random.spoil(honest);
    // Right data with a wrong word, or the word alone.
    const data = this.#random.chance(2) ? honest.slice(0, -2) : new Uint8Array();
    return concatBytes([data, word(this.#statusWord())]);
  }

  #honest(apdu: Uint8Array): Uint8Array {
    const command = decodeCommand(apdu);
    if (command === undefined) return word(0x6700);
    const { ins, p1, p2, data, le = 0 } = command;
    switch (ins) {
      case INS.select:
        if (p1 === 0x02) this.#file = toHex(data ?? word(0));
        return word(0x9000);
      case INS.readBinary: {
        const offset = (p1 << 8) | p2;
        const bytes = files.get(this.#file) ?? new Uint8Array();
        return concatBytes([bytes.slice(offset, offset + le), word(0x9000)]);
      }
      case INS.verify:
        return word(data === undefined ? this.#counter : this.#verdict);
      case INS.performSecurityOperation:
        return concatBytes([new Uint8Array(this.#signatureBytes).fill(0x5a), word(0x9000)]);
      default:
        return word(0x6d00);
    }
  }
}
