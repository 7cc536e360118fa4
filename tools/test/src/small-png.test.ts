import { deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { smallPng } from "./small-png.ts";

const RED = [0xff, 0, 0, 0xff];
const BLUE = [0, 0, 0xff, 0xff];

/** Filtered rows of two pixels with alpha. Of the chunks only what is read: no checksums. */
function pngOf(rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  header.writeUInt32BE(rows.length, 4);
  const data = deflateSync(Buffer.from(rows.flat()));

  return Buffer.concat([Buffer.alloc(8), chunk("IHDR", header), chunk("IDAT", data)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);

  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
}

/** The colours of all pixels, row by row. */
function coloursOf(png: Buffer): string[] {
  const part = (type: string) => {
    const at = png.indexOf(type);

    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  };
  const palette = part("PLTE").toString("hex").match(/.{6}/gu) ?? [];

  return [...inflateSync(part("IDAT"))]
    .filter((_, at) => at % 3 > 0)
    .map((index) => palette[index] ?? "none");
}

test("every filter of a row is undone, and the colours stay", () => {
  const same = [0, 0, 0, 0];
  const png = pngOf([
    [0, ...RED, ...BLUE],
    [1, ...BLUE, ...same],
    [2, ...same, ...same],
    // The mean of nothing and blue, and of blue and blue.
    [3, 0, 0, 0x80, 0x80, ...same],
    [4, ...same, ...same],
  ]);
  const [red, blue] = ["ff0000", "0000ff"];
  const expected = [red, blue, blue, blue, blue, blue, blue, blue, blue, blue];
  expect(coloursOf(smallPng(png))).toEqual(expected);
});

test("colours beyond those of the palette are shown as the nearest", () => {
  const rows = Array.from({ length: 300 }, (_, at) => {
    const grey = [at % 256, at % 256, at < 256 ? at : 0xff, 0xff];

    return [0, ...grey, ...RED];
  });
  const colours = coloursOf(smallPng(pngOf(rows)));
  expect(new Set(colours).size).toBe(256);
  expect(colours[1]).toBe("ff0000");
  expect(colours[0]).toBe("000000");
});

test("what no browser writes is refused", () => {
  const png = pngOf([[0, ...RED, ...BLUE]]);
  png[25] = 3;
  expect(() => smallPng(png)).toThrow(RangeError);
});
