import { useSyncExternalStore } from "react";
import type { BluetoothReaders, BluetoothState } from "./bluetooth-readers.ts";

export function useBluetooth(readers: BluetoothReaders): BluetoothState {
  return useSyncExternalStore(readers.subscribe, readers.state);
}
