/** Files as an honest card holds them, small, for the fuzz tests to spoil. Their signatures hold nothing. */
import { concatBytes, fromHex } from "./hex.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const key = concatBytes([fromHex("900301000191820100"), new Uint8Array(256).fill(0xc9)]);
const signature = new Uint8Array(256).fill(0x5a);

function write(tag: number, value: Uint8Array): Uint8Array {
  const { length } = value;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return concatBytes([Uint8Array.of(tag >> 8, tag & 0xff, ...size), value]);
}

function faceRecord(): Uint8Array {
  const values = [
    ascii("19800217"),
    ascii("2"),
    key,
    ascii("name"),
    ascii("address"),
    new Uint8Array(200).fill(0x77),
    signature,
    ascii("20350217"),
    ascii("code"),
  ];
  const parts = values.map((value, index) => write(0xdf22 + index, value));
  let at = 5 + 3 + parts.length * 2;
  const offsets = parts.flatMap(({ length }) => {
    const start = at;
    at += length;
    return [start >> 8, start & 0xff];
  });
  return write(0xff20, concatBytes([write(0xdf21, Uint8Array.from(offsets)), ...parts]));
}

function cvCertificate(): Uint8Array {
  const body = write(0x5f4e, concatBytes([new Uint8Array(32).fill(0x1d), key]));
  return write(0x7f21, concatBytes([body, write(0x5f37, signature)]));
}

export const honestFace = faceRecord();
export const honestCvCertificate = cvCertificate();
export const honestCertificate = concatBytes([
  fromHex("3082027c"),
  new Uint8Array(0x27c).fill(0x41),
]);
