import {
  fromHex,
  LinkError,
  serialise,
  type CardTransport,
  type Limits,
  type LinkKind,
  type RemovalReason,
} from "@madoguchi/card";
import type { AgentReply } from "./protocol.ts";

type Wire = {
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** A card that a program beside this page holds for it: the agent of a PC, or the shell of a phone. */
export class RemoteTransport implements CardTransport {
  readonly kind: LinkKind;
  readonly reader: CardTransport["reader"];
  readonly limits: CardTransport["limits"];
  readonly historical: Uint8Array;
  readonly removed: Promise<RemovalReason>;

  readonly #wire: Wire;
  readonly #inOrder = serialise();
  readonly #gone = Promise.withResolvers<RemovalReason>();
  #ended = false;

  constructor(opened: AgentReply & { type: "opened" }, wire: Wire) {
    const { id, name, contactless, kind } = opened.reader;
    this.kind = kind;
    this.reader = { id, name, contactless };
    this.limits = opened.limits;
    this.historical = fromHex(opened.historical);
    this.removed = this.#gone.promise;
    this.#wire = wire;
  }

  transmit(apdu: Uint8Array, limits?: Limits): Promise<Uint8Array> {
    return this.#inOrder(() => {
      if (this.#ended) throw new LinkError("removed", "the link is closed");
      return this.#wire.transmit(apdu);
    }, limits);
  }

  /** That program cuts the power of every card it lets go, whatever is asked. */
  close(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#ended) return;
      this.end("closed");
      await this.#wire.close();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** That program or the connection to it ended the link. */
  end(reason: RemovalReason): void {
    this.#ended = true;
    this.#gone.resolve(reason);
  }
}
