import { type Bluetooth, webBluetooth } from "../../bluetooth/web-bluetooth.ts";
import { type BluetoothReaders, startBluetooth } from "./bluetooth-readers.ts";

/** Loaded only where a browser has Bluetooth at all. */
export function startBrowserBluetooth(
  bluetooth: Bluetooth,
  options: { readonly onlyWay: boolean },
): Promise<BluetoothReaders> {
  return startBluetooth(webBluetooth(bluetooth), options);
}
