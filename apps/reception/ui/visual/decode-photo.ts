/** The chip's photo, JPEG 2000, which no browser shows by itself: OpenJPEG, compiled to WebAssembly, turns it into grey pixels. */
import type { OpenJpeg } from "./openjpeg.ts";

export type GreyPicture = {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, row by row. Whoever shows it wipes it. */
  readonly pixels: Uint8Array;
};

/** @throws Error when it is no grey picture, or the decoder cannot be had */
export async function decodePhoto(
  photo: Uint8Array,
  load: () => Promise<OpenJpeg>,
): Promise<GreyPicture> {
  const { J2KDecoder } = await load();
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(photo.length).set(photo);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const pixels = decoder.getDecodedBuffer();
    // The decoder says nothing of a photo that it cannot read, and leaves no pixels.
    const isGrey = bitsPerSample === 8 && componentCount === 1;
    if (!isGrey || pixels.length === 0 || pixels.length !== width * height)
      throw new RangeError("not a whole grey picture");
    return { width, height, pixels: pixels.slice() };
  } finally {
    // The decoder's memory outlives it.
    decoder.getEncodedBuffer(photo.length).fill(0);
    decoder.getDecodedBuffer().fill(0);
    decoder.delete();
  }
}
