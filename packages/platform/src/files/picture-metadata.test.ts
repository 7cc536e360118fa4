import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutMetadata } from "./picture-metadata.ts";

const ascii = (text: string) => [...Buffer.from(text, "latin1")];
const segment = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
];

/** Exif in Intel order: orientation 6, and beside it a place. */
const exif = [
  ...ascii("Exif\0\0II*\0"),
  8,
  0,
  0,
  0,
  2,
  0,
  0x12,
  0x01,
  3,
  0,
  1,
  0,
  0,
  0,
  6,
  0,
  0,
  0,
  0x25,
  0x88,
  4,
  0,
  1,
  0,
  0,
  0,
  99,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  ...ascii("35.6762N 139.6503E"),
];
const tables = segment(0xdb, [0xff, 0xd9, 1, 2]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56];
const profile = segment(0xe2, ascii("ICC_PROFILE\0colours"));
const jpeg = Uint8Array.from([
  0xff,
  0xd8,
  ...segment(0xe0, ascii("JFIF\0\x01\x02")),
  ...segment(0xe1, exif),
  ...profile,
  ...segment(0xed, ascii("Photoshop 3.0\0owner")),
  ...segment(0xfe, ascii("a comment")),
  ...tables,
  ...scan,
  // A second scan, as progressive pictures have, with tables before it.
  ...tables,
  ...scan,
  0xff,
  0xd9,
  ...ascii("a second picture"),
]);

test("of a JPEG picture, scans, tables and colours stay, and of the rest only which way is up", () => {
  const kept = withoutMetadata(jpeg, "image/jpeg");
  const upright = segment(0xe1, [
    ...ascii("Exif\0\0MM\0*"),
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    6,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
  expect([...(kept ?? [])]).toEqual([
    0xff,
    0xd8,
    ...segment(0xe0, ascii("JFIF\0\x01\x02")),
    ...upright,
    ...profile,
    ...tables,
    ...scan,
    ...tables,
    ...scan,
    0xff,
    0xd9,
  ]);
});

const chunk = (type: string, body: readonly number[]) => [
  0,
  0,
  0,
  body.length,
  ...ascii(type),
  ...body,
  0,
  0,
  0,
  0,
];
const signature = [0x89, ...ascii("PNG\r\n\x1a\n")];

test("of a PNG picture all but texts, times and Exif stays", () => {
  const png = Uint8Array.from([
    ...signature,
    ...chunk("IHDR", [1]),
    ...chunk("tEXt", ascii("Author\0somebody")),
    ...chunk("eXIf", exif),
    ...chunk("tIME", [1, 2, 3]),
    ...chunk("IDAT", [4]),
    ...chunk("IEND", []),
    ...ascii("behind the end"),
  ]);
  expect([...(withoutMetadata(png, "image/png") ?? [])]).toEqual([
    ...signature,
    ...chunk("IHDR", [1]),
    ...chunk("IDAT", [4]),
    ...chunk("IEND", []),
  ]);
});

test("what ends early is no picture, and nothing is made of it", () => {
  fc.assert(
    fc.property(fc.nat({ max: jpeg.length - 19 }), (length) => {
      expect(withoutMetadata(jpeg.subarray(0, length), "image/jpeg")).toBeNull();
    }),
  );
});

test("whatever the bytes, it comes to an end, and what comes out has nothing more to lose", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, isJpeg) => {
      const type = isJpeg ? "image/jpeg" : "image/png";
      const head = isJpeg ? [0xff, 0xd8, 0xff] : signature;
      const once = withoutMetadata(Uint8Array.from([...head, ...noise]), type);
      if (once !== null) expect([...(withoutMetadata(once, type) ?? [])]).toEqual([...once]);
    }),
  );
});

test("papers are left as they are", () => {
  const paper = Uint8Array.from(ascii("%PDF-1.7"));
  expect(withoutMetadata(paper, "application/pdf")).toBe(paper);
});
