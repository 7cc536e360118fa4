/**
 * Pictures without what a camera writes beside them: place, time, device, owner. What remains is the picture, its colours
 * and which way up it is. Only containers are read; the picture's own bytes are copied.
 */
import { heicWithout } from "./heic-metadata.ts";

/** @returns null for a picture that is not built as its kind is; other kinds as they are */
export function withoutMetadata(bytes: Uint8Array, mediaType: string): Uint8Array | null {
  switch (mediaType) {
    case "image/jpeg":
      return jpegWithout(bytes);
    case "image/png":
      return pngWithout(bytes);
    case "image/heic":
    case "image/heif":
      return heicWithout(bytes);
    default:
      return bytes;
  }
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;

function jpegWithout(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    // A marker may be filled up with further 0xff.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return null;
    if (marker === EOI) {
      // What follows the end, such as a second picture of the same moment, goes too.
      kept.push(bytes.subarray(at, at + 2));

      return Buffer.concat(kept);
    }
    const length = readBigEndian(bytes, at + 2, 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (marker === APP1) kept.push(...uprightSegment(segment));
    else if (isKept(marker, segment)) kept.push(segment);
    at = end;
    if (marker === SOS) {
      const scanEnd = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, scanEnd));
      at = scanEnd;
    }
  }
}

function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;

  return (
    marker === APP0 || marker === APP14 || (marker === APP2 && startsWith(segment, "ICC_PROFILE\0"))
  );
}

/** In a scan 0xff is followed by 0 or by a restart marker; anything else ends it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) break;
    at += 1;
  }

  return at;
}

/** Of Exif only the orientation, in a segment of its own; nothing where the picture is upright already. */
function uprightSegment(segment: Uint8Array): readonly Uint8Array[] {
  const orientation = startsWith(segment, "Exif\0\0") ? orientationOf(segment.subarray(10)) : 1;
  if (orientation < 2 || orientation > 8) return [];
  const directory = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const body = [...Buffer.from("Exif\0\0MM\0*"), 0, 0, 0, 8, ...directory];

  return [Uint8Array.from([0xff, APP1, 0, body.length + 2, ...body])];
}

const ORIENTATION = 0x0112;

function orientationOf(tiff: Uint8Array): number {
  const order = String.fromCharCode(tiff[0] ?? 0, tiff[1] ?? 0);
  const read = order === "II" ? readLittleEndian : readBigEndian;
  const directory = read(tiff, 4, 4);
  const entries = read(tiff, directory, 2);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.length) return 1;
    if (read(tiff, entry, 2) === ORIENTATION) return read(tiff, entry + 8, 2);
  }

  return 1;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pngMetadata = new Set(["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]);

function pngWithout(bytes: Uint8Array): Uint8Array | null {
  if (!PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, PNG_SIGNATURE.length)];
  let at = PNG_SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + readBigEndian(bytes, at, 4);
    if (end > bytes.length) return null;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!pngMetadata.has(type)) kept.push(bytes.subarray(at, end));
    if (type === "IEND") return Buffer.concat(kept);
    at = end;
  }

  return null;
}

function startsWith(segment: Uint8Array, text: string): boolean {
  // After marker and length.
  return Array.from(text).every(
    (character, index) => segment[4 + index] === character.charCodeAt(0),
  );
}

/** Beyond the end are zeros. */
function readBigEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = 0; index < count; index += 1) value = value * 256 + (bytes[at + index] ?? 0);

  return value;
}

function readLittleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = count - 1; index >= 0; index -= 1)
    value = value * 256 + (bytes[at + index] ?? 0);

  return value;
}
