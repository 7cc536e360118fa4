import fc from "fast-check";
import { expect, test } from "vitest";
import { pixelsOf } from "./picture-size.ts";

const png = (width: number, height: number) => {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);

  return bytes;
};
const frame = (marker: number, width: number, height: number) => [
  0xff,
  marker,
  0,
  11,
  8,
  height >> 8,
  height & 0xff,
  width >> 8,
  width & 0xff,
  1,
  1,
  0x11,
  0,
];
const jpeg = (...segments: readonly number[][]) =>
  Uint8Array.from([0xff, 0xd8, ...segments.flat()]);

test("a picture says how large it is", () => {
  expect(pixelsOf(png(20_000, 10_000), "image/png")).toBe(200_000_000);
  expect(pixelsOf(jpeg(frame(0xc0, 4032, 3024)), "image/jpeg")).toBe(4032 * 3024);
  expect(pixelsOf(png(1, 1), "application/pdf")).toBeNull();
});

test.each([0xc1, 0xc2, 0xcf])("also after other segments, in frame %i", (marker) => {
  const before = [0xff, 0xe0, 0, 4, 1, 2];
  const table = [0xff, 0xc4, 0, 6, 0, 99, 0, 99];
  expect(pixelsOf(jpeg(before, table, [0xff], frame(marker, 300, 200)), "image/jpeg")).toBe(60_000);
});

test("whatever is sent, nothing throws and nothing hangs", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, asPng) => {
      const given = asPng ? bytes : Uint8Array.from([0xff, 0xd8, ...bytes]);
      const pixels = pixelsOf(given, asPng ? "image/png" : "image/jpeg");
      expect(pixels === null || pixels >= 0).toBe(true);
    }),
  );
});
