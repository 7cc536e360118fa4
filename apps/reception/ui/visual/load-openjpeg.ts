/** Fetched when somebody asks for 目視, and not before: the decoder is larger than the whole screen app. */
import wasmUrl from "@cornerstonejs/codec-openjpeg/decodewasm?url";
import { decodePhoto } from "./decode-photo.ts";
import type { GreyPicture } from "./decode-photo.ts";
import type { OpenJpeg } from "./openjpeg.ts";

let loading: Promise<OpenJpeg> | undefined;

/** @throws Error when it is no grey picture, or the decoder cannot be had */
export function decodeWithOpenJpeg(photo: Uint8Array): Promise<GreyPicture> {
  return decodePhoto(photo, loadOpenJpeg);
}

/** Once a page; again after a failure, which may have been the network's. */
export function loadOpenJpeg(): Promise<OpenJpeg> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<OpenJpeg> {
  const { default: start } = await import("@cornerstonejs/codec-openjpeg/decodewasmjs");
  return start({ locateFile: () => wasmUrl, print: () => {}, printErr: () => {} });
}
