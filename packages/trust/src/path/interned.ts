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
  type Known = { readonly element: DerElement; readonly value: T };
  const known = new Map<string, Known>();
  // Most often it is the same as the last time, and to compare takes less than to look up.
  let last: Known | undefined;
  return (element) => {
    if (last?.element.equals(element) === true) return last.value;
    if (element.length > LONGEST) return read(element);
    const { key } = element;
    last = known.get(key);
    if (last !== undefined) return last.value;
    // From a copy, lest a name keep its whole certificate in memory.
    const copy = new DerReader(new Uint8Array(element.encoded)).any();
    const value = read(copy);
    if (known.size >= MOST) known.clear();
    last = { element: copy, value };
    known.set(key, last);
    return value;
  };
}
