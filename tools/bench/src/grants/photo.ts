/** A picture like no other: noise does not pack, so it is as large as it says. */
import { randomFillSync } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const SIDE = 256;

/** @returns a PNG of about 200 KB */
export function photo(): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // 8 bits a channel, red, green and blue.
  header.writeUInt8(8, 8);
  header.writeUInt8(2, 9);
  const row = 1 + SIDE * 3;
  const pixels = randomFillSync(Buffer.alloc(SIDE * row));
  // No filter in any row.
  for (let y = 0; y < SIDE; y += 1) pixels[y * row] = 0;

  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(pixels, { level: 0 })),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));

  return Buffer.concat([length, named, check]);
}
