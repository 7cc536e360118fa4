/** The virtual card without a reader driver in between: in process, in microseconds. */
import {
  type CardTransport,
  type Limits,
  LinkError,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderPort,
  refuseCancelled,
  type RemovalReason,
  serialise,
  shortLimits,
} from "@madoguchi/card";
import { CardPulled, type VirtualCard } from "./card.ts";

/** A powered link to one card. `pull` is what a person does to the card. */
export class VirtualTransport implements CardTransport {
  readonly kind = "virtual";
  readonly reader: CardTransport["reader"];
  readonly limits = shortLimits;
  readonly historical: Uint8Array;
  readonly removed: Promise<RemovalReason>;

  readonly #card: VirtualCard;
  readonly #inTurn = serialise();
  readonly #removal = Promise.withResolvers<RemovalReason>();
  #ended = false;

  constructor(card: VirtualCard, reader: CardTransport["reader"] = virtualReader) {
    this.#card = card;
    this.reader = reader;
    this.historical = card.atr;
    this.removed = this.#removal.promise;
    card.powerOn();
  }

  transmit(apdu: Uint8Array, limits?: Limits): Promise<Uint8Array> {
    return this.#inTurn(() => this.#exchange(apdu), limits);
  }

  /** The card leaves the reader and loses its power; a command under way is not answered. */
  pull(): void {
    if (this.#ended) return;
    this.#end("removed");
    this.#card.powerOff();
  }

  async close(disposition: "leave" | "unpower"): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#ended) return;
      this.#end("closed");
      if (disposition === "unpower") this.#card.powerOff();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close("unpower");
  }

  async #exchange(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.#ended) throw new LinkError("removed", "the card is gone");
    try {
      const answer = await this.#card.process(apdu);
      if (this.#ended) throw new CardPulled("the card left before its answer arrived");
      return answer;
    } catch (error) {
      if (!(error instanceof CardPulled)) throw error;
      this.pull();
      throw new LinkError("removed", "the card was pulled out", { cause: error });
    }
  }

  #end(reason: RemovalReason): void {
    this.#ended = true;
    this.#removal.resolve(reason);
  }
}

const virtualReader = { id: "virtual-0", name: "仮想カードリーダー", contactless: true } as const;

/** A reader of one slot. Cards are put in and taken out by code. */
export class VirtualReader implements ReaderPort {
  readonly #watchers = new Set<(event: ReaderEvent) => void>();
  #card: VirtualCard | undefined;
  #link: VirtualTransport | undefined;

  constructor(card?: VirtualCard) {
    this.#card = card;
  }

  insert(card: VirtualCard): void {
    this.remove();
    this.#card = card;
    this.#tell();
  }

  remove(): void {
    if (!this.#card) return;
    this.#link?.pull();
    this.#link = undefined;
    this.#card = undefined;
    this.#tell();
  }

  async list(): Promise<readonly ReaderInfo[]> {
    return this.#readers();
  }

  watch(callback: (event: ReaderEvent) => void): () => void {
    this.#watchers.add(callback);
    callback({ type: "readers", readers: this.#readers() });
    return () => this.#watchers.delete(callback);
  }

  async open(
    id: string,
    { signal }: { exclusive: boolean; signal?: AbortSignal },
  ): Promise<CardTransport> {
    refuseCancelled(signal);
    if (id !== virtualReader.id) throw new LinkError("no-reader", `no reader ${id}`);
    if (!this.#card) throw new LinkError("no-card", "no card in the reader");
    if (this.#link) throw new LinkError("busy", "the card is in use");
    const link = new VirtualTransport(this.#card);
    this.#link = link;
    void link.removed.then((reason) => this.#unlink(link, reason));
    return link;
  }

  #unlink(link: VirtualTransport, reason: RemovalReason): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    if (reason === "removed") this.remove();
  }

  #readers(): readonly ReaderInfo[] {
    return [{ ...virtualReader, kind: "virtual", cardPresent: this.#card !== undefined }];
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher({ type: "readers", readers: this.#readers() });
  }
}
