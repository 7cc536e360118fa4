/** The key that this counter and its Bluetooth reader share: the factory's, until the clinic has set its own. */
import { importAesKey } from "../../bluetooth/aes-cbc.ts";
import { factoryMasterKey } from "../../bluetooth/session.ts";

const DATABASE = "madoguchi-readers";
const STORE = "keys";
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

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}
