/** A card reader that is nowhere: a hand lays cards on it and takes them away. Nothing is carried over it. */
import { LinkError, shortLimits } from "@madoguchi/card";
import type { CardTransport, ReaderEvent, ReaderInfo, ReaderPort } from "@madoguchi/card";

const reader = { id: "practice", name: "練習用のカードリーダー", contactless: true } as const;

export class PracticeReader implements ReaderPort {
  readonly #watchers = new Set<(event: ReaderEvent) => void>();
  #cardPresent = false;

  async list(): Promise<readonly ReaderInfo[]> {
    return [this.#info()];
  }

  watch(callback: (event: ReaderEvent) => void): () => void {
    this.#watchers.add(callback);
    callback({ type: "readers", readers: [this.#info()] });

    return () => this.#watchers.delete(callback);
  }

  async open(): Promise<CardTransport> {
    if (!this.#cardPresent) throw new LinkError("no-card", "no card lies there");
    const close = async () => {};

    return {
      kind: "virtual",
      reader,
      limits: shortLimits,
      historical: new Uint8Array(),
      transmit: () => Promise.reject(new LinkError("protocol", "nothing is carried in practice")),
      removed: new Promise(() => {}),
      close,
      [Symbol.asyncDispose]: close,
    };
  }

  put(): void {
    this.#change(true);
  }

  take(): void {
    this.#change(false);
  }

  #change(cardPresent: boolean): void {
    this.#cardPresent = cardPresent;
    for (const watcher of this.#watchers) watcher({ type: "readers", readers: [this.#info()] });
  }

  #info(): ReaderInfo {
    return { ...reader, kind: "virtual", cardPresent: this.#cardPresent };
  }
}
