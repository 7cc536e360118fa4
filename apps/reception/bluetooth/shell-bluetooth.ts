/** Bluetooth LE as a phone's shell lends it to the page, where a WebView has no Web Bluetooth. */
import { fromHex, LinkError, refuseCancelled, toHex } from "@madoguchi/card";
import type { ShellChannel } from "../phone/shell.ts";
import {
  acr1255Gatt,
  type Chooser,
  type GattCentral,
  type GattConnection,
  type GattDevice,
  type GattListener,
  type NearDevice,
} from "./gatt.ts";
import {
  bluetoothMessage,
  type BluetoothMessage,
  type BluetoothReply,
  type BluetoothRequest,
} from "./shell-protocol.ts";

const { namePrefix, ...characteristics } = acr1255Gatt;

export class ShellBluetooth implements GattCentral {
  readonly #channel: ShellChannel;
  readonly #pending = new Map<number, PromiseWithResolvers<BluetoothReply>>();
  readonly #searches = new Map<number, (near: NearDevice) => void>();
  readonly #connections = new Map<number, GattListener>();
  #nextId = 0;

  constructor(channel: ShellChannel) {
    this.#channel = channel;
    channel.listen((text) => this.#receive(text));
  }

  /** The shell connects to any device by the id it gave it. */
  async recall(device: NearDevice): Promise<GattDevice> {
    return this.#device(device);
  }

  async choose({ show, chosen }: Chooser, name = namePrefix): Promise<GattDevice | undefined> {
    const near: NearDevice[] = [];
    const scan = this.#nextId++;
    this.#searches.set(scan, (device) => {
      near.push(device);
      show([...near]);
    });
    show([]);
    try {
      const over = this.#ask({ type: "scan", id: scan, namePrefix: name }).then(() => undefined);
      const choice = await Promise.race([chosen, over]);
      return choice && this.#device(choice);
    } finally {
      this.#searches.delete(scan);
      void this.#ask({ type: "stop", id: this.#nextId++, scan });
    }
  }

  #device({ id, name }: NearDevice): GattDevice {
    return { id, name, connect: (listener, signal) => this.#connect(id, listener, signal) };
  }

  async #connect(
    device: string,
    listener: GattListener,
    signal: AbortSignal,
  ): Promise<GattConnection> {
    refuseCancelled(signal);
    const connection = this.#nextId++;
    const disconnect = () => {
      if (!this.#connections.delete(connection)) return;
      void this.#ask({ type: "disconnect", id: this.#nextId++, connection });
    };
    this.#connections.set(connection, listener);
    signal.addEventListener("abort", disconnect);
    try {
      await this.#ask({ type: "connect", id: connection, device, ...characteristics });
      refuseCancelled(signal);
    } catch (error) {
      this.#connections.delete(connection);
      throw error;
    } finally {
      // The signal limits the connecting only: a limit in time may still run out later.
      signal.removeEventListener("abort", disconnect);
    }
    const write = async (packet: Uint8Array) => {
      const request = { id: this.#nextId++, connection, packet: toHex(packet) };
      await this.#ask({ type: "write", ...request });
    };
    return { write, disconnect };
  }

  async #ask(request: BluetoothRequest): Promise<void> {
    const waiting = Promise.withResolvers<BluetoothReply>();
    this.#pending.set(request.id, waiting);
    this.#channel.send(JSON.stringify(request));
    const reply = await waiting.promise;
    if (reply.type === "error") throw new LinkError(reply.code, reply.message);
  }

  #receive(text: string): void {
    const message = readMessage(text);
    switch (message?.type) {
      case undefined:
        return;
      case "found":
        return this.#searches.get(message.scan)?.({ id: message.device, name: message.name });
      case "packet":
        return this.#connections.get(message.connection)?.onPacket(fromHex(message.packet));
      case "disconnected": {
        const listener = this.#connections.get(message.connection);
        this.#connections.delete(message.connection);
        return listener?.onDisconnected();
      }
      case "done":
      case "error":
        this.#pending.get(message.id)?.resolve(message);
        this.#pending.delete(message.id);
    }
  }
}

/** A text that is no message of ours is dropped: it has no id to fail. */
function readMessage(text: string): BluetoothMessage | undefined {
  try {
    return bluetoothMessage.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
