/** A photo as iPhones keep it: HEVC, lying on its side by a property of its own (`irot`), and Exif with device and place. Made by libheif's own encoder. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Of 960 × 720 pixels once it is upright: a slip of paper with lines of ink. */
export function heicPhoto(): Buffer<ArrayBuffer> {
  return Buffer.from(new Uint8Array(readFileSync(join(import.meta.dirname, "photo.heic"))).buffer);
}
