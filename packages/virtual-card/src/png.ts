/** Writes one-bit greyscale PNGs (ISO/IEC 15948) without compression: the printed fields of a card are such pictures. */

/** Rows of pixels, true for ink. All rows have the same length. */
export type Bitmap = readonly (readonly boolean[])[];

/** Small pictures only: one deflate block holds 65,535 bytes. */
export function encodePng(rows: Bitmap): Uint8Array {
  const width = rows[0]?.length ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", zlibStored(Buffer.concat(rows.map(scanline)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Filter type 0, then eight pixels a byte; 0 is black. */
function scanline(row: readonly boolean[]): Buffer {
  const line = Buffer.alloc(1 + Math.ceil(row.length / 8), 0xff);
  line[0] = 0;
  for (const [x, ink] of row.entries()) {
    const at = 1 + (x >> 3);
    if (ink) line[at] = (line[at] ?? 0) & ~(0x80 >> (x & 7));
  }
  return line;
}

/** A zlib stream (RFC 1950) of one stored block. */
function zlibStored(data: Buffer): Buffer {
  if (data.length > 0xffff) throw new RangeError("the picture is too large");
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
  head.writeUInt16LE(data.length, 3);
  head.writeUInt16LE(data.length ^ 0xffff, 5);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(adler32(data));
  return Buffer.concat([head, data, tail]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 0x10000 + a;
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
