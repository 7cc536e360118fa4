/**
 * For tests: an ACR1255U-J1 in front of the virtual card, as its reference manual describes it (V1.01, §5 and §6).
 * Written without a line of what it tests: by Node's own AES, which can leave padding out, and with its own framing.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { CardPulled, type VirtualCard } from "@madoguchi/virtual-card";

const factoryKey = "ACR1255U-J1 Auth";
const absent = 2;
const failed = 0x40;
const needsTime = 0x80;

export type ReaderSwitches = {
  /** Sixteen ASCII characters that a clinic has set. */
  readonly masterKey: string;
  /** Another device is connected to it, or it is switched off. */
  readonly busy: boolean;
  /** Where a frame is cut into notifications: the length of the next one, given what is left. */
  readonly split: (left: number) => number;
  /** The connection breaks in place of this frame, received or sent, counted from 1 over the reader's life. */
  readonly disconnectAt: number | null;
  /** This notification gets lost, counted from 1. */
  readonly loseNotification: number | null;
  /** So often the card asks for more time before it answers. */
  readonly extensions: number;
  /** Answer the command of this type with this hardware error. */
  readonly refuse: { readonly type: number; readonly code: number } | null;
};

const asSold: ReaderSwitches = {
  masterKey: factoryKey,
  busy: false,
  split: (left) => Math.min(left, 20),
  disconnectAt: null,
  loseNotification: null,
  extensions: 0,
  refuse: null,
};

type Listener = { notify(packet: Uint8Array): void; drop(): void };

export class FakeAcr1255 {
  readonly id: string;
  readonly name: string;
  /** Commands the reader has understood, as type and data in hex; the data of 6F is left out. */
  readonly heard: string[] = [];
  /** Frames of both directions so far. */
  frames = 0;
  /** Notifications so far, also those that got lost. */
  notifications = 0;
  switches: ReaderSwitches;

  #card: VirtualCard | undefined;
  #active = false;
  #listener: Listener | undefined;
  #received = Buffer.alloc(0);
  #random = Buffer.alloc(16);
  #sessionKey: Buffer | undefined;
  #polls = false;
  #work: Promise<void> = Promise.resolve();

  constructor(switches: Partial<ReaderSwitches> = {}, serial = "012345") {
    this.switches = { ...asSold, ...switches };
    this.id = `device-${serial}`;
    this.name = `ACR1255U-J1-${serial}`;
  }

  get connected(): boolean {
    return this.#listener !== undefined;
  }

  insert(card: VirtualCard): void {
    this.#card = card;
    this.#active = false;
    this.#tellCard();
  }

