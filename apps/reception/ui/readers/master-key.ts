/** The key that this counter and its Bluetooth reader share: the factory's, until the clinic has set its own. */
import { importAesKey } from "../../bluetooth/aes-cbc.ts";
import { factoryMasterKey } from "../../bluetooth/session.ts";
import { openStore } from "../kept/open-store.ts";

const inStore = openStore("madoguchi-readers", "keys");
const KEY = "master";
const BYTES = 16;

export async function loadMasterKey(): Promise<CryptoKey> {
  const kept: unknown = await inStore("readonly", (store) => store.get(KEY)).catch(() => undefined);
  return kept instanceof CryptoKey ? kept : importAesKey(factoryMasterKey);
}

/** Keeps it so that nobody can read it out of this browser again. Wipes `bytes`. */
export async function keepMasterKey(bytes: Uint8Array): Promise<void> {
  if (bytes.length !== BYTES) throw new RangeError("a master key has 16 bytes");
  const key = await importAesKey(bytes);
  bytes.fill(0);
  await inStore("readwrite", (store) => store.put(key, KEY));
}

export async function forgetMasterKey(): Promise<void> {
  await inStore("readwrite", (store) => store.delete(KEY));
}
