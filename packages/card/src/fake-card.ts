/** A small scripted JPKI card for the tests of this package: it answers what the table says and counts what it is sent. */
import { decodeCommand, INS } from "./apdu.ts";
import { concatBytes, equalBytes, fromHex, toHex } from "./hex.ts";
import { currentCard } from "./profile.ts";
import { LinkError, shortLimits, type CardTransport, type ReaderPort } from "./transport.ts";

export const fakePin = "8305";
export const fakeSignature = new Uint8Array(256).fill(0x5a);

/** A DER SEQUENCE of `total` bytes, as long as a real certificate may be. */
export function fakeCertificate(total = 1583): Uint8Array {
  const length = total - 4;
  return concatBytes([
    Uint8Array.of(0x30, 0x82, length >> 8, length & 0xff),
    new Uint8Array(length).fill(0x41),
  ]);
}

const ascii = (text: string) => new TextEncoder().encode(text);
const word = (sw: number) => Uint8Array.of(sw >> 8, sw & 0xff);

export class FakeCard implements ReaderPort {
  triesLeft = 3;
  verified = false;
  /** Where the link breaks: before the command with this index, or after it, when the answer is lost. */
  drop: { readonly at: number; readonly answerLost: boolean } | undefined;
  /** Answers to give instead of the usual ones, by command hex; each is used once. */
  readonly script = new Map<string, string>();
  readonly files = new Map<number, Uint8Array>([
    [0x0006, ascii("JPKIAPICCTOKEN2".padEnd(160))],
    [0x000a, fakeCertificate()],
    [0x000b, fakeCertificate(1200)],
    [0x0017, new Uint8Array()],
    [0x0018, new Uint8Array()],
  ]);
  certificateBehindPin = false;
  signature = fakeSignature;
  applications: readonly string[] = [toHex(currentCard.jpki.aid)];
  blockedWord = 0x6984;

  /** Copies: a wiped command must not be wiped here. */
  readonly wire: Uint8Array[] = [];
  readonly closings: string[] = [];
  #file: number | undefined;

  get verifies(): number {
    return this.wire.filter((apdu) => apdu[1] === INS.verify && apdu.length > 4).length;
  }

  list(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  watch(): () => void {
    return () => {};
  }

  open(id: string): Promise<CardTransport> {
    const close = (disposition: string) => {
      this.closings.push(disposition);
      if (disposition === "unpower") this.verified = false;
      return Promise.resolve();
    };
    return Promise.resolve({
      kind: "replay",
      reader: { id, name: id, contactless: undefined },
      limits: shortLimits,
      historical: new Uint8Array(),
      removed: new Promise(() => {}),
      // The answer comes a turn later, as from a real link.
      transmit: async (apdu) => this.#transmit(apdu.slice()),
      close,
      [Symbol.asyncDispose]: () => close("leave"),
    });
  }

  #transmit(apdu: Uint8Array): Uint8Array {
    const index = this.wire.push(apdu) - 1;
    if (this.drop?.at === index && !this.drop.answerLost)
      throw new LinkError("removed", "the card was pulled out");
    const scripted = this.script.get(toHex(apdu));
    this.script.delete(toHex(apdu));
    const answer = scripted === undefined ? this.#answer(apdu) : fromHex(scripted);
    if (this.drop?.at === index) throw new LinkError("removed", "the card was pulled out");
    return answer;
  }

  #answer(apdu: Uint8Array): Uint8Array {
    const command = decodeCommand(apdu);
    if (command === undefined) return word(0x6700);
    const { ins, p1, p2, data, le } = command;
    switch (ins) {
      case INS.select: {
        if (p1 === 0x04)
          return word(this.applications.includes(toHex(data ?? word(0))) ? 0x9000 : 0x6a82);
        const file = ((data?.[0] ?? 0) << 8) | (data?.[1] ?? 0);
        if (!this.files.has(file)) return word(0x6a82);
        this.#file = file;
        return word(0x9000);
      }
      case INS.readBinary: {
        const locked = this.#file === 0x000a && this.certificateBehindPin && !this.verified;
        if (locked) return word(0x6982);
        const bytes = this.files.get(this.#file ?? 0) ?? new Uint8Array();
        const offset = (p1 << 8) | p2;
        if (offset >= bytes.length) return word(0x6b00);
        return concatBytes([bytes.slice(offset, offset + (le ?? 0)), word(0x9000)]);
      }
      case INS.verify:
        return word(this.#verify(data));
      case INS.performSecurityOperation:
        return this.verified ? concatBytes([this.signature, word(0x9000)]) : word(0x6982);
      default:
        return word(0x6d00);
    }
  }

  #verify(pin: Uint8Array | undefined): number {
    if (this.triesLeft === 0) return this.blockedWord;
    if (pin === undefined) return this.verified ? 0x9000 : 0x63c0 + this.triesLeft;
    this.verified = equalBytes(pin, ascii(fakePin));
    this.triesLeft = this.verified ? 3 : this.triesLeft - 1;
    return this.verified ? 0x9000 : 0x63c0 + this.triesLeft;
  }
}
