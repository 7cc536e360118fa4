import { LinkError } from "@madoguchi/card";
import { FrameReader } from "./frame.ts";

/** What the reader sends, block by block in its order, for whoever asks next; after a fault only the fault. */
export class BlockQueue {
  readonly #frames = new FrameReader();
  readonly #blocks: Uint8Array[] = [];
  #waiting: PromiseWithResolvers<Uint8Array> | undefined;
  #fault: LinkError | undefined;

  push(packet: Uint8Array): void {
    if (this.#fault !== undefined) return;
    try {
      this.#blocks.push(...this.#frames.push(packet));
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.end(error);
    }
    this.#serve();
  }

  /** Blocks that came before the end are still given. */
  end(fault: LinkError): void {
    this.#fault ??= fault;
    this.#serve();
  }

  /** One caller at a time. @throws LinkError the fault */
  next(): Promise<Uint8Array> {
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#serve();
    return promise;
  }

  #serve(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const block = this.#blocks.shift();
    if (block === undefined && this.#fault === undefined) return;
    this.#waiting = undefined;
    if (block !== undefined) waiting.resolve(block);
    else waiting.reject(this.#fault);
  }
}
