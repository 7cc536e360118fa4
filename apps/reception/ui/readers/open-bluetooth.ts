/** Loaded only where there is Bluetooth at all. */
import type { GattCentral } from "../../bluetooth/gatt.ts";
import { ShellBluetooth } from "../../bluetooth/shell-bluetooth.ts";
import { type Bluetooth, webBluetooth } from "../../bluetooth/web-bluetooth.ts";
import type { ShellChannel } from "../../phone/shell.ts";
import { type BluetoothReaders, startBluetooth } from "./bluetooth-readers.ts";

/** `lent` by the phone's app around this page, or by the browser. */
export function openBluetoothReaders(
  lent: ShellChannel | Bluetooth,
  options: { readonly onlyWay: boolean },
): Promise<BluetoothReaders> {
  const central: GattCentral = "send" in lent ? new ShellBluetooth(lent) : webBluetooth(lent);
  return startBluetooth(central, options);
}
