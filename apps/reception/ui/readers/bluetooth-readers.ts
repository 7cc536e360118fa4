/** The Bluetooth reader of this counter in the shape that React subscribes to, and what a person can do about it. */
import { LinkError, type ReaderPort } from "@madoguchi/card";
import type { GattCentral, NearDevice } from "../../bluetooth/gatt.ts";
import { type BluetoothLink, BluetoothPort } from "../../bluetooth/port.ts";
import { forgetMasterKey, keepMasterKey, loadMasterKey } from "./master-key.ts";
import { forgetReader, loadRememberedReader, rememberReader } from "./remembered-reader.ts";

export type BluetoothState =
  | BluetoothLink
  /** Used here before, but the browser wants to be asked again. */
  | { readonly kind: "remembered"; readonly name: string }
  /** The person chooses among these, who are near; only where the system shows no list of its own. */
  | { readonly kind: "choosing"; readonly near: readonly NearDevice[] };

export type BluetoothReaders = {
  readonly port: ReaderPort;
  /** No program on this device reaches readers with a cable. */
  readonly onlyWay: boolean;
  state(): BluetoothState;
  subscribe(listener: () => void): () => void;
  /** Has the person choose a reader, from all that are near or the one of that name. To be called from a press. */
  pair(name?: string): void;
  /** One of those that are near, or none. */
  pick(near: NearDevice | undefined): void;
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
  /** Stands before the state as long as the person chooses. */
  let choosing: BluetoothState | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const show = (next: BluetoothState) => {
    state = next;
    tell();
  };
  port.watchLink(show);

  const remembered = loadRememberedReader();
  const own = remembered && (await central.recall(remembered).catch(() => undefined));
  if (own) port.keep(own);
  else if (remembered !== null) show({ kind: "remembered", name: remembered.name });

  let pick: BluetoothReaders["pick"] = () => {};
  const choose = async (name: string | undefined) => {
    const choice = Promise.withResolvers<NearDevice | undefined>();
    pick = choice.resolve;
    const showNear = (near: readonly NearDevice[]) => {
      choosing = { kind: "choosing", near };
      tell();
    };
    try {
      const device = await central.choose({ show: showNear, chosen: choice.promise }, name);
      if (device === undefined) return;
      rememberReader(device);
      port.keep(device);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      port.release();
      show({ kind: "off" });
    } finally {
      choosing = undefined;
      tell();
    }
  };
  const changeMasterKey = async (bytes: Uint8Array | "factory") => {
    await (bytes === "factory" ? forgetMasterKey() : keepMasterKey(bytes));
    port.retry();
  };

  return {
    port,
    onlyWay,
    state: () => choosing ?? state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pair: (name) => void choose(name),
    pick: (near) => pick(near),
    retry: () => port.retry(),
    release() {
      forgetReader();
      port.release();
    },
    changeMasterKey: (bytes) => void changeMasterKey(bytes),
  };
}
