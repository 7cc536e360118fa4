import {
  LinkError,
  serialise,
  shortLimits,
  type CardTransport,
  type Limits,
  type ReaderEvent,
  type RemovalReason,
} from "@madoguchi/card";
import type { Handle, Pcsc } from "./library.ts";
import type { ReaderMonitor } from "./monitor.ts";

export type Connection = {
  readonly context: Handle;
  readonly card: Handle;
  /** The active one: 1 = T=0, 2 = T=1. */
  readonly protocol: number;
  readonly reader: string;
  readonly atr: Uint8Array;
};

export class PcscTransport implements CardTransport {
  readonly kind = "pcsc";
  readonly reader: CardTransport["reader"];
  readonly limits = shortLimits;
  readonly historical: Uint8Array;
  readonly removed: Promise<RemovalReason>;

  readonly #pcsc: Pcsc;
  readonly #connection: Connection;
  readonly #inOrder = serialise();
  readonly #gone = Promise.withResolvers<RemovalReason>();
  readonly #release: (intact: boolean) => void;
  readonly #unwatch: () => void;
  #closing: Promise<void> | undefined;

  /** `release` gets the context back, and whether it may serve the next card. */
  constructor(
    pcsc: Pcsc,
    monitor: ReaderMonitor,
    connection: Connection,
    release: (intact: boolean) => void,
  ) {
    this.#release = release;
    this.#pcsc = pcsc;
    this.#connection = connection;
    this.reader = { id: connection.reader, name: connection.reader, contactless: undefined };
    this.historical = connection.atr;
    this.removed = this.#gone.promise;
    // What the monitor knows by now is older than this connection.
    let older = true;
    this.#unwatch = monitor.listen((event) => {
      if (!older) this.#look(event);
    });
    older = false;
  }

  #look(event: ReaderEvent): void {
    if (event.type === "failed") return this.#gone.resolve("removed");
    const own = event.readers.find(({ id }) => id === this.reader.id);
    if (own?.cardPresent !== true) this.#gone.resolve("removed");
  }

  transmit(apdu: Uint8Array, limits?: Limits): Promise<Uint8Array> {
    return this.#inOrder(async () => {
      if (this.#closing !== undefined) throw new LinkError("removed", "the link is closed");
      try {
        const { card, protocol } = this.#connection;
        const answer = await this.#pcsc.transmit(card, protocol, apdu);
        // Some drivers answer nothing, and call it success, when the card leaves while it answers.
        if (answer.length === 0) throw new LinkError("removed", "the card left without an answer");
        return answer;
      } catch (error) {
        if (error instanceof LinkError && error.code === "removed") this.#gone.resolve("removed");
        throw error;
      }
    }, limits);
  }

  close(disposition: "leave" | "unpower"): Promise<void> {
    this.#closing ??= this.#inOrder(async () => {
      this.#unwatch();
      let intact = false;
      try {
        await this.#pcsc.disconnect(this.#connection.card, disposition);
        intact = true;
      } catch (error) {
        // A card that is gone has no power and nothing to disconnect.
        if (!(error instanceof LinkError && error.code === "removed")) throw error;
      } finally {
        this.#release(intact);
        this.#gone.resolve("closed");
      }
    });
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close("leave");
  }
}
