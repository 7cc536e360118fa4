/**
 * Values about patients that a device keeps: sealed with AES-GCM under a key that this browser makes for the terminal and gives to
 * nobody. In the clear stand the terminal, the value's id and its day.
 */
import { z } from "zod";
import { openStore } from "./open-store.ts";

export type Place = {
  readonly terminalId: string;
  readonly id: string;
  /** Of which it is, in Tokyo: by it it is forgotten. */
  readonly day: string;
};

const sealedSchema = z.object({
  terminalId: z.uuid(),
  id: z.string(),
  day: z.iso.date(),
  iv: z.instanceof(Uint8Array<ArrayBuffer>),
  sealed: z.instanceof(ArrayBuffer),
});
type Sealed = z.infer<typeof sealedSchema>;

export type SealedStore<T> = ReturnType<typeof openSealedStore<T>>;

/** @param name of its database; the keys lie in one of their own */
export function openSealedStore<T>(name: string, schema: z.ZodType<T>) {
  const inKeys = openStore(`${name}-keys`, "keys");
  const inEntries = openStore(name, "entries");

  async function keyOf(terminalId: string): Promise<CryptoKey | null> {
    const kept: unknown = await inKeys("readonly", (store) => store.get(terminalId));

    return kept instanceof CryptoKey ? kept : null;
  }

  /** Two windows may begin at once: the first key stays. */
  async function makeKey(terminalId: string): Promise<CryptoKey> {
    const algorithm = { name: "AES-GCM", length: 256 };
    const made = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
    try {
      await inKeys("readwrite", (store) => store.add(made, terminalId));
      return made;
    } catch (error) {
      const other = await keyOf(terminalId);
      if (other === null) throw error;
      return other;
    }
  }

  /** What the key does not open, or what is no such value, is as good as not there. */
  async function open(key: CryptoKey, kept: unknown): Promise<readonly [Place, T] | null> {
    const entry = sealedSchema.safeParse(kept);
    if (!entry.success) return null;
    try {
      const { iv, sealed, ...place } = entry.data;
      const plain = await crypto.subtle.decrypt(algorithmOf(place, iv), key, sealed);
      return [place, schema.parse(JSON.parse(new TextDecoder().decode(plain)))];
    } catch {
      return null;
    }
  }

  async function places(terminalId: string): Promise<Place[]> {
    const kept: unknown[] = await inEntries("readonly", (store) => store.getAll(of(terminalId)));

    return kept.flatMap((each) => {
      const entry = sealedSchema.safeParse(each);
      return entry.success ? [entry.data] : [];
    });
  }

  async function remove(places: readonly Pick<Place, "terminalId" | "id">[]): Promise<void> {
    await inEntries("readwrite", (store) =>
      lastOf(places.map((place) => () => store.delete(nameOf(place)))),
    );
  }

  return {
    /** One or more of one terminal, all of them or none. Once more for the same id: what stands is replaced. */
    async put(terminalId: string, ...values: readonly (readonly [Omit<Place, "terminalId">, T])[]) {
      const key = (await keyOf(terminalId)) ?? (await makeKey(terminalId));
      const entries = await Promise.all(
        values.map(async ([{ id, day }, value]): Promise<Sealed> => {
          const place = { terminalId, id, day };
          const iv = crypto.getRandomValues(new Uint8Array(12));
          const plain = new TextEncoder().encode(JSON.stringify(value));
          const sealed = await crypto.subtle.encrypt(algorithmOf(place, iv), key, plain);
          plain.fill(0);
          return { ...place, iv, sealed };
        }),
      );
      await inEntries("readwrite", (store) =>
        lastOf(entries.map((entry) => () => store.put(entry, nameOf(entry)))),
      );
    },

    async get(place: Pick<Place, "terminalId" | "id">): Promise<T | null> {
      const key = await keyOf(place.terminalId);
      if (key === null) return null;
      const opened = await open(key, await inEntries("readonly", (s) => s.get(nameOf(place))));

      return opened && opened[1];
    },

    /** In the order of their ids. */
    async all(terminalId: string, most?: number): Promise<readonly T[]> {
      const key = await keyOf(terminalId);
      if (key === null) return [];
      const kept: unknown[] = await inEntries("readonly", (store) =>
        store.getAll(of(terminalId), most),
      );
      const opened = await Promise.all(kept.map((each) => open(key, each)));

      return opened.flatMap((each) => (each === null ? [] : [each[1]]));
    },

    count: (terminalId: string): Promise<number> =>
      inEntries("readonly", (store) => store.count(of(terminalId))),

    remove,

    async forgetBefore(terminalId: string, day: string): Promise<void> {
      const old = (await places(terminalId)).filter((place) => place.day < day);
      if (old.length > 0) await remove(old);
    },

    /** The key goes first: what it sealed can be read by nobody from that moment on. */
    async forgetAll(terminalId: string): Promise<void> {
      await inKeys("readwrite", (store) => store.delete(terminalId));
      await inEntries("readwrite", (store) => store.delete(of(terminalId)));
    },
  };
}

/** They are carried out in this order, so the last one's end is the end of all. */
function lastOf<T>(steps: readonly (() => IDBRequest<T>)[]): IDBRequest<T> {
  let last: IDBRequest<T> | undefined;
  for (const step of steps) last = step();
  if (last === undefined) throw new RangeError("nothing to do");

  return last;
}

/** A value opens in its own place alone. */
function algorithmOf(place: Place, iv: BufferSource) {
  const additionalData = new TextEncoder().encode(`${nameOf(place)}/${place.day}`);

  return { name: "AES-GCM", iv, additionalData };
}

function nameOf({ terminalId, id }: Pick<Place, "terminalId" | "id">): string {
  return `${terminalId}/${id}`;
}

function of(terminalId: string): IDBKeyRange {
  return IDBKeyRange.bound(`${terminalId}/`, `${terminalId}/\uffff`);
}
