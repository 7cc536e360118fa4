/** How many pixels a picture claims, from its header alone: a few bytes can ask a reader for gigabytes. */

import { boxesIn } from "./heic-metadata.ts";

/** @returns null where the header does not say, or the kind is another */
export function pixelsOf(bytes: Uint8Array, mediaType: string): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (mediaType) {
    case "image/png":
      return pngPixels(view);
    case "image/jpeg":
      return jpegPixels(view);
    case "image/heic":
    case "image/heif":
      return heicPixels(view);
    default:
      return null;
  }
}

/** IHDR comes first: width and height after signature, length and name. */
function pngPixels(view: DataView): number | null {
  return view.byteLength < 24 ? null : view.getUint32(16) * view.getUint32(20);
}

const START_OF_SCAN = 0xda;
/** DHT, JPG and DAC lie among the frame headers and are none. */
const NO_FRAMES = new Set([0xc4, 0xc8, 0xcc]);

function jpegPixels(view: DataView): number | null {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker)) {
      return view.getUint16(at + 5) * view.getUint16(at + 7);
    }
    if (marker === START_OF_SCAN) return null;
    at += 2 + view.getUint16(at + 2);
  }

  return null;
}

/** Of several pictures or tiles the largest: `ispe` in the properties of the items. */
function heicPixels(view: DataView): number | null {
  try {
    const boxes = (from: number, to: number, type: string) =>
      boxesIn(view, from, to).filter((box) => box.type === type);
    const sizes = boxes(0, view.byteLength, "meta")
      // After version and flags.
      .flatMap(({ from, to }) => boxes(from + 4, to, "iprp"))
      .flatMap(({ from, to }) => boxes(from, to, "ipco"))
      .flatMap(({ from, to }) => boxes(from, to, "ispe"))
      .map(({ from }) => view.getUint32(from + 4) * view.getUint32(from + 8));

    return sizes.length === 0 ? null : Math.max(...sizes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
