/** For tests: `navigator.bluetooth` over fake readers, as strict as a browser. */
import type { Bluetooth, BluetoothCharacteristic, BluetoothDevice } from "./web-bluetooth.ts";
import type { FakeAcr1255 } from "./fake-acr1255.ts";

type Named = { readonly id: string; readonly name: string };

/** The readers in the room, and which of them the person allowed the page to use. */
export class Room {
  readonly readers: readonly FakeAcr1255[];
  readonly #allowed = new Set<string>();
  /** The browser tells the page of readers that were allowed before. */
  remembers = true;
  /** The person closes the chooser without choosing. */
  dismisses = false;
  bluetoothIsOn = true;

  constructor(readers: readonly FakeAcr1255[]) {
    this.readers = readers;
  }

  choose(prefix: string): Named | null {
    const reader = this.readers.find(({ name }) => name.startsWith(prefix));
    if (reader === undefined || this.dismisses || !this.bluetoothIsOn) return null;
    this.#allowed.add(reader.id);
    return { id: reader.id, name: reader.name };
  }

  known(): Named[] {
    if (!this.remembers) return [];
    return this.readers
      .filter(({ id }) => this.#allowed.has(id))
      .map(({ id, name }) => ({ id, name }));
  }

  reader(id: string): FakeAcr1255 | undefined {
    return this.readers.find((reader) => reader.id === id);
  }
}

/** The room as a page reaches it; bytes as numbers, which pass every border. */
export type Air = {
  choose(prefix: string): Promise<Named | null>;
  known(): Promise<Named[]>;
  isOn(): Promise<boolean>;
  connect(id: string): Promise<boolean>;
  disconnect(id: string): Promise<void>;
  /** False when the connection is over. */
  write(id: string, packet: number[]): Promise<boolean>;
};

/** What the air brings to the page. */
export type Ear = { notify(id: string, packet: number[]): void; drop(id: string): void };

/** For a page in this process. */
export function bluetoothIn(room: Room): Bluetooth {
  const { bluetooth, ear } = makeBluetooth(airOf(room, () => ear));
  return bluetooth;
}

export function airOf(room: Room, ear: () => Ear): Air {
  return {
    choose: async (prefix) => room.choose(prefix),
    known: async () => room.known(),
    isOn: async () => room.bluetoothIsOn,
    connect: async (id) =>
      room.reader(id)?.connect({
        notify: (packet) => ear().notify(id, [...packet]),
        drop: () => ear().drop(id),
      }) ?? false,
    disconnect: async (id) => room.reader(id)?.disconnect(),
    write: async (id, packet) => {
      const reader = room.reader(id);
      if (!reader?.connected) return false;
      reader.write(Uint8Array.from(packet));
      return true;
    },
  };
}

/** Stands alone, so that a test can send its text into a browser. */
export function makeBluetooth(air: Air): { bluetooth: Bluetooth; ear: Ear } {
  const service = "3c4afff0-4783-3de5-a983-d348718ef133";
  const devices = new Map<
    string,
    { device: BluetoothDevice; ear: (packet: number[] | null) => void }
  >();

  function deviceOf({ id, name }: { id: string; name: string }): BluetoothDevice {
    const present = devices.get(id);
    if (present !== undefined) return present.device;
    let connection = 0;
    let notify: (packet: number[]) => void = () => {};
    let optional: Promise<unknown> = Promise.resolve();
    const lost = () => new DOMException("GATT Server is disconnected.", "NetworkError");
    const makeCharacteristic = (uuid: string): BluetoothCharacteristic => {
      const own = connection;
      let writing = false;
      type Mutable = EventTarget & { value: DataView | undefined } & Omit<
          BluetoothCharacteristic,
          "value"
        >;
      const characteristic: Mutable = Object.assign(new EventTarget(), {
        value: undefined,
        async startNotifications() {
          if (own !== connection) throw lost();
          if (uuid !== "3c4afff2-4783-3de5-a983-d348718ef133")
            throw new DOMException("GATT Error: Not supported.", "NotSupportedError");
          notify = (packet) => {
            characteristic.value = new DataView(Uint8Array.from(packet).buffer);
            characteristic.dispatchEvent(new Event("characteristicvaluechanged"));
          };
        },
        async writeValueWithResponse(value: Uint8Array<ArrayBuffer>) {
          if (uuid !== "3c4afff1-4783-3de5-a983-d348718ef133")
            throw new DOMException("GATT operation not permitted.", "NotSupportedError");
          if (writing)
            throw new DOMException("GATT operation already in progress.", "NetworkError");
          writing = true;
          const taken = own === connection && (await air.write(id, [...value]));
          writing = false;
          if (!taken) throw lost();
        },
      });
      return characteristic;
    };
    const gatt = {
      async connect() {
        await optional;
        if (!(await air.connect(id)))
          throw new DOMException("Connection attempt failed.", "NetworkError");
        connection += 1;
        return gatt;
      },
      disconnect() {
        connection += 1;
        notify = () => {};
        optional = air.disconnect(id);
      },
      async getPrimaryService(uuid: string) {
        if (uuid !== service) throw new DOMException("No Services found.", "NotFoundError");
        return { getCharacteristic: async (each: string) => makeCharacteristic(each) };
      },
    };
    const device = Object.assign(new EventTarget(), { id, name, gatt });
    const ear = (packet: number[] | null) => {
      if (packet !== null) return notify(packet);
      connection += 1;
      notify = () => {};
      device.dispatchEvent(new Event("gattserverdisconnected"));
    };
    devices.set(id, { device, ear });
    return device;
  }

  return {
    bluetooth: {
      async requestDevice({ filters, optionalServices }) {
        const { userActivation } = navigator;
        if (userActivation !== undefined && !userActivation.isActive)
          throw new DOMException("Must be handling a user gesture.", "SecurityError");
        const [filter] = filters;
        if (filter === undefined || !optionalServices.includes(service))
          throw new TypeError("this reader cannot be asked for so");
        const chosen = await air.choose("name" in filter ? filter.name : filter.namePrefix);
        if (chosen === null)
          throw new DOMException("User cancelled the requestDevice() chooser.", "NotFoundError");
        return deviceOf(chosen);
      },
      getDevices: async () => (await air.known()).map(deviceOf),
      getAvailability: () => air.isOn(),
    },
    ear: {
      notify: (id, packet) => devices.get(id)?.ear(packet),
      drop: (id) => devices.get(id)?.ear(null),
    },
  };
}
