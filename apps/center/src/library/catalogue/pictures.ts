/** The pictures of the articles: measured, and named by their content. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Picture } from "../text/blocks.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

export type PictureFile = Picture & { readonly mediaType: string; readonly bytes: Buffer };

/** By name: 「reader.png」. */
export async function readPictures(directory: string): Promise<ReadonlyMap<string, PictureFile>> {
  const names = await readdir(directory).catch(() => []);
  const pictures = await Promise.all(
    names
      .filter((name) => mediaTypes[extname(name)] !== undefined)
      .map(async (name) => [name, await readPicture(directory, name)] as const),
  );

  return new Map(pictures);
}

async function readPicture(directory: string, name: string): Promise<PictureFile> {
  const bytes = await readFile(join(directory, name));
  const extension = extname(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const base = name.slice(0, -extension.length);
  const { width, height } = extension === ".png" ? pngSize(bytes) : svgSize(bytes.toString("utf8"));

  return {
    href: `/assets/library/${encodeURIComponent(base)}-${hash}${extension}`,
    width,
    height,
    file: extension === ".png" ? join(directory, name) : null,
    mediaType: mediaTypes[extension] ?? "application/octet-stream",
    bytes,
  };
}

type Size = { readonly width: number; readonly height: number };

/** From the first chunk (PNG, 11.2.1). @throws RangeError when the file is shorter */
function pngSize(bytes: Buffer): Size {
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function svgSize(text: string): Size {
  const [, width, height] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(text) ?? [];
  if (width === undefined || height === undefined) {
    throw new Error("an SVG without a viewBox has no size");
  }

  return { width: Math.round(Number(width)), height: Math.round(Number(height)) };
}
