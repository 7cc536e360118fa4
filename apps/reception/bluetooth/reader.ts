/** One ACR1255U-J1, connected and authenticated: power, commands, and whether a card lies on it. */
import { LinkError, serialise, within } from "@madoguchi/card";
import { readAnswer, readCardNotice } from "./answer.ts";
import { BlockQueue } from "./block-queue.ts";
import { cutIntoPackets, encodeFrame } from "./frame.ts";
import type { GattConnection, GattDevice } from "./gatt.ts";
import {
  answerType,
  type CommandType,
  commandType,
  decodeMessage,
  encodeMessage,
  type Message,
} from "./message.ts";
import { authenticate, type Session } from "./session.ts";

/** A system may look for a sleeping reader much longer than a person wants to. */
const CONNECT_MS = 20_000;
/** The longest a My Number card takes is its signature, under a second. */
const ANSWER_MS = 5_000;
/** A card that always needs longer is broken. */
const MAX_EXTENSIONS = 10;

/** Stay awake: by itself the reader sleeps after a minute, and drops the connection. */
const stayAwake = Uint8Array.of(0xe0, 0x00, 0x00, 0x48, 0x04);
/** Notice cards by itself. Which kinds it looks for is kept in the reader: by default all, Type B among them. */
const poll = Uint8Array.of(0xe0, 0x00, 0x00, 0x40, 0x01);
const nothing = new Uint8Array();

export type ReaderOptions = {
  readonly masterKey: CryptoKey;
  readonly signal: AbortSignal;
  /** How long one answer may take. */
  readonly answerMs?: number;
};

type Waiting = {
  readonly command: CommandType;
  readonly sequence: number;
  readonly answer: PromiseWithResolvers<{ data: Uint8Array }>;
  extensions: number;
};

export class Acr1255 {
  /** Resolves once, when the connection is over, with the cause. */
  readonly lost: Promise<LinkError>;

  readonly #connection: GattConnection;
  readonly #session: Session;
  readonly #blocks: BlockQueue;
  readonly #answerMs: number;
  readonly #inTurn = serialise();
  readonly #loss = Promise.withResolvers<LinkError>();
  readonly #watchers = new Set<(present: boolean) => void>();
  #cardPresent = false;
  #sequence = 0;
  #waiting: Waiting | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fault: LinkError | undefined;

  /** Connects, authenticates, and takes the power from a card that an earlier connection may have left verified. */
  static async connect(device: GattDevice, options: ReaderOptions): Promise<Acr1255> {
    const { masterKey, signal, answerMs = ANSWER_MS } = options;
    const blocks = new BlockQueue();
    const listener = {
      onPacket: (packet: Uint8Array) => blocks.push(packet),
      onDisconnected: () => blocks.end(new LinkError("removed", "the reader is out of reach")),
    };
    const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
    const connection = await device.connect(listener, patience);
    const ask = (escape: Uint8Array) =>
      within(askInClear(connection, blocks, escape), { timeoutMs: answerMs });
    const begin = async () => {
      const session = await authenticate(ask, masterKey);
      const reader = new Acr1255(connection, session, blocks, answerMs);
      await reader.#prepare();
      return reader;
    };
    try {
      return await within(begin(), { signal });
    } catch (error) {
      blocks.end(new LinkError("cancelled", "the connection was given up"));
      connection.disconnect();
      throw error;
    }
  }

  private constructor(
    connection: GattConnection,
    session: Session,
    blocks: BlockQueue,
    answerMs: number,
  ) {
    this.#connection = connection;
    this.#session = session;
    this.#blocks = blocks;
    this.#answerMs = answerMs;
    this.lost = this.#loss.promise;
    void this.#listen();
  }

  get cardPresent(): boolean {
    return this.#cardPresent;
  }

