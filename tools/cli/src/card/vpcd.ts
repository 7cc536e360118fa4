/**
 * Plays a card into pcscd through the vpcd reader of vsmartcard.
 *
 * The card is the client: it connects to the reader. Every message is a two-byte big-endian length and that many
 * bytes. A body of one byte is a control code, anything longer is a command APDU; closing the socket pulls the card.
 * Source: vsmartcard, virtualsmartcard/src/vpcd/vpcd.c.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Refusal } from "../refusal.ts";

/** What the reader needs of a card; `VirtualCard` is one. A `process` that rejects means that the card was pulled out. */
export type PlayableCard = {
  readonly atr: Uint8Array;
  process(apdu: Uint8Array): Promise<Uint8Array>;
  powerOn(): void;
  powerOff(): void;
};

export type VpcdSession = {
  /** Resolves when the card is out of the reader, whoever ended it. Never rejects. */
  readonly closed: Promise<void>;
  /** Pulls the card out. */
  close(): Promise<void>;
};

const control = { powerOff: 0, powerOn: 1, reset: 2, getAtr: 4 } as const;

/**
 * Puts the card into the reader that listens on `port` (35963 is "Virtual PCD 00 00", 35964 "Virtual PCD 00 01").
 * Resolves when the card is in. @throws Refusal when no reader listens.
 */
export async function playOverVpcd(
  card: PlayableCard,
  options: { host?: string; port: number; signal?: AbortSignal },
): Promise<VpcdSession> {
  const { host = "127.0.0.1", port, signal } = options;
  const socket = await connectTo(host, port, signal);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const pull = () => void socket.destroy();

  const parser = new FrameParser();
  let queue = Promise.resolve();
  socket.on("data", (chunk) => {
    for (const body of parser.push(chunk)) {
      queue = queue.then(() => answer(card, socket, body)).catch(pull);
    }
  });
  // An error is always followed by "close", which is what the caller waits for.
  socket.on("error", () => {});
  void closed.then(() => card.powerOff());

  return {
    closed,
    async close() {
      pull();
      await closed;
    },
  };
}

async function answer(card: PlayableCard, socket: Socket, body: Uint8Array): Promise<void> {
  if (body.length !== 1) {
    send(socket, await card.process(body));
    return;
  }
  switch (body[0]) {
    case control.powerOff:
      return card.powerOff();
    case control.powerOn:
      return card.powerOn();
    case control.reset:
      // A warm reset: the card keeps its power, and with it a verified PIN.
      return;
    case control.getAtr:
      return send(socket, card.atr);
    default:
      return;
  }
}

function send(socket: Socket, body: Uint8Array): void {
  if (socket.destroyed) return;
  socket.write(frame(body));
}

/** One message of the protocol. */
export function frame(body: Uint8Array): Uint8Array {
  const message = new Uint8Array(2 + body.length);
  message[0] = body.length >> 8;
  message[1] = body.length & 0xff;
  message.set(body, 2);
  return message;
}

/** Cuts a byte stream into message bodies: messages arrive split or merged. */
export class FrameParser {
  #pending = new Uint8Array(0);

  /** The bodies that `chunk` completes, in order. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = new Uint8Array(this.#pending.length + chunk.length);
    bytes.set(this.#pending);
    bytes.set(chunk, this.#pending.length);

    const view = new DataView(bytes.buffer);
    const bodies: Uint8Array[] = [];
    let at = 0;
    while (bytes.length - at >= 2) {
      const end = at + 2 + view.getUint16(at);
      if (end > bytes.length) break;
      bodies.push(bytes.slice(at + 2, end));
      at = end;
    }
    this.#pending = bytes.slice(at);
    return bodies;
  }
}

async function connectTo(host: string, port: number, signal?: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true, ...(signal && { signal }) });
  try {
    await once(socket, "connect");
    return socket;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new Refusal(
      `仮想カードリーダー（${host}:${port}）につながりません。pcscd と vsmartcard-vpcd が動いているか確認してください。`,
      { cause },
    );
  }
}
