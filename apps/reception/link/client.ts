import {
  fromHex,
  LinkError,
  refuseCancelled,
  type CardTransport,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderPort,
} from "@madoguchi/card";
import { AgentFolder } from "./agent-folder.ts";
import {
  agentMessage,
  encodeTransmit,
  FILES_SUBPROTOCOL,
  SUBPROTOCOL,
  TOKEN_PREFIX,
  type AgentMessage,
  type AgentReply,
  type Ask,
  type TrayState,
} from "./protocol.ts";
import { RemoteTransport } from "./remote-transport.ts";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

/**
 * The readers of the agent on this computer, for a page or a program. It connects at once, and again whenever the
 * connection breaks; while it is broken watchers hear `failed` with `service-down`, and open links end as `removed`.
 * Nothing that was under way is ever sent again, for it may have been a PIN.
 */
export class AgentLink implements ReaderPort {
  readonly #url: string;
  readonly #protocols: string[];
  readonly #watchers = new Set<(event: ReaderEvent) => void>();
  readonly #trayWatchers = new Set<(tray: TrayState | undefined) => void>();
  readonly #pending = new Map<number, PromiseWithResolvers<AgentReply>>();
  readonly #links = new Map<number, RemoteTransport>();
  #connected = Promise.withResolvers<WebSocket>();
  #last: ReaderEvent | undefined;
  #tray: TrayState | undefined;
  #nextId = 0;
  #retryMs = FIRST_RETRY_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #socket: WebSocket | undefined;
  #closed = false;
  /** The folder of the billing computer, where the agent writes into one. */
  readonly folder = new AgentFolder({
    ask: (ask) => this.#ask(ask),
    isOffered: async () => (await this.#connected.promise).protocol === FILES_SUBPROTOCOL,
  });

  /** `url` as `startAgent` gives it. */
  constructor(options: { readonly url: string; readonly token?: string }) {
    this.#url = options.url;
    const secret = options.token === undefined ? [] : [TOKEN_PREFIX + options.token];
    this.#protocols = [SUBPROTOCOL, FILES_SUBPROTOCOL, ...secret];
    this.#connect();
  }

  list(): Promise<readonly ReaderInfo[]> {
    return new Promise((resolve, reject) => {
      const stop = this.watch((event) => {
        if (event.type === "readers") resolve(event.readers);
        else reject(event.error);
        queueMicrotask(() => stop());
      });
    });
  }

  watch(callback: (event: ReaderEvent) => void): () => void {
    const watcher = (event: ReaderEvent) => callback(event);
    this.#watchers.add(watcher);
    if (this.#last !== undefined) watcher(this.#last);
    return () => this.#watchers.delete(watcher);
  }

  async open(
    id: string,
    { exclusive, signal }: { exclusive: boolean; signal?: AbortSignal },
  ): Promise<CardTransport> {
    refuseCancelled(signal);
    const reply = await this.#ask({ type: "open", reader: id, exclusive });
    if (reply.type !== "opened") throw unexpected(reply);
    const link = new RemoteTransport(reply, {
      transmit: async (apdu) => {
        const answer = await this.#send((id) => encodeTransmit({ id, link: reply.id, apdu }));
        if (answer.type !== "answer") throw unexpected(answer);
        return fromHex(answer.apdu);
      },
      close: async () => {
        this.#links.delete(reply.id);
        await this.#ask({ type: "close", link: reply.id });
      },
    });
    this.#links.set(reply.id, link);
    return link;
  }

  /** The demo's cards and the one on the reader; undefined when the agent has no tray. Calls back at once and on every change. */
  watchTray(callback: (tray: TrayState | undefined) => void): () => void {
    const watcher = (tray: TrayState | undefined) => callback(tray);
    this.#trayWatchers.add(watcher);
    watcher(this.#tray);
    return () => this.#trayWatchers.delete(watcher);
  }

  /** Lays one of the tray's cards on the virtual reader. @throws LinkError */
  async putCard(card: string): Promise<void> {
    await this.#ask({ type: "put", card });
  }

  /** Takes the card from the virtual reader. @throws LinkError */
  async removeCard(): Promise<void> {
    await this.#ask({ type: "remove" });
  }

  /** Gives every card of the tray its tries back, as a visit to the town hall would. @throws LinkError */
  async resetCards(): Promise<void> {
    await this.#ask({ type: "reset" });
  }

  /** Ends the connection for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  #connect(): void {
    const socket = new WebSocket(this.#url, this.#protocols);
    this.#socket = socket;
    // Most of the time nobody waits for the connection, and that is no unhandled failure.
    this.#connected.promise.catch(() => {});
    socket.addEventListener("open", () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#connected.resolve(socket);
    });
    socket.addEventListener("message", ({ data }) => {
      const message = readMessage(data);
      if (message === undefined) socket.close();
      else this.#receive(message);
    });
    socket.addEventListener("close", () => this.#broken());
  }

  #broken(): void {
    this.#socket = undefined;
    this.#connected.reject(brokenOff());
    for (const { reject } of this.#pending.values()) reject(brokenOff());
    this.#pending.clear();
    for (const link of this.#links.values()) link.end("removed");
    this.#links.clear();
    this.#tellTray(undefined);
    this.#tell({ type: "failed", error: brokenOff() });
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#connected = Promise.withResolvers();
      this.#connect();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #ask(ask: Ask): Promise<AgentReply> {
    return this.#send((id) => JSON.stringify({ ...ask, id }));
  }

  async #send(write: (id: number) => string | Uint8Array<ArrayBuffer>): Promise<AgentReply> {
    const socket = await this.#connected.promise;
    if (socket.readyState !== WebSocket.OPEN) throw brokenOff();
    const id = this.#nextId++;
    const waiting = Promise.withResolvers<AgentReply>();
    this.#pending.set(id, waiting);
    const message = write(id);
    socket.send(message);
    // The socket has its own copy by now.
    if (typeof message !== "string") message.fill(0);
    const reply = await waiting.promise;
    if (reply.type === "error") throw new LinkError(reply.code, reply.message);
    return reply;
  }

  #receive(message: AgentMessage): void {
    switch (message.type) {
      case "readers":
        return this.#tell({ type: "readers", readers: message.readers });
      case "failed": {
        const error = new LinkError(message.code, message.message);
        return this.#tell({ type: "failed", error });
      }
      case "tray":
        return this.#tellTray({ cards: message.cards, placed: message.placed ?? undefined });
      case "removed":
        this.#links.get(message.link)?.end("removed");
        this.#links.delete(message.link);
        return;
      case "opened":
      case "answer":
      case "done":
      case "error":
      case "folder":
      case "written":
      case "not-written":
        this.#pending.get(message.id)?.resolve(message);
        this.#pending.delete(message.id);
        return;
    }
  }

  #tell(event: ReaderEvent): void {
    this.#last = event;
    for (const watcher of this.#watchers) watcher(event);
  }

  #tellTray(tray: TrayState | undefined): void {
    this.#tray = tray;
    for (const watcher of this.#trayWatchers) watcher(tray);
  }
}

function brokenOff(): LinkError {
  return new LinkError("service-down", "the agent on this computer does not answer");
}

function unexpected(reply: AgentReply): LinkError {
  return new LinkError("protocol", `the agent answered ${reply.type}`);
}

function readMessage(data: unknown): AgentMessage | undefined {
  try {
    return agentMessage.parse(JSON.parse(String(data)));
  } catch {
    return undefined;
  }
}