  remove(): void {
    if (this.#card === undefined) return;
    this.#card.powerOff();
    this.#card = undefined;
    this.#active = false;
    this.#tellCard();
  }

  /** False when it does not take the connection. It keeps a card's power when a connection breaks. */
  connect(listener: Listener): boolean {
    if (this.switches.busy || this.connected) return false;
    this.#listener = listener;
    this.#received = Buffer.alloc(0);
    this.#sessionKey = undefined;
    this.#polls = false;
    return true;
  }

  disconnect(): void {
    this.#listener = undefined;
  }

  /** Something that no reader says. */
  babble(bytes: Uint8Array): void {
    this.#listener?.notify(bytes);
  }

  /** The reader goes out of reach, falls asleep or is switched off. */
  drop(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.drop();
  }

  write(packet: Uint8Array): void {
    if (packet.length > 20) throw new RangeError("a packet of more than 20 bytes");
    this.#received = Buffer.concat([this.#received, packet]);
    const length = this.#received.length < 3 ? Infinity : this.#received.readUInt16BE(1) + 5;
    if (this.#received.length < length) return;
    const frame = this.#received.subarray(0, length);
    this.#received = Buffer.from(this.#received.subarray(length));
    this.#work = this.#work.then(() => this.#take(frame));
  }

  async #take(frame: Buffer): Promise<void> {
    if (!this.connected || this.#breaksHere()) return;
    const block = frame.subarray(3, -2);
    const sound =
      frame[0] === 0x05 && frame.at(-1) === 0x0a && sumOf(frame.subarray(1, -2)) === frame.at(-2);
    if (!sound) return this.#send(0x51, 0, 0x01);
    const message =
      this.#sessionKey === undefined ? block : aes(createDecipheriv, this.#sessionKey, block);
    const end = message.readUInt16BE(1) + 7;
    const padding = message.subarray(end);
    if (padding.length > 15 || padding.some((byte) => byte !== 0xff))
      return this.#send(0x51, 0, 0x06);
    if (sumOf(message.subarray(0, end)) !== 0) return this.#send(0x51, 0, 0x01);
    await this.#obey(message[0] ?? 0, message[4] ?? 0, message.subarray(7, end));
  }

  async #obey(type: number, sequence: number, data: Buffer): Promise<void> {
    this.heard.push(type.toString(16) + (type === 0x6f ? "" : data.toString("hex")));
    if (this.switches.refuse?.type === type)
      return this.#send(0x51, sequence, this.switches.refuse.code);
    if (type === 0x6b) return this.#escape(sequence, data);
    if (this.#sessionKey === undefined) return this.#send(0x51, sequence, 0x04);
    switch (type) {
      case 0x62:
        if (this.#card === undefined) return this.#send(0x80, sequence, failed | absent);
        this.#card.powerOn();
        this.#active = true;
        return this.#send(0x80, sequence, 0, Buffer.from(this.#card.atr));
      case 0x63:
        if (this.#card === undefined) return this.#send(0x81, sequence, failed | absent);
        this.#card.powerOff();
        this.#active = false;
        return this.#send(0x81, sequence, 0);
      case 0x65:
        return this.#send(0x81, sequence, this.#status());
      case 0x6f:
        return this.#exchange(sequence, data);
      default:
        return this.#send(0x51, sequence, 0x03);
    }
  }

  async #exchange(sequence: number, apdu: Buffer): Promise<void> {
    for (let asked = 0; asked < this.switches.extensions; asked++)
      this.#send(0x80, sequence, needsTime);
    if (this.#card === undefined || !this.#active)
      return this.#send(0x80, sequence, failed | this.#status());
    try {
      const answer = await this.#card.process(new Uint8Array(apdu));
      this.#send(0x80, sequence, 0, Buffer.from(answer));
    } catch (error) {
      if (!(error instanceof CardPulled)) throw error;
      this.remove();
      this.#send(0x80, sequence, failed | absent);
    }
  }

  #escape(sequence: number, data: Buffer): void {
    const command = data.subarray(0, 5).toString("hex");
    const masterKey = Buffer.from(this.switches.masterKey, "ascii");
    switch (command) {
      case "e000004500":
        this.#random = randomBytes(16);
        return this.#send(
          0x83,
          sequence,
          this.#status(),
          Buffer.concat([hex("e100004500"), aes(createCipheriv, masterKey, this.#random)]),
        );
      case "e000004600": {
        const both = aes(createCipheriv, masterKey, data.subarray(5));
        const theirs = both.subarray(0, 16);
        if (!both.subarray(16).equals(this.#random)) return this.#send(0x51, sequence, 0x04);
        this.#send(
          0x83,
          sequence,
          this.#status(),
          Buffer.concat([hex("e100004600"), aes(createCipheriv, masterKey, theirs)]),
        );
        this.#sessionKey = Buffer.concat([this.#random.subarray(0, 8), theirs.subarray(0, 8)]);
        return;
      }
      case "e000004804":
        return this.#send(0x83, sequence, this.#status(), hex("e10000000104"));
      case "e000004001":
        this.#polls = true;
        return this.#send(0x83, sequence, this.#status(), hex("e100004001"));
      default:
        return this.#send(0x51, sequence, 0x03);
    }
  }

  #status(): number {
    if (this.#card === undefined) return absent;
    return this.#active ? 0 : 1;
  }

  #tellCard(): void {
    if (this.#polls) this.#send(0x50, 0, this.#card === undefined ? 2 : 3);
  }

  #send(type: number, sequence: number, parameter: number, data: Buffer = Buffer.alloc(0)): void {
    if (!this.connected || this.#breaksHere()) return;
    const message = Buffer.concat([
      Buffer.from([type, data.length >> 8, data.length & 0xff, 0, sequence, parameter, 0]),
      data,
    ]);
    message[6] = sumOf(message);
    const block = this.#sessionKey === undefined ? message : this.#hide(message, this.#sessionKey);
    const inner = Buffer.concat([Buffer.from([block.length >> 8, block.length & 0xff]), block]);
    let left = Buffer.concat([Buffer.from([0x05]), inner, Buffer.from([sumOf(inner), 0x0a])]);
    while (left.length > 0) {
      const length = this.switches.split(left.length);
      this.#notify(left.subarray(0, length));
      left = left.subarray(length);
    }
  }

  #hide(message: Buffer, key: Buffer): Buffer {
    const rest = (16 - (message.length % 16)) % 16;
    return aes(createCipheriv, key, Buffer.concat([message, Buffer.alloc(rest, 0xff)]));
  }

  #notify(packet: Buffer): void {
    this.notifications += 1;
    if (this.notifications === this.switches.loseNotification) return;
    this.#listener?.notify(new Uint8Array(packet));
  }

  #breaksHere(): boolean {
    this.frames += 1;
    if (this.frames !== this.switches.disconnectAt) return false;
    this.drop();
    return true;
  }
}

const hex = (text: string) => Buffer.from(text, "hex");

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

function aes(
  make: typeof createCipheriv | typeof createDecipheriv,
  key: Buffer,
  blocks: Buffer,
): Buffer {
  const cipher = make("aes-128-cbc", key, Buffer.alloc(16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}
