/** For tests: a paired reader with a card on it, and the port that keeps it. */
import { randomBytes } from "node:crypto";
import type { ReaderEvent } from "@madoguchi/card";
import { type Switches, VirtualCard } from "@madoguchi/virtual-card";
import { sampleCard } from "@madoguchi/virtual-card/sample";
import { importAesKey } from "./aes-cbc.ts";
import { browsersOwn } from "./chooser.fixture.ts";
import { FakeAcr1255, type ReaderSwitches } from "./fake-acr1255.ts";
import { bluetoothIn, Room } from "./fake-bluetooth.ts";
import type { GattCentral } from "./gatt.ts";
import { type BluetoothLink, BluetoothPort } from "./port.ts";
import { factoryMasterKey } from "./session.ts";
import { webBluetooth } from "./web-bluetooth.ts";

const open: BluetoothPort[] = [];

export function releaseAll(): void {
  for (const port of open.splice(0)) port.release();
}

export const readerId = "ble:device-012345";
export const challenge = new Uint8Array(randomBytes(32));
export const pin = (digits = "1234") => new TextEncoder().encode(digits);
export const triesOf = (card: VirtualCard) => card.image.pins["jpki-auth"].triesLeft;

export async function place(
  switches: Partial<ReaderSwitches> = {},
  onCard: Partial<Switches> = {},
  answerMs = 5000,
) {
  const { image } = await sampleCard();
  const reader = new FakeAcr1255(switches);
  const card = VirtualCard.fromImage(image, onCard);
  reader.insert(card);
  const room = new Room([reader]);
  const central = webBluetooth(bluetoothIn(room));
  const port = portWith({ answerMs });
  port.keep(await chosen(central));
  return { reader, card, room, central, port };
}

export function portWith(options: { masterKey?: Uint8Array; answerMs?: number }): BluetoothPort {
  const { masterKey = factoryMasterKey, ...rest } = options;
  const port = new BluetoothPort({
    masterKey: () => importAesKey(masterKey),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    ...rest,
  });
  open.push(port);
  return port;
}

export async function chosen(central: GattCentral) {
  const device = await central.choose(browsersOwn);
  if (device === undefined) throw new Error("nothing to choose");
  return device;
}

export function until(port: BluetoothPort, kind: BluetoothLink["kind"]): Promise<BluetoothLink> {
  return new Promise((resolve) => {
    const stop = port.watchLink((link) => {
      if (link.kind !== kind) return;
      resolve(link);
      queueMicrotask(() => stop());
    });
  });
}

export function untilReaders(port: BluetoothPort, holds: (event: ReaderEvent) => boolean) {
  return new Promise<ReaderEvent>((resolve) => {
    const stop = port.watch((event) => {
      if (!holds(event)) return;
      resolve(event);
      queueMicrotask(() => stop());
    });
  });
}

export const cardPresent = (present: boolean) => (event: ReaderEvent) =>
  event.type === "readers" && event.readers[0]?.cardPresent === present;
