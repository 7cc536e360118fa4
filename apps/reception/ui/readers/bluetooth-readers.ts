/** The Bluetooth reader of this counter in the shape that React subscribes to, and what a person can do about it. */
import { LinkError, type ReaderPort } from "@madoguchi/card";
import type { GattCentral } from "../../bluetooth/gatt.ts";
import { type BluetoothLink, BluetoothPort } from "../../bluetooth/port.ts";
import { forgetMasterKey, keepMasterKey, loadMasterKey } from "./master-key.ts";
import { forgetReader, loadRememberedReader, rememberReader } from "./remembered-reader.ts";

export type BluetoothState =
  | BluetoothLink
  /** Used here before, but the browser wants to be asked again. */
  | { readonly kind: "remembered"; readonly name: string }
  /** Bluetooth is off, or this page may not use it. */
  | { readonly kind: "off" };

export type BluetoothReaders = {
  readonly port: ReaderPort;
  /** No program on this device reaches readers with a cable. */
  readonly onlyWay: boolean;
  state(): BluetoothState;
  subscribe(listener: () => void): () => void;
  /** Has the person choose a reader, from all that are near or the one of that name. To be called from a press. */
  pair(name?: string): void;
  retry(): void;
  release(): void;
  /** Takes the clinic's own key over, or goes back to the factory's, and tries again. */
  changeMasterKey(bytes: Uint8Array | "factory"): void;
};

export async function startBluetooth(
  central: GattCentral,
  { onlyWay }: { readonly onlyWay: boolean },
): Promise<BluetoothReaders> {
  const port = new BluetoothPort({ masterKey: loadMasterKey });
  const listeners = new Set<() => void>();
  let state: BluetoothState = { kind: "none" };
  const show = (next: BluetoothState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  port.watchLink(show);

  const remembered = loadRememberedReader();
  const known = await central.known().catch(() => []);
  const own = known.find(({ id }) => id === remembered?.id);
  if (own !== undefined) port.keep(own);
  else if (remembered !== null) show({ kind: "remembered", name: remembered.name });

  const choose = async (name: string | undefined) => {
    try {
      const device = await central.choose(name);
      if (device === undefined) return;
      rememberReader(device);
      port.keep(device);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      port.release();
      show({ kind: "off" });
    }
  };
  const changeMasterKey = async (bytes: Uint8Array | "factory") => {
    await (bytes === "factory" ? forgetMasterKey() : keepMasterKey(bytes));
    port.retry();
  };

  return {
    port,
    onlyWay,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pair: (name) => void choose(name),
    retry: () => port.retry(),
    release() {
      forgetReader();
      port.release();
    },
    changeMasterKey: (bytes) => void changeMasterKey(bytes),
  };
}
