/** What we need of Bluetooth LE. A browser gives it, and so does a phone's app: everything above is the same code. */

/** The ACS ACR1255U-J1 as it shows itself. Source: its reference manual, §5.2, and the advertised 128-bit service. */
export const acr1255Gatt = {
  namePrefix: "ACR1255U-J1-",
  service: "3c4afff0-4783-3de5-a983-d348718ef133",
  /** We write here. */
  commands: "3c4afff1-4783-3de5-a983-d348718ef133",
  /** It notifies here. */
  answers: "3c4afff2-4783-3de5-a983-d348718ef133",
} as const;

export type GattListener = {
  /** One notification of the answers' characteristic: any piece of a frame, or of several. */
  onPacket(packet: Uint8Array): void;
  /** Once, and not after our own `disconnect`. */
  onDisconnected(): void;
};

export type GattConnection = {
  /** One packet of at most 20 bytes, acknowledged by the reader. Called one at a time. @throws LinkError `removed` */
  write(packet: Uint8Array<ArrayBuffer>): Promise<void>;
  disconnect(): void;
};

export type GattDevice = {
  /** Stable for this page on this device, where it stays. */
  readonly id: string;
  readonly name: string;
  /**
   * Ready to write, and already listening; gives up when the signal says so.
   * @throws LinkError, `service-down` when it is known that Bluetooth is off or not allowed
   */
  connect(listener: GattListener, signal: AbortSignal): Promise<GattConnection>;
};

export type NearDevice = { readonly id: string; readonly name: string };

/** Where a person chooses among the readers that are near. A browser has one of its own, and does not ask this one. */
export type Chooser = {
  /** Those heard so far: at first none, and again whenever there is one more. */
  show(near: readonly NearDevice[]): void;
  /** Undefined when nobody wants any. */
  readonly chosen: Promise<NearDevice | undefined>;
};

export type GattCentral = {
  /** The device that was chosen before, where the system lets us have it without asking the person again. */
  recall(device: NearDevice): Promise<GattDevice | undefined>;
  /**
   * Has the person choose a reader, of that name only when one is given. Must be called from a press of a button.
   * Undefined when nobody chose any. @throws LinkError `service-down` when Bluetooth is off or not allowed
   */
  choose(chooser: Chooser, name?: string): Promise<GattDevice | undefined>;
};
