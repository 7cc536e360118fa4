import {
  ForbiddenCommandError,
  guard,
  LinkError,
  toHex,
  type CardTransport,
  type ReaderPort,
} from "@madoguchi/card";
import type { RawData, WebSocket } from "ws";
import {
  agentRequest,
  decodeTransmit,
  type AgentMessage,
  type AgentReply,
  type AgentRequest,
  type Transmit,
} from "../link/protocol.ts";
import { fromBase64Url } from "@madoguchi/contract";
import type { ResultFolders } from "./result-folders.ts";
import type { CardTray } from "./tray.ts";

type Request = AgentRequest | (Transmit & { readonly type: "transmit" });

/** What the agent has for its pages. */
export type ConnectionParts = {
  readonly port: ReaderPort;
  readonly tray: CardTray | undefined;
  readonly folders: ResultFolders | undefined;
};

type Link = { readonly id: number; readonly transport: CardTransport };

/** One page's talk with the agent. It holds at most one card, and lets go of it with the power off when the page is gone. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #port: ReaderPort;
  readonly #tray: CardTray | undefined;
  readonly #folders: ResultFolders | undefined;
  readonly #stops: (() => void)[];
  #link: Link | "opening" | undefined;

  constructor(socket: WebSocket, { port, tray, folders }: ConnectionParts) {
    this.#socket = socket;
    this.#port = port;
    this.#tray = tray;
    this.#folders = folders;
    socket.on("message", (data, isBinary) => void this.#receive(data, isBinary));
    socket.on("close", () => void this.#end());
    // "close" follows, and does what there is to do.
    socket.on("error", () => {});
    this.#stops = [this.#watchReaders(), this.#watchTray()];
  }

  #watchReaders(): () => void {
    return this.#port.watch((event) => {
      if (event.type === "readers") this.#send({ type: "readers", readers: [...event.readers] });
      else this.#send({ type: "failed", ...describe(event.error) });
    });
  }

  #watchTray(): () => void {
    const stop = this.#tray?.watch(({ cards, placed }) =>
      this.#send({ type: "tray", cards: [...cards], placed: placed ?? null }),
    );
    return stop ?? (() => {});
  }

  #send(message: AgentMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  async #receive(data: RawData, isBinary: boolean): Promise<void> {
    const request = isBinary ? readTransmit(data) : readRequest(data);
    if (request === undefined) return this.#socket.close(1008, "not a request");
    try {
      this.#send(await this.#answer(request));
    } catch (error) {
      this.#send({ type: "error", id: request.id, ...describe(error) });
    }
  }

  async #answer(request: Request): Promise<AgentReply> {
    const { id } = request;
    switch (request.type) {
      case "open":
        return this.#open(request);
      case "transmit":
        return { type: "answer", id, apdu: await this.#transmit(request) };
      case "close": {
        if (this.#holds(request.link)) await this.#letGo();
        return { type: "done", id };
      }
      case "put":
        await this.#ownTray().put(request.card);
        return { type: "done", id };
      case "remove":
        await this.#ownTray().remove();
        return { type: "done", id };
      case "reset":
        await this.#ownTray().reset();
        return { type: "done", id };
      case "folder":
        return { type: "folder", id, ...(await this.#ownFolders().of(request.facility)) };
      case "choose-folder": {
        const { facility, path } = request;
        return { type: "folder", id, ...(await this.#ownFolders().choose(facility, path)) };
      }
      case "write": {
        const { facility, names, content } = request;
        const end = await this.#ownFolders().write(facility, names, fromBase64Url(content));
        return end.ok
          ? { type: "written", id, name: end.name }
          : { type: "not-written", id, problem: end.problem };
      }
    }
  }

  async #transmit({ link, apdu }: Transmit): Promise<string> {
    try {
      return toHex(await this.#linkOf(link).transport.transmit(apdu));
    } finally {
      // It may have held a PIN, in the very bytes that came from the socket.
      apdu.fill(0);
    }
  }

  async #open({ id, reader, exclusive }: AgentRequest & { type: "open" }): Promise<AgentReply> {
    if (this.#link !== undefined) throw new LinkError("busy", "this page already holds a card");
    this.#link = "opening";
    const transport = await this.#openPort(reader, exclusive);
    // The page may be gone by now.
    if (this.#socket.readyState !== this.#socket.OPEN) {
      this.#link = undefined;
      await transport.close("unpower");
      throw new LinkError("cancelled", "the page is gone");
    }
    const { reader: info, historical, limits } = transport;
    this.#link = { id, transport };
    void transport.removed.then(() => this.#removed(id));
    const opened = { ...info, kind: transport.kind, cardPresent: true };
    return { type: "opened", id, reader: opened, historical: toHex(historical), limits };
  }

  async #openPort(reader: string, exclusive: boolean): Promise<CardTransport> {
    try {
      // Guarded here as well: a page that went astray still reaches no 個人番号.
      return guard(await this.#port.open(reader, { exclusive }));
    } catch (error) {
      this.#link = undefined;
      throw error;
    }
  }

  /** A card that is gone, or whose service broke off, has no power: closing may fail. */
  async #removed(id: number): Promise<void> {
    if (!this.#holds(id)) return;
    this.#send({ type: "removed", link: id });
    await this.#letGo().catch(() => {});
  }

  #holds(id: number): boolean {
    return typeof this.#link === "object" && this.#link.id === id;
  }

  #linkOf(id: number): Link {
    if (typeof this.#link === "object" && this.#link.id === id) return this.#link;
    throw new LinkError("removed", "the link is closed");
  }

  #ownTray(): CardTray {
    if (this.#tray === undefined) throw new LinkError("no-reader", "there is no virtual reader");
    return this.#tray;
  }

  #ownFolders(): ResultFolders {
    if (this.#folders === undefined) throw new LinkError("protocol", "no files are written here");
    return this.#folders;
  }

  async #letGo(): Promise<void> {
    if (typeof this.#link !== "object") return;
    const { transport } = this.#link;
    this.#link = undefined;
    await transport.close("unpower");
  }

  async #end(): Promise<void> {
    for (const stop of this.#stops) stop();
    // Nobody is left to hear that closing failed.
    await this.#letGo().catch(() => {});
  }
}

function readTransmit(data: RawData): Request | undefined {
  const transmit = data instanceof Uint8Array ? decodeTransmit(data) : undefined;
  return transmit && { ...transmit, type: "transmit" };
}

function readRequest(data: RawData): AgentRequest | undefined {
  try {
    return agentRequest.parse(JSON.parse(data.toString()));
  } catch {
    return undefined;
  }
}

function describe(error: unknown): Pick<LinkError, "code" | "message"> {
  if (error instanceof LinkError) return { code: error.code, message: error.message };
  if (error instanceof ForbiddenCommandError) return { code: "protocol", message: error.message };
  // An unforeseen error may hold bytes of a command, so its text stays here.
  return { code: "protocol", message: "the agent failed" };
}
