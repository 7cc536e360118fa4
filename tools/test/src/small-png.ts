/** A screenshot with a palette: few colours are enough for a picture of a page, and a manual of many pictures stays light. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

type Pixels = {
  readonly width: number;
  readonly height: number;
  /** One number a pixel: 0xRRGGBB. */
  readonly colours: Uint32Array;
};

/** @param png as a browser writes it: 8 bits a channel, with or without alpha, not interlaced */
export function smallPng(png: Uint8Array): Buffer {
  const { width, height, colours } = readPng(Buffer.from(png));
  const { palette, indexOf } = paletteOf(colours);
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, at) => {
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = indexOf(colour);
  });

  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", headerOf(width, height)),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => channels(colour)))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** 8 bits a pixel, each the number of a colour (PNG, 11.2.2). */
function headerOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(3, 9);

  return header;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));

  return Buffer.concat([length, named, sum]);
}

function readPng(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, type] = [png.readUInt8(24), png.readUInt8(25)];
  if (depth !== 8 || (type !== 2 && type !== 6)) {
    throw new RangeError(`a PNG of depth ${depth} and colour type ${type}`);
  }
  const bytes = type === 2 ? 3 : 4;
  const raw = unfiltered(inflateSync(dataOf(png)), width * bytes, bytes);
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) {
    colours[at] = raw.readUIntBE(at * bytes, 3);
  }

  return { width, height, colours };
}

function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const start = at + 8;
    if (png.toString("latin1", at + 4, start) === "IDAT") {
      parts.push(png.subarray(start, start + length));
    }
    at = start + length + 4;
  }

  return Buffer.concat(parts);
}

/** Each row begins with the number of its filter (PNG, 9.2). */
function unfiltered(filtered: Buffer, rowBytes: number, pixelBytes: number): Buffer {
  const rows = filtered.length / (rowBytes + 1);
  const raw = Buffer.alloc(rows * rowBytes);
  for (let row = 0; row < rows; row += 1) {
    const filter = filtered[row * (rowBytes + 1)];
    for (let at = 0; at < rowBytes; at += 1) {
      const here = row * rowBytes + at;
      const left = at < pixelBytes ? 0 : (raw[here - pixelBytes] ?? 0);
      const above = row === 0 ? 0 : (raw[here - rowBytes] ?? 0);
      const corner = row === 0 || at < pixelBytes ? 0 : (raw[here - rowBytes - pixelBytes] ?? 0);
      const byte = filtered[row * (rowBytes + 1) + 1 + at] ?? 0;
      raw[here] = byte + predicted(filter, left, above, corner);
    }
  }

  return raw;
}

function predicted(filter: number | undefined, left: number, above: number, corner: number) {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return Math.floor((left + above) / 2);
    case 4:
      return paeth(left, above, corner);
    default:
      throw new RangeError(`a PNG row with filter ${filter}`);
  }
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const distances = [left, above, corner].map((each) => Math.abs(estimate - each));
  const [toLeft = 0, toAbove = 0, toCorner = 0] = distances;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;

  return toAbove <= toCorner ? above : corner;
}

/** The colours that occur most; every other is shown as the nearest of them. */
function paletteOf(colours: Uint32Array) {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const indexes = new Map(palette.map((colour, index) => [colour, index]));

  return {
    palette,
    indexOf(colour: number): number {
      const known = indexes.get(colour);
      if (known !== undefined) return known;
      const index = nearest(colour, palette);
      indexes.set(colour, index);

      return index;
    },
  };
}

function nearest(colour: number, palette: readonly number[]): number {
  const [red, green, blue] = channels(colour);
  let best = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const [r, g, b] = channels(other);
    const distance = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2;
    if (distance < smallest) [best, smallest] = [index, distance];
  }

  return best;
}

function channels(colour: number): [red: number, green: number, blue: number] {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}
