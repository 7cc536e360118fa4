import sharp from "sharp";
import type { Sharp } from "sharp";
import { expect, test } from "vitest";
import { heicPhoto } from "@madoguchi/test";
import { keptPicture } from "./picture.ts";
import { pixelsOf } from "./picture-size.ts";

/** A slip of paper with lines of ink, as wide as asked for. */
async function slip(options: { width?: number; seed?: number; paper?: string } = {}) {
  const { width = 1200, seed = 1, paper = "#f4f1ea" } = options;
  const lines = Array.from({ length: 14 }, (_, row) => {
    const length = 120 + ((row * 7919 * seed) % 600);
    const left = 60 + ((row * 104_729 * seed) % 200);

    return `<rect x="${left}" y="${60 + row * 100}" width="${length}" height="36" fill="#1a1a1a"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1500"><rect width="1000" height="1500" fill="${paper}"/>${lines.join("")}</svg>`;

  return sharp(Buffer.from(svg), { density: 72 }).resize({ width });
}

const bitsApart = (left: string | null, right: string | null): number =>
  [...(left ?? "")].reduce((sum, digit, at) => {
    const other = Number.parseInt(right?.[at] ?? "0", 16) ^ Number.parseInt(digit, 16);

    return sum + other.toString(2).replaceAll("0", "").length;
  }, 0);

test("what is kept is upright, smaller, and carries no word of where it was taken", async () => {
  const photo = await (
    await slip({ width: 3000 })
  )
    .withExif({
      IFD0: { Copyright: "owner" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "35/1 40/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const kept = await keptPicture(photo, "image/jpeg");
  const { width, height, exif, orientation } = await sharp(kept?.bytes).metadata();
  // It lay on its side, by what the camera had said.
  expect({ width, height, exif, orientation }).toMatchObject({ width: 2400, height: 1600 });
  expect(exif).toBeUndefined();
  expect(kept?.remark).toBeNull();
  const preview = await sharp(kept?.preview).metadata();
  expect([preview.width, preview.height, preview.format]).toEqual([480, 320, "jpeg"]);
});

test("a quarter turn goes to the right, and four of them end where they began", async () => {
  const photo = await (await slip()).jpeg().toBuffer();
  const turned = await keptPicture(photo, "image/jpeg", 1);
  expect(await sharp(turned?.bytes).metadata()).toMatchObject({ width: 1800, height: 1200 });
  const corner = await sharp(turned?.bytes)
    .extract({ left: 1700, top: 60, width: 40, height: 60 })
    .stats();
  // The first line of ink stands at the right edge now.
  expect(corner.channels[0]?.min).toBeLessThan(80);
  const whole = await keptPicture(photo, "image/jpeg", 0);
  expect(bitsApart(turned?.likeness ?? null, whole?.likeness ?? null)).toBeGreaterThan(40);
});

test("a copy is alike, be it smaller, darker or packed anew; another slip is not", async () => {
  const first = await keptPicture(
    await (await slip()).jpeg({ quality: 92 }).toBuffer(),
    "image/jpeg",
  );
  const copies = [
    await (await slip({ width: 640 })).jpeg({ quality: 40 }).toBuffer(),
    await (await slip()).modulate({ brightness: 0.85 }).jpeg().toBuffer(),
  ];
  for (const copy of copies) {
    const kept = await keptPicture(copy, "image/jpeg");
    expect(bitsApart(first?.likeness ?? null, kept?.likeness ?? null)).toBeLessThan(16);
  }
  const other = await keptPicture(await (await slip({ seed: 3 })).jpeg().toBuffer(), "image/jpeg");
  expect(bitsApart(first?.likeness ?? null, other?.likeness ?? null)).toBeGreaterThan(40);
  const blank = sharp({ create: { width: 900, height: 900, channels: 3, background: "white" } });
  expect((await keptPicture(await blank.png().toBuffer(), "image/png"))?.likeness).toBeNull();
});

test("says why a picture may not be readable", async () => {
  const remark = async (picture: Sharp) =>
    (await keptPicture(await picture.jpeg().toBuffer(), "image/jpeg"))?.remark;
  expect(await remark(await slip({ width: 300 }))).toBe("small");
  expect(await remark((await slip()).modulate({ brightness: 0.15 }))).toBe("dark");
  expect(await remark((await slip()).blur(24))).toBe("blurred");
});

test("what no reader can draw is no picture", async () => {
  const photo = await (await slip()).jpeg().toBuffer();
  expect(await keptPicture(photo.subarray(0, photo.length / 2), "image/jpeg")).toBeNull();
  expect(await keptPicture(Buffer.from("<svg/>"), "image/jpeg")).toBeNull();
});

test("a HEIC photo is drawn upright as a JPEG, without the place that its camera wrote", async () => {
  const photo = heicPhoto();
  expect(photo.includes("KAKU Camera")).toBe(true);
  expect(pixelsOf(photo, "image/heic")).toBe(720 * 960);
  const kept = await keptPicture(photo, "image/heic");
  // It lay on its side, by what the file says.
  expect(await sharp(kept?.bytes).metadata()).toMatchObject({
    format: "jpeg",
    width: 960,
    height: 720,
  });
  expect((await sharp(kept?.bytes).metadata()).exif).toBeUndefined();
  expect(kept?.likeness).toMatch(/^[0-9a-f]{64}$/);
  const corner = await sharp(kept?.bytes)
    .extract({ left: 870, top: 70, width: 20, height: 60 })
    .stats();
  // The first line of ink stands at the right edge now.
  expect(corner.channels[0]?.min).toBeLessThan(80);
});

test("a HEIC photo that ends early, is broken, or claims more than fits is no picture", async () => {
  const photo = heicPhoto();
  expect(await keptPicture(photo.subarray(0, 1000), "image/heic")).toBeNull();
  const noise = Buffer.from(photo);
  noise.fill(0xa5, 950, 1900);
  const ended = await keptPicture(noise, "image/heic");
  expect(ended === null || ended.bytes.length > 0).toBe(true);
  const huge = Buffer.from(photo);
  // Width and height stand after version and flags.
  const size = huge.indexOf("ispe") + 8;
  huge.writeUInt32BE(20_000, size);
  huge.writeUInt32BE(20_000, size + 4);
  expect(pixelsOf(huge, "image/heic")).toBe(400_000_000);
  expect(await keptPicture(huge, "image/heic")).toBeNull();
});