  /** Told of every card that comes or goes. Returns the way to stop. */
  watchCard(watcher: (present: boolean) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The card's ATR. @throws LinkError `no-card` when nothing answers in the field */
  async powerOn(): Promise<Uint8Array> {
    try {
      const { data } = await this.#ask(commandType.powerOn, nothing);
      if (data.length > 0) return data;
    } catch (error) {
      if (this.#fault !== undefined || !(error instanceof LinkError)) throw error;
      throw new LinkError("no-card", "the card does not answer", { cause: error });
    }
    throw new LinkError("no-card", "no card in the field");
  }

  /** The card forgets a verified PIN. @throws LinkError */
  async powerOff(): Promise<void> {
    await this.#ask(commandType.powerOff, nothing);
  }

  /** Sent once, whatever happens: it may hold a PIN. @throws LinkError */
  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    const { data } = await this.#ask(commandType.transfer, apdu);
    if (data.length < 2) throw new LinkError("removed", "the card left without an answer");
    return data;
  }

  disconnect(): void {
    this.#end(new LinkError("cancelled", "the reader was disconnected"));
  }

  async #prepare(): Promise<void> {
    const unlessLost = (error: unknown) => {
      if (this.#fault !== undefined) throw error;
    };
    // Firmware that does not know this sleeps, and is connected to again.
    await this.#ask(commandType.escape, stayAwake).catch(unlessLost);
    await this.#ask(commandType.escape, poll);
    // Where no card is there is no power to take.
    await this.powerOff().catch(unlessLost);
    await this.#ask(commandType.slotStatus, nothing);
  }

  #ask(command: CommandType, data: Uint8Array): Promise<{ data: Uint8Array }> {
    return this.#inTurn(async () => {
      if (this.#fault !== undefined) throw this.#fault;
      const answer = Promise.withResolvers<{ data: Uint8Array }>();
      // It may fail before we come to wait for it.
      answer.promise.catch(() => {});
      this.#sequence = (this.#sequence + 1) & 0xff;
      this.#waiting = { command, sequence: this.#sequence, answer, extensions: 0 };
      this.#startTimer();
      try {
        const sent = this.#send({ type: command, sequence: this.#sequence, parameter: 0, data });
        // A packet that is never acknowledged ends with the answer that does not come.
        await Promise.race([sent, answer.promise]);
        return await answer.promise;
      } finally {
        clearTimeout(this.#timer);
        this.#waiting = undefined;
      }
    });
  }

  async #send(message: Message): Promise<void> {
    const bytes = encodeMessage(message);
    const block = await this.#session.seal(bytes).finally(() => bytes.fill(0));
    await write(this.#connection, block).catch((error: unknown) => {
      this.#end(asLinkError(error));
      throw error;
    });
  }

  async #listen(): Promise<void> {
    try {
      for (;;) {
        const block = await this.#blocks.next();
        this.#receive(decodeMessage(await this.#session.open(block)));
      }
    } catch (error) {
      this.#end(asLinkError(error));
    }
  }

  /** @throws LinkError when the connection is of no more use */
  #receive(message: Message): void {
    const notice = readCardNotice(message);
    if (notice !== undefined) return this.#see(notice.present);
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const answer = readAnswer(waiting.command, waiting.sequence, message);
    switch (answer?.kind) {
      case undefined:
        return;
      case "done":
        this.#see(answer.cardPresent);
        return waiting.answer.resolve({ data: answer.data });
      case "wait":
        waiting.extensions += 1;
        if (waiting.extensions <= MAX_EXTENSIONS) this.#startTimer();
        return;
      case "failed":
        this.#see(answer.cardPresent);
        return waiting.answer.reject(answer.error);
      case "broken":
        throw answer.error;
    }
  }

  #see(present: boolean | undefined): void {
    if (present === undefined || this.#cardPresent === present) return;
    this.#cardPresent = present;
    for (const watcher of this.#watchers) watcher(present);
  }

  /** An answer that does not come may still come later, for a command that is not its own: the connection must end. */
  #startTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#end(new LinkError("timeout", `no answer within ${this.#answerMs} ms`)),
      this.#answerMs,
    );
  }

  #end(fault: LinkError): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    clearTimeout(this.#timer);
    this.#blocks.end(fault);
    this.#waiting?.answer.reject(fault);
    this.#connection.disconnect();
    this.#loss.resolve(fault);
  }
}

/** One step of the authentication, before anything is encrypted. */
async function askInClear(
  connection: GattConnection,
  blocks: BlockQueue,
  escape: Uint8Array,
): Promise<Uint8Array | undefined> {
  const command = { type: commandType.escape, sequence: 0, parameter: 0, data: escape };
  await write(connection, encodeMessage(command));
  for (;;) {
    const { type, data } = decodeMessage(await blocks.next());
    if (type === answerType.escape) return data;
    if (type === answerType.hardwareError) return undefined;
    // A notice about a card is of no use yet: its presence is asked for later.
  }
}

async function write(connection: GattConnection, block: Uint8Array): Promise<void> {
  for (const packet of cutIntoPackets(encodeFrame(block))) await connection.write(packet);
}

function asLinkError(error: unknown): LinkError {
  if (error instanceof LinkError) return error;
  return new LinkError("protocol", "the reader's words cannot be read", { cause: error });
}
