import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutMetadata } from "./picture-metadata.ts";

const ascii = (text: string) => [...Buffer.from(text, "latin1")];
const u16 = (value: number) => [value >> 8, value & 0xff];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const box = (type: string, ...parts: readonly (readonly number[])[]) => {
  const body = parts.flat();

  return [...u32(body.length + 8), ...ascii(type), ...body];
};
const full = (version: number) => [version, 0, 0, 0];
const named = (item: number, type: string) =>
  box("infe", full(2), u16(item), u16(0), ascii(type), ascii("\0"));

const picture = ascii("the picture itself");
const exif = ascii("Exif GPS 35.6762N 139.6503E");
const xmp = ascii("<x:xmpmeta>owner</x:xmpmeta>");

/** Exif in the file, XMP beside the tables. */
function heic(): Uint8Array {
  const ftyp = box("ftyp", ascii("heic"), u32(0), ascii("mif1heic"));
  const meta = (start: number) => {
    const place = (item: number, method: number, from: number, length: number) => [
      ...u16(item),
      ...u16(method),
      ...u16(0),
      ...u16(1),
      ...u32(from),
      ...u32(length),
    ];

    return box(
      "meta",
      full(0),
      box("iinf", full(0), u16(3), named(1, "hvc1"), named(2, "Exif"), named(3, "mime")),
      box(
        "iloc",
        full(1),
        u16(0x4400),
        u16(3),
        place(1, 0, start, picture.length),
        place(2, 0, start + picture.length, exif.length),
        place(3, 1, 0, xmp.length),
      ),
      box("idat", xmp),
    );
  };
  const start = ftyp.length + meta(0).length + 8;

  return Uint8Array.from([...ftyp, ...meta(start), ...box("mdat", picture, exif)]);
}

test("of a HEIC photo the picture stays, and place and owner go", () => {
  const photo = heic();
  const kept = Buffer.from(withoutMetadata(photo, "image/heic") ?? []);
  expect(kept.length).toBe(photo.length);
  expect(kept.includes(Buffer.from(picture))).toBe(true);
  expect(kept.includes("GPS")).toBe(false);
  expect(kept.includes("owner")).toBe(false);
  expect(Buffer.from(photo).includes("GPS")).toBe(true);
});

test("what ends early is no photo, and whatever the bytes, it comes to an end", () => {
  const photo = heic();
  expect(withoutMetadata(photo.subarray(0, 60), "image/heic")).toBeNull();
  expect(withoutMetadata(photo.subarray(0, 24), "image/heif")).toBeNull();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(photo.length - 1), fc.nat(255)), { maxLength: 6 }),
      (faults) => {
        const broken = Uint8Array.from(photo);
        for (const [at, value] of faults) broken[at] = value;
        const kept = withoutMetadata(broken, "image/heic");
        expect(kept === null || kept.length === photo.length).toBe(true);
      },
    ),
  );
});
