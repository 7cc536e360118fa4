/** A HEIC photo without what the camera wrote beside it: Exif and XMP are items of their own, and their bytes become zeros. */

export type Box = { readonly type: string; readonly from: number; readonly to: number };

/** @returns a copy, or null for a file that is not built as its kind is */
export function heicWithout(bytes: Uint8Array): Uint8Array | null {
  const copy = Uint8Array.from(bytes);
  try {
    const view = new DataView(copy.buffer);
    const meta = boxesIn(view, 0, view.byteLength).find(({ type }) => type === "meta");
    if (!meta) return null;
    // After version and flags.
    const inner = boxesIn(view, meta.from + 4, meta.to);
    const names = inner.find(({ type }) => type === "iinf");
    const places = inner.find(({ type }) => type === "iloc");
    if (!names || !places) return null;
    const told = metadataItems(view, names);
    const idat = inner.find(({ type }) => type === "idat")?.from ?? 0;
    for (const { item, from, length } of extents(view, places, idat)) {
      if (!told.has(item)) continue;
      if (from + length > copy.length) return null;
      copy.fill(0, from, from + length);
    }

    return copy;
  } catch (error) {
    // It says that it goes on where it ends.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @throws RangeError where one says that it is longer than there is */
export function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const size = view.getUint32(at);
    const head = size === 1 ? 16 : 8;
    const length = size === 1 ? Number(view.getBigUint64(at + 8)) : size === 0 ? to - at : size;
    if (length < head || at + length > to) throw new RangeError("a box longer than its file");
    boxes.push({ type: word(view, at + 4), from: at + head, to: at + length });
    at += length;
  }

  return boxes;
}

function word(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

/** `iinf`: which items are Exif, or XMP, which is of the type `mime`. */
function metadataItems(view: DataView, { from, to }: Box): ReadonlySet<number> {
  const counted = view.getUint8(from) === 0 ? 2 : 4;
  const found = boxesIn(view, from + 4 + counted, to).flatMap((entry) => {
    const isLong = view.getUint8(entry.from) > 2;
    const item = isLong ? view.getUint32(entry.from + 4) : view.getUint16(entry.from + 4);
    // After the item's number and its protection.
    const type = word(view, entry.from + (isLong ? 10 : 8));

    return type === "Exif" || type === "mime" ? [item] : [];
  });

  return new Set(found);
}

type Extent = { readonly item: number; readonly from: number; readonly length: number };

/** `iloc`: where the bytes of each item lie, in the file or in `idat`. */
function* extents(view: DataView, { from }: Box, idat: number): Generator<Extent> {
  const version = view.getUint8(from);
  const sizes = view.getUint16(from + 4);
  const [offsetSize, lengthSize, baseSize, indexSize] = [12, 8, 4, 0].map(
    (shift) => (sizes >> shift) & 0xf,
  );
  let at = from + 6;
  const read = (size = 0): number => {
    const value =
      size === 8
        ? Number(view.getBigUint64(at))
        : size === 4
          ? view.getUint32(at)
          : size === 2
            ? view.getUint16(at)
            : 0;
    at += size;

    return value;
  };
  const items = read(version < 2 ? 2 : 4);
  for (let index = 0; index < items; index += 1) {
    const item = read(version < 2 ? 2 : 4);
    const method = version > 0 ? read(2) & 0xf : 0;
    read(2);
    const base = read(baseSize) + (method === 1 ? idat : 0);
    const count = read(2);
    // Millions of places that take no room to name would never come to an end.
    if (count > 1 && offsetSize === 0 && lengthSize === 0) throw new RangeError("no places");
    for (let extent = 0; extent < count; extent += 1) {
      if (version > 0) read(indexSize);
      const offset = base + read(offsetSize);
      yield { item, from: offset, length: read(lengthSize) };
    }
  }
}
