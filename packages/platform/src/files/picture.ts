/**
 * Pictures as people send them, made into pictures to keep: upright, no larger than needed to read them, drawn anew from
 * their pixels, so that nothing else that lay in the file comes along. The work is done off the thread that answers.
 */
import sharp from "sharp";
import type { Sharp } from "sharp";
import { heicPixels } from "./heic.ts";

// One picture at a time for each that is asked for: two cores serve many.
sharp.concurrency(1);
sharp.cache(false);

/** Longest side of what is kept: a page of A4 at 200 dots an inch. */
const LONGEST = 2400;
const PREVIEW_LONGEST = 480;
const MAXIMUM_PIXELS = 100_000_000;

export type KeptPicture = {
  readonly bytes: Uint8Array;
  /** A small one, always JPEG. */
  readonly preview: Uint8Array;
  /** What looks alike has few bits apart: 64 digits in hex; null where there is too little to see. */
  readonly likeness: string | null;
  /** Why somebody may not be able to read it. */
  readonly remark: "small" | "dark" | "blurred" | null;
};

export type QuarterTurns = 0 | 1 | 2 | 3;

const pictureTypes = ["image/jpeg", "image/png", "image/heic", "image/heif"] as const;
export type PictureType = (typeof pictureTypes)[number];

export function isPictureType(mediaType: string): mediaType is PictureType {
  return pictureTypes.some((each) => each === mediaType);
}

/** @returns null for what no reader can draw, or what would take more than a hundred megapixels; of a HEIC photo a JPEG is kept */
export async function keptPicture(
  bytes: Uint8Array,
  mediaType: PictureType,
  turns: QuarterTurns = 0,
): Promise<KeptPicture | null> {
  try {
    const opened = await open(bytes, mediaType);
    if (!opened) return null;
    const upright = opened
      .autoOrient()
      .resize({ width: LONGEST, height: LONGEST, fit: "inside", withoutEnlargement: true });
    // Turned after it was made upright: one of the two would be lost within one pipeline.
    const drawn = await upright
      .flatten({ background: "white" })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const turned = () => sharp(drawn).rotate(turns * 90);
    const kept =
      mediaType === "image/png"
        ? turned().png({ compressionLevel: 9 })
        : turned().jpeg({ quality: 84, mozjpeg: false });
    const size = { width: PREVIEW_LONGEST, height: PREVIEW_LONGEST, fit: "inside" } as const;

    return {
      bytes: await kept.toBuffer(),
      preview: await turned()
        .resize({ ...size, withoutEnlargement: true })
        .jpeg({ quality: 75 })
        .toBuffer(),
      likeness: likenessOf(await greys(turned(), 17, 16)),
      remark: await remarkOn(drawn),
    };
  } catch {
    return null;
  }
}

async function open(bytes: Uint8Array, mediaType: PictureType): Promise<Sharp | null> {
  if (mediaType === "image/jpeg" || mediaType === "image/png") {
    return sharp(bytes, { limitInputPixels: MAXIMUM_PIXELS, failOn: "error" });
  }
  const pixels = await heicPixels(bytes);

  return (
    pixels &&
    sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } })
  );
}

/** Softened first, so that fine edges do not decide by where they happen to fall. */
async function greys(picture: Sharp, width: number, height: number): Promise<Uint8Array> {
  const soft = await picture
    .resize(8 * width, 8 * height, { fit: "fill" })
    .greyscale()
    .blur(2)
    .png()
    .toBuffer();

  return sharp(soft).resize(width, height, { fit: "fill" }).greyscale().raw().toBuffer();
}

/** Less than this from one pixel to the next is noise. */
const STEP = 4;
const FEWEST_STEPS = 12;

/**
 * Of 16 rows of 17 greys, whether each falls to its right: alike in a smaller, paler or newly packed copy, and
 * seldom in another picture.
 */
function likenessOf(grey: Uint8Array): string | null {
  const bits = Array.from({ length: 256 }, (_, index) => {
    const at = Math.floor(index / 16) * 17 + (index % 16);

    return (grey[at] ?? 0) - (grey[at + 1] ?? 0) > STEP ? 1 : 0;
  });
  if (bits.filter((bit) => bit === 1).length < FEWEST_STEPS) return null;

  return Array.from({ length: 64 }, (_, index) =>
    Number.parseInt(bits.slice(index * 4, index * 4 + 4).join(""), 2).toString(16),
  ).join("");
}

const SMALLEST = 600;
const DARKEST = 55;
const SOFTEST = 12;

async function remarkOn(drawn: Uint8Array): Promise<KeptPicture["remark"]> {
  const { width, height } = await sharp(drawn).metadata();
  if (Math.max(width, height) < SMALLEST) return "small";
  const { data, info } = await sharp(drawn)
    .resize({ width: 800, height: 800, fit: "inside", withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const mean = data.reduce((sum, grey) => sum + grey, 0) / data.length;
  if (mean < DARKEST) return "dark";

  return sharpness(data, info.width) < SOFTEST ? "blurred" : null;
}

/** How hard the hardest edges are: letters in focus go from paper to ink within a pixel or two. */
function sharpness(grey: Uint8Array, width: number): number {
  const steps = new Uint32Array(256);
  for (let at = 1; at < grey.length; at += 1) {
    if (at % width === 0) continue;
    const step = Math.abs((grey[at] ?? 0) - (grey[at - 1] ?? 0));
    steps[step] = (steps[step] ?? 0) + 1;
  }
  // The step that one in five hundred reaches.
  let left = grey.length / 500;
  for (let step = 255; step > 0; step -= 1) {
    left -= steps[step] ?? 0;
    if (left <= 0) return step;
  }

  return 0;
}
