/** The files of the counter's screen: out of the program itself, or from a folder when it is run from the sources. */
import { readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { getAssetKeys, getRawAsset, isSea } from "node:sea";

export interface Screen {
  /** `path` as it stands after `/reception/`. Undefined when there is no such file. */
  read(path: string): Uint8Array | undefined;
}

/** In front of the names that the screen's files have inside the program. */
export const SCREEN_PREFIX = "screen/";

/** @throws Error when neither is there */
export function openScreen(folder: string | undefined): Screen {
  if (folder !== undefined) return inFolder(folder);
  if (!isSea()) throw new Error("the screen's folder is not given");
  const names = new Set(getAssetKeys());
  return {
    read(path) {
      const name = SCREEN_PREFIX + path;
      return names.has(name) ? new Uint8Array(getRawAsset(name)) : undefined;
    },
  };
}

function inFolder(folder: string): Screen {
  return {
    read(path) {
      const file = posix.normalize(path);
      if (
        file.startsWith("..") ||
        posix.isAbsolute(file) ||
        file.includes(sep === "/" ? "\\" : sep)
      )
        return undefined;
      try {
        return readFileSync(join(folder, file));
      } catch {
        return undefined;
      }
    },
  };
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export function mediaType(path: string): string {
  return types[posix.extname(path)] ?? "application/octet-stream";
}
