/** What a CA writes word for word into every certificate, such as its own name, is read once. */
import { latin1 } from "../bytes.ts";

/** Beyond these, everything is read anew: nobody can fill the memory with names. */
const MOST = 256;
const LONGEST = 1024;

/** @param read a function of its bytes alone, whose result nobody changes. */
export function interned<T extends object>(read: (der: Uint8Array) => T): (der: Uint8Array) => T {
  const known = new Map<string, T>();
  return (der) => {
    if (der.length > LONGEST) return read(der);
    const key = latin1(der);
    const before = known.get(key);
    if (before !== undefined) return before;
    // A copy, lest a name keep its whole certificate in memory.
    const value = read(new Uint8Array(der));
    if (known.size >= MOST) known.clear();
    known.set(key, value);
    return value;
  };
}
