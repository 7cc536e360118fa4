/** Broken certificates and lists: whole ones with bytes changed anywhere, or with elements changed and all lengths right again. */

/** Between 0 and 1, the same for a seed every time (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed;

  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: Random, end: number): number => Math.floor(random() * end);

/** @param others elements of these may take the place of its own. */
export function mutated(
  whole: Uint8Array,
  others: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  const inElements = random() < 0.6;
  let result = inElements ? withElements(whole, others, random) : withBytes(whole, random);
  while (random() < 0.3) result = withBytes(result, random);

  return result;
}

/** Lengths and tags are found by what lies there, so most of these break the structure. */
function withBytes(whole: Uint8Array, random: Random): Uint8Array {
  const at = below(random, whole.length);
  const some = Uint8Array.from({ length: below(random, 8) }, () => below(random, 256));
  switch (below(random, 5)) {
    case 0:
      return whole.map((byte, index) => (index === at ? byte ^ (1 << below(random, 8)) : byte));
    case 1:
      return whole.map((byte, index) => (index === at ? below(random, 256) : byte));
    case 2:
      return whole.subarray(0, at);
    case 3:
      return joined(whole.subarray(0, at), some, whole.subarray(at + below(random, 8)));
    default:
      return joined(whole.subarray(0, at), whole.subarray(below(random, whole.length)));
  }
}

type Element = { readonly start: number; readonly content: number; readonly end: number };

/** One element changed; those around it are written anew with their right lengths. */
function withElements(
  whole: Uint8Array,
  others: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  const path: Element[] = [];
  let [from, to] = [0, whole.length];
  for (;;) {
    const elements = elementsIn(whole, from, to);
    const element = elements[below(random, elements.length)];
    if (element === undefined) break;
    path.push(element);
    const isConstructed = ((whole[element.start] ?? 0) & 0x20) !== 0;
    if (!isConstructed || random() < 0.15) break;
    [from, to] = [element.content, element.end];
  }
  const last = path.pop();
  if (last === undefined) return whole;

  const before = whole.subarray(last.start, last.end);
  let inner = changed(before, whole, others, random);
  let { start, end } = last;
  for (const outer of path.toReversed()) {
    const content = joined(
      whole.subarray(outer.content, start),
      inner,
      whole.subarray(end, outer.end),
    );
    inner = encoded(whole[outer.start] ?? 0, content);
    ({ start, end } = outer);
  }

  return joined(whole.subarray(0, start), inner, whole.subarray(end));
}

function changed(
  element: Uint8Array,
  whole: Uint8Array,
  others: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  const [only] = elementsIn(element, 0, element.length);
  const content = element.subarray(only?.content ?? element.length);
  const tag = element[0] ?? 0;
  switch (below(random, 8)) {
    case 0:
      return new Uint8Array();
    case 1:
      return joined(element, element);
    case 2:
      return encoded(below(random, 256), content);
    case 3:
      return encoded(tag, withBytes(content.length > 0 ? content : Uint8Array.of(0), random));
    case 4:
      return encoded(tag, encoded(tag, content));
    case 5:
      return elementOf(whole, random);
    case 6:
      return elementOf(others[below(random, others.length)] ?? whole, random);
    default:
      // Much of the same, which a reader may not take more than its length's time for.
      return encoded(tag, joined(...Array<Uint8Array>(below(random, 200)).fill(element)));
  }
}

function elementOf(whole: Uint8Array, random: Random): Uint8Array {
  let [from, to] = [0, whole.length];
  for (;;) {
    const elements = elementsIn(whole, from, to);
    const element = elements[below(random, elements.length)];
    if (element === undefined) return whole.subarray(from, to);
    if (random() < 0.4 || ((whole[element.start] ?? 0) & 0x20) === 0) {
      return whole.subarray(element.start, element.end);
    }
    [from, to] = [element.content, element.end];
  }
}

/** Those that follow one another in a stretch of bytes, as far as they can be read. */
function elementsIn(bytes: Uint8Array, from: number, to: number): readonly Element[] {
  const elements: Element[] = [];
  let start = from;
  while (start + 2 <= to) {
    const first = bytes[start + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    let length = first < 0x80 ? first : 0;
    for (let index = 0; index < count; index += 1) {
      length = length * 0x100 + (bytes[start + 2 + index] ?? 0);
    }
    const content = start + 2 + count;
    const end = content + length;
    if (count > 4 || end > to) break;
    elements.push({ start, content, end });
    start = end;
  }

  return elements;
}

function encoded(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return joined(Uint8Array.of(tag, length), content);
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 0x100)) bytes.unshift(left % 0x100);

  return joined(Uint8Array.of(tag, 0x80 | bytes.length, ...bytes), content);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
