import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { digitsPicture, textPicture } from "./picture.ts";

/** Width, height and the rows of a one-bit PNG, ink as #; read by Node's zlib, which checks the stream. */
function decode(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const data = bytes.subarray(41, 41 + bytes.readUInt32BE(33));
  const pixels = inflateSync(data);
  const stride = 1 + Math.ceil(width / 8);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const byte = pixels[y * stride + 1 + (x >> 3)] ?? 0;
      return ((byte >> (7 - (x & 7))) & 1) === 0 ? "#" : ".";
    }).join(""),
  );
  return { width, height, rows };
}

test("a security code is 24×12 pixels of digits", () => {
  const { width, height, rows } = decode(digitsPicture("1742"));
  expect([width, height]).toEqual([24, 12]);
  expect(rows.filter((_, y) => y % 2 === 0)).toEqual([
    "..#....###...#.#...###..",
    ".##......#...#.#.....#..",
    "..#.....#....###...###..",
    "..#.....#......#...#....",
    ".###....#......#...###..",
    "........................",
  ]);
});

test("pictures of different texts differ", () => {
  expect(textPicture("山田　花子")).not.toEqual(textPicture("山田　花江"));
  expect(decode(textPicture("山田")).width).toBe(12);
});
