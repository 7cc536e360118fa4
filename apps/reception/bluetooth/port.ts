import {
  LinkError,
  refuseCancelled,
  type CardTransport,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderPort,
} from "@madoguchi/card";
import type { GattDevice } from "./gatt.ts";
import { Acr1255 } from "./reader.ts";
import { MasterKeyError } from "./session.ts";
import { BluetoothTransport } from "./transport.ts";

const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 5000;

/** Where the way to the one Bluetooth reader stands. */
export type BluetoothLink =
  | { readonly kind: "none" }
  | { readonly kind: "connecting"; readonly name: string }
  | { readonly kind: "connected"; readonly name: string }
  /** It is tried again and again, by itself. */
  | { readonly kind: "unreachable"; readonly name: string }
  /** Bluetooth is off, or we may not use it. A reader that is kept is tried again and again, by itself. */
  | { readonly kind: "off" }
  /** The reader has another master key: nothing is tried until a person does something. */
  | { readonly kind: "wrong-key"; readonly name: string };

export type BluetoothPortOptions = {
  /** Looked up for every connection: it may have been changed. */
  readonly masterKey: () => Promise<CryptoKey>;
  /** For tests, which cannot wait as long as people. */
  readonly answerMs?: number;
  readonly pause?: (milliseconds: number) => Promise<void>;
};

/**
 * At most one ACR1255U-J1, kept connected from `keep` to `release`: whenever the connection breaks, it is made again.
 * Only a connected reader is listed. Nothing that was under way is ever sent again, for it may have been a PIN.
 */
export class BluetoothPort implements ReaderPort {
  readonly #options: BluetoothPortOptions;
  readonly #watchers = new Set<(event: ReaderEvent) => void>();
  readonly #linkWatchers = new Set<(link: BluetoothLink) => void>();
  #link: BluetoothLink = { kind: "none" };
  #device: GattDevice | undefined;
  #keeping = new AbortController();
  #connected:
    | { readonly reader: Acr1255; readonly info: Omit<ReaderInfo, "cardPresent"> }
    | undefined;
  #card: CardTransport | "opening" | undefined;

  constructor(options: BluetoothPortOptions) {
    this.#options = options;
  }

  /** Connects to this reader, and to no other any more. */
  keep(device: GattDevice): void {
    this.#letGo();
    this.#device = device;
    this.#keeping = new AbortController();
    void this.#keep(device, this.#keeping.signal);
  }

  /** Connects now to the reader that was kept last. */
  retry(): void {
    if (this.#device !== undefined) this.keep(this.#device);
  }

  /** Lets the reader go, for another counter or for good. */
  release(): void {
    this.#letGo();
    this.#device = undefined;
    this.#settle({ kind: "none" });
  }

  /** Calls back at once and on every change. Returns the way to stop. */
  watchLink(callback: (link: BluetoothLink) => void): () => void {
    const watcher = (link: BluetoothLink) => callback(link);
    this.#linkWatchers.add(watcher);
    watcher(this.#link);
    return () => this.#linkWatchers.delete(watcher);
  }

  async list(): Promise<readonly ReaderInfo[]> {
    return this.#readers();
  }

  /** While the first connection is being made nothing is told yet: there may be a reader in a moment. */
  watch(callback: (event: ReaderEvent) => void): () => void {
    const watcher = (event: ReaderEvent) => callback(event);
    this.#watchers.add(watcher);
    if (this.#link.kind !== "connecting") watcher({ type: "readers", readers: this.#readers() });
    return () => this.#watchers.delete(watcher);
  }

  async open(
    id: string,
    { signal }: { exclusive: boolean; signal?: AbortSignal },
  ): Promise<CardTransport> {
    refuseCancelled(signal);
    const connected = this.#connected;
    if (connected?.info.id !== id) throw new LinkError("no-reader", `no reader ${id}`);
    if (this.#card !== undefined) throw new LinkError("busy", "the card is in use");
    if (!connected.reader.cardPresent) throw new LinkError("no-card", "no card on the reader");
    this.#card = "opening";
    try {
      const card = await openCard(connected.reader, connected.info, signal);
      this.#card = card;
      void card.removed.then(() => {
        if (this.#card === card) this.#card = undefined;
      });
      return card;
    } catch (error) {
      this.#card = undefined;
      throw error;
    }
  }

  #letGo(): void {
    this.#keeping.abort();
    this.#connected?.reader.disconnect();
    this.#lose();
  }

  async #keep(device: GattDevice, signal: AbortSignal): Promise<void> {
    const { name } = device;
    this.#show({ kind: "connecting", name });
    for (let pause = FIRST_PAUSE_MS; ;) {
      const end = await this.#connectOnce(device, signal);
      if (signal.aborted) return;
      if (end === "wrong-key") return this.#settle({ kind: "wrong-key", name });
      // A reader that was here a moment ago is most likely here again soon.
      const wasHere = end === "lost";
      if (wasHere) this.#show({ kind: "connecting", name });
      else this.#settle(end === "off" ? { kind: "off" } : { kind: "unreachable", name });
      pause = wasHere ? FIRST_PAUSE_MS : Math.min(pause * 2, LAST_PAUSE_MS);
      await (this.#options.pause ?? wait)(pause);
      if (signal.aborted) return;
    }
  }

  /** Serves the reader until its connection is over. */
  async #connectOnce(
    device: GattDevice,
    signal: AbortSignal,
  ): Promise<"lost" | "unreachable" | "off" | "wrong-key"> {
    const { masterKey, answerMs } = this.#options;
    let reader: Acr1255;
    try {
      reader = await Acr1255.connect(device, {
        masterKey: await masterKey(),
        signal,
        ...(answerMs === undefined ? {} : { answerMs }),
      });
    } catch (error) {
      if (error instanceof MasterKeyError) return "wrong-key";
      return error instanceof LinkError && error.code === "service-down" ? "off" : "unreachable";
    }
    if (signal.aborted) {
      reader.disconnect();
      return "lost";
    }
    const { id, name } = device;
    this.#connected = { reader, info: { id: `ble:${id}`, name, kind: "ble", contactless: true } };
    reader.watchCard(() => this.#tell());
    this.#show({ kind: "connected", name });
    this.#tell();
    await reader.lost;
    if (this.#connected?.reader === reader) this.#lose();
    return "lost";
  }

  #lose(): void {
    if (this.#connected === undefined) return;
    this.#connected = undefined;
    this.#card = undefined;
    this.#tell();
  }

  #settle(link: BluetoothLink): void {
    this.#show(link);
    // Watchers who were kept waiting learn that there is none.
    this.#tell();
  }

  #readers(): readonly ReaderInfo[] {
    const { info, reader } = this.#connected ?? {};
    return info && reader ? [{ ...info, cardPresent: reader.cardPresent }] : [];
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher({ type: "readers", readers: this.#readers() });
  }

  #show(link: BluetoothLink): void {
    this.#link = link;
    for (const watcher of this.#linkWatchers) watcher(link);
  }
}

/** Powers the card. When the caller has given up meanwhile, it loses its power again. */
async function openCard(
  reader: Acr1255,
  { id, name, contactless }: Omit<ReaderInfo, "cardPresent">,
  signal: AbortSignal | undefined,
): Promise<CardTransport> {
  const atr = await reader.powerOn();
  const card = new BluetoothTransport(reader, { id, name, contactless }, atr);
  if (signal?.aborted === true) await card.close("unpower");
  refuseCancelled(signal);
  return card;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
