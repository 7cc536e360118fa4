import {
  fromHex,
  LinkError,
  refuseCancelled,
  shortLimits,
  toHex,
  type CardTransport,
  type LinkErrorCode,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderPort,
} from "@madoguchi/card";
import { RemoteTransport } from "../link/remote-transport.ts";
import { shellMessage, type ShellMessage, type ShellReply, type ShellRequest } from "./protocol.ts";
import type { Shell } from "./shell.ts";

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
/** A request as its caller writes it: the reader numbers it. */
type Ask = WithoutId<ShellRequest>;

/** Longer than iOS looks for a card, and shorter than the center's challenge lasts. */
const PATIENCE_MS = 90_000;

const READER = { id: "phone", name: "このスマートフォンのNFC", contactless: true } as const;

export type PhoneReaderOptions = {
  /** What iOS shows while it looks for a card, in Japanese. */
  readonly prompt: string;
};

/**
 * The phone's own NFC, through the shell around this page. It is no lasting reader: `open` powers the field and waits for a
 * card, so the PIN is asked for before, and `cardPresent` is told only while a link is open. Closing cuts the card's power.
 */
export class PhoneReader implements ReaderPort {
  readonly #shell: Shell;
  readonly #prompt: string;
  readonly #watchers = new Set<(event: ReaderEvent) => void>();
  readonly #pending = new Map<number, PromiseWithResolvers<ShellReply>>();
  /** The open link; its id is that of the request that opened it. */
  #link: { readonly id: number; readonly transport: RemoteTransport } | undefined;
  #nextId = 0;

  constructor(shell: Shell, { prompt }: PhoneReaderOptions) {
    this.#shell = shell;
    this.#prompt = prompt;
    shell.listen((text) => this.#receive(text));
    shell.onReturn(() => void this.#refresh());
  }

  /** @throws LinkError `service-down` when NFC is switched off, `no-reader` when the phone has none */
  async list(): Promise<readonly ReaderInfo[]> {
    const event = await this.#look();
    if (event.type === "failed") throw event.error;
    return event.readers;
  }

  /** Calls back once the shell has told the state of NFC, and on every change. */
  watch(callback: (event: ReaderEvent) => void): () => void {
    const watcher = (event: ReaderEvent) => callback(event);
    this.#watchers.add(watcher);
    void this.#look().then((event) => {
      if (this.#watchers.has(watcher)) watcher(event);
    });
    return () => this.#watchers.delete(watcher);
  }

  /**
   * Waits for a card as long as `signal` lets it, and a minute and a half at most; iOS gives up after a minute.
   * @throws LinkError `cancelled` by `signal` or by the person, `timeout`, `service-down` when NFC is switched off
   */
  async open(
    id: string,
    { signal }: { exclusive: boolean; signal?: AbortSignal },
  ): Promise<CardTransport> {
    refuseCancelled(signal);
    if (id !== READER.id) throw new LinkError("no-reader", `no reader ${id}`);
    const request = this.#nextId++;
    const stopWaiting = () => void this.#ask({ type: "close", link: request });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      stopWaiting();
    }, PATIENCE_MS);
    signal?.addEventListener("abort", stopWaiting, { once: true });
    try {
      const reply = await this.#send({ type: "open", id: request, prompt: this.#prompt });
      // A card that came in the same moment is let go by the `close` that is on its way.
      refuseCancelled(signal);
      if (isLate) throw noCardCame();
      if (reply.type !== "opened") throw unexpected(reply);
      return this.#opened(reply);
    } catch (error) {
      const gaveUp = isLate && error instanceof LinkError && error.code === "cancelled";
      throw gaveUp ? noCardCame() : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stopWaiting);
    }
  }

  #opened({ id, historical }: ShellReply & { type: "opened" }): RemoteTransport {
    const transport = new RemoteTransport(
      {
        type: "opened",
        id,
        historical,
        reader: this.#info(true),
        limits: shortLimits,
      },
      {
        transmit: (apdu) => this.#transmit(id, apdu),
        close: async () => {
          this.#forget(id);
          await this.#ask({ type: "close", link: id });
        },
      },
    );
    this.#link = { id, transport };
    void this.#refresh();
    return transport;
  }

  /** After a broken exchange the link is let go, power off: nothing can be sent over it again, a VERIFY least of all. */
  async #transmit(link: number, apdu: Uint8Array): Promise<Uint8Array> {
    try {
      const reply = await this.#ask({ type: "transmit", link, apdu: toHex(apdu) });
      if (reply.type !== "answer") throw unexpected(reply);
      return fromHex(reply.apdu);
    } catch (error) {
      this.#forget(link);
      void this.#ask({ type: "close", link });
      throw error;
    }
  }

  #forget(link: number): void {
    if (this.#link?.id !== link) return;
    this.#link.transport.end("removed");
    this.#link = undefined;
    void this.#refresh();
  }

  #ask(ask: Ask): Promise<ShellReply> {
    return this.#send({ ...ask, id: this.#nextId++ });
  }

  async #send(request: ShellRequest): Promise<ShellReply> {
    const waiting = Promise.withResolvers<ShellReply>();
    this.#pending.set(request.id, waiting);
    this.#shell.send(JSON.stringify(request));
    const reply = await waiting.promise;
    if (reply.type === "error") throw new LinkError(reply.code, reply.message);
    return reply;
  }

  #receive(text: string): void {
    const message = readMessage(text);
    if (message === undefined) return;
    if (message.type === "removed") return this.#forget(message.link);
    this.#pending.get(message.id)?.resolve(message);
    this.#pending.delete(message.id);
  }

  async #refresh(): Promise<void> {
    if (this.#watchers.size === 0) return;
    const event = await this.#look();
    for (const watcher of this.#watchers) watcher(event);
  }

  async #look(): Promise<ReaderEvent> {
    const reply = await this.#ask({ type: "status" });
    if (reply.type !== "status") return failed("protocol", `the shell answered ${reply.type}`);
    switch (reply.nfc) {
      case "on":
        return { type: "readers", readers: [this.#info(this.#link !== undefined)] };
      case "off":
        return failed("service-down", "NFC is switched off");
      case "unsupported":
        return failed("no-reader", "this phone has no NFC");
    }
  }

  #info(cardPresent: boolean): ReaderInfo {
    return { ...READER, kind: this.#shell.kind, cardPresent };
  }
}

function failed(code: LinkErrorCode, message: string): ReaderEvent {
  return { type: "failed", error: new LinkError(code, message) };
}

function noCardCame(): LinkError {
  return new LinkError("timeout", `no card came within ${PATIENCE_MS} ms`);
}

function unexpected(reply: ShellReply): LinkError {
  return new LinkError("protocol", `the shell answered ${reply.type}`);
}

/** A text that is no message of ours is dropped: it has no id to fail. */
function readMessage(text: string): ShellMessage | undefined {
  try {
    return shellMessage.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
