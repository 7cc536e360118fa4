/** What a CA writes word for word into every certificate, such as its own name, is read once. */
import { DerReader } from "../der.ts";
import type { DerElement } from "../der.ts";

/** Beyond these, everything is read anew: nobody can fill the memory with names. */
const MOST = 256;
const LONGEST = 1024;

/** @param read a function of the element's bytes alone, whose result nobody changes. */
export function interned<T extends object | string>(
  read: (element: DerElement) => T,
): (element: DerElement) => T {
  const known = new Map<string, T>();
  return (element) => {
    if (element.length > LONGEST) return read(element);
    const { key } = element;
    const before = known.get(key);
    if (before !== undefined) return before;
    // From a copy, lest a name keep its whole certificate in memory.
    const value = read(new DerReader(new Uint8Array(element.encoded)).any());
    if (known.size >= MOST) known.clear();
    known.set(key, value);
    return value;
  };
}
