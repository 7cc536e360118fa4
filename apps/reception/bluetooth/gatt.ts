/** What we need of Bluetooth LE. A browser gives it, and so can a native shell: everything above is the same code. */

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
  /** Stable for this page's origin, and no address that others could recognise the reader by. */
  readonly id: string;
  readonly name: string;
  /** Ready to write, and already listening. @throws LinkError; gives up when the signal says so */
  connect(listener: GattListener, signal: AbortSignal): Promise<GattConnection>;
};

export type GattCentral = {
  /** Devices that the person allowed before, where the system tells them. */
  known(): Promise<readonly GattDevice[]>;
  /**
   * Has the person choose a reader, of that name only when one is given. Must be called from a press of a button.
   * Undefined when nobody chose any. @throws LinkError `service-down` when Bluetooth is off or not allowed
   */
  choose(name?: string): Promise<GattDevice | undefined>;
};
