import {
  LinkError,
  serialise,
  shortLimits,
  type CardTransport,
  type Limits,
  type RemovalReason,
} from "@madoguchi/card";
import type { Acr1255 } from "./reader.ts";

/** A card that is powered on the Bluetooth reader. */
export class BluetoothTransport implements CardTransport {
  readonly kind = "ble";
  readonly reader: CardTransport["reader"];
  readonly limits = shortLimits;
  readonly historical: Uint8Array;
  readonly removed: Promise<RemovalReason>;

  readonly #reader: Acr1255;
  readonly #inOrder = serialise();
  readonly #gone = Promise.withResolvers<RemovalReason>();
  #ended = false;

  constructor(reader: Acr1255, info: CardTransport["reader"], atr: Uint8Array) {
    this.#reader = reader;
    this.reader = info;
    this.historical = atr;
    this.removed = this.#gone.promise;
    const unwatch = reader.watchCard((present) => {
      if (!present) this.#end("removed");
    });
    void reader.lost.then(() => this.#end("removed"));
    void this.removed.then(unwatch);
  }

  transmit(apdu: Uint8Array, limits?: Limits): Promise<Uint8Array> {
    return this.#inOrder(async () => {
      if (this.#ended) throw gone();
      try {
        return await this.#reader.transmit(apdu);
      } catch (error) {
        // Whatever the reader says of a card that left, it left.
        if (this.#ended) throw gone(error);
        if (error instanceof LinkError && error.code === "removed") this.#end("removed");
        throw error;
      }
    }, limits);
  }

  async close(disposition: "leave" | "unpower"): Promise<void> {
    await this.#inOrder(async () => {
      if (this.#ended) return;
      this.#end("closed");
      if (disposition === "unpower") await this.#reader.powerOff();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close("unpower");
  }

  #end(reason: RemovalReason): void {
    this.#ended = true;
    this.#gone.resolve(reason);
  }
}

function gone(cause?: unknown): LinkError {
  return new LinkError("removed", "the card or its reader is gone", { cause });
}
