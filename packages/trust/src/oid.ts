/** Object identifiers (ITU-T X.690 §8.19): the same few come again and again. */
import { TrustError } from "./der.ts";
import type { DerElement } from "./der.ts";
import { interned } from "./path/interned.ts";

/** Dotted form. Arcs beyond 2^49 do not occur and are refused. @throws TrustError */
export function oid(element: DerElement): string {
  return element.length <= SHORT ? shortOid(element) : longOid(element);
}

/** Those of extensions and of names' attributes have three bytes: as a number, a key that costs nothing. */
const SHORT = 4;
const MOST = 256;
const shorts = new Map<number, string>();

function shortOid(element: DerElement): string {
  const { length } = element;
  let key = length;
  for (let index = 0; index < length; index += 1) key = key * 0x100 + element.at(index);
  const known = shorts.get(key);
  if (known !== undefined) return known;
  const text = dotted(element);
  if (shorts.size >= MOST) shorts.clear();
  shorts.set(key, text);
  return text;
}

const longOid = interned(dotted);

function dotted(element: DerElement): string {
  const { length } = element;
  if (length === 0 || length > 64) throw new TrustError("der-oid");
  let text = "";
  let arc = 0;
  let fresh = true;
  for (let index = 0; index < length; index += 1) {
    const byte = element.at(index);
    if ((fresh && byte === 0x80) || arc >= 2 ** 42) throw new TrustError("der-oid");
    arc = arc * 0x80 + (byte & 0x7f);
    fresh = byte < 0x80;
    if (!fresh) continue;
    if (text === "") {
      const root = Math.min(2, Math.floor(arc / 40));
      text = `${root}.${arc - root * 40}`;
    } else text += `.${arc}`;
    arc = 0;
  }
  if (!fresh) throw new TrustError("der-oid");
  return text;
}
