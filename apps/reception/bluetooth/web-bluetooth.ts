/** Bluetooth LE as browsers give it: Chrome and Edge on Windows, macOS, Android and ChromeOS. Source: Web Bluetooth (WICG). */
import { LinkError } from "@madoguchi/card";
import { acr1255Gatt, type GattCentral, type GattDevice } from "./gatt.ts";

/** As much of `navigator.bluetooth` as we use. */
export type Bluetooth = {
  requestDevice(options: {
    filters: readonly ({ name: string } | { namePrefix: string })[];
    optionalServices: readonly string[];
  }): Promise<BluetoothDevice>;
  /** Only where the browser remembers permissions. */
  getDevices?(): Promise<readonly BluetoothDevice[]>;
  getAvailability?(): Promise<boolean>;
};

export type BluetoothDevice = Listenable & {
  readonly id: string;
  readonly name?: string | undefined;
  readonly gatt?: BluetoothServer | undefined;
};

type BluetoothServer = {
  connect(): Promise<BluetoothServer>;
  disconnect(): void;
  getPrimaryService(uuid: string): Promise<{
    getCharacteristic(uuid: string): Promise<BluetoothCharacteristic>;
  }>;
};

export type BluetoothCharacteristic = Listenable & {
  readonly value?: DataView | undefined;
  startNotifications(): Promise<unknown>;
  writeValueWithResponse(value: Uint8Array<ArrayBuffer>): Promise<void>;
};

type Listenable = Pick<EventTarget, "addEventListener" | "removeEventListener">;

declare global {
  interface Navigator {
    readonly bluetooth?: Bluetooth;
  }
}

export function webBluetooth(bluetooth: Bluetooth): GattCentral {
  return {
    async recall({ id }) {
      const devices = (await bluetooth.getDevices?.()) ?? [];
      const known = devices.find((device) => device.id === id);
      return known && asGattDevice(known);
    },

    async choose(_chooser, name) {
      const filter = name === undefined ? { namePrefix: acr1255Gatt.namePrefix } : { name };
      try {
        const device = await bluetooth.requestDevice({
          filters: [filter],
          optionalServices: [acr1255Gatt.service],
        });
        return asGattDevice(device);
      } catch (cause) {
        // Nobody chose, or there is nothing to choose with: the browser calls both by this name.
        const isNotFound = cause instanceof DOMException && cause.name === "NotFoundError";
        if (isNotFound && (await bluetooth.getAvailability?.()) !== false) return undefined;
        throw new LinkError("service-down", "Bluetooth is off or not allowed", { cause });
      }
    },
  };
}

function asGattDevice(device: BluetoothDevice): GattDevice {
  return {
    id: device.id,
    name: device.name ?? acr1255Gatt.namePrefix,
    async connect(listener, signal) {
      const { gatt } = device;
      if (gatt === undefined) throw new LinkError("no-reader", "the device has no GATT server");
      const hearing = new AbortController();
      const disconnect = () => {
        hearing.abort();
        gatt.disconnect();
      };
      const lost = () => {
        hearing.abort();
        listener.onDisconnected();
      };
      signal.addEventListener("abort", disconnect);
      try {
        const server = await gatt.connect();
        device.addEventListener("gattserverdisconnected", lost, { signal: hearing.signal });
        const service = await server.getPrimaryService(acr1255Gatt.service);
        const commands = await service.getCharacteristic(acr1255Gatt.commands);
        const answers = await service.getCharacteristic(acr1255Gatt.answers);
        listen(answers, listener.onPacket, hearing.signal);
        await answers.startNotifications();
        if (signal.aborted) throw new LinkError("cancelled", "the connection was given up");
        return { write: (packet) => write(commands, packet), disconnect };
      } catch (cause) {
        disconnect();
        throw new LinkError("no-reader", "the reader cannot be connected to", { cause });
      } finally {
        // The signal limits the connecting only: a limit in time may still run out later.
        signal.removeEventListener("abort", disconnect);
      }
    },
  };
}

function listen(
  answers: BluetoothCharacteristic,
  onPacket: (packet: Uint8Array) => void,
  signal: AbortSignal,
): void {
  const heard = () => {
    const { value } = answers;
    if (value === undefined) return;
    // The browser may reuse its buffer.
    onPacket(new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice());
  };
  answers.addEventListener("characteristicvaluechanged", heard, { signal });
}

async function write(
  commands: BluetoothCharacteristic,
  packet: Uint8Array<ArrayBuffer>,
): Promise<void> {
  try {
    await commands.writeValueWithResponse(packet);
  } catch (cause) {
    throw new LinkError("removed", "the reader is out of reach", { cause });
  }
}
