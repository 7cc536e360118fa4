/** The app's builds as they lie in the folder of downloads, each beside its facts. Read anew each time: an operator just puts them there. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { RELEASE_FILE, releasePlatforms, releaseSchema } from "@madoguchi/contract";
import type { Release, ReleasePlatform } from "@madoguchi/contract";

/** Whole ones only: a file that is just being written, or replaced, has another size than its facts say. */
export async function findReleases(directory: string): Promise<readonly Release[]> {
  const found = await Promise.all(releasePlatforms.map((name) => readRelease(directory, name)));

  return found.filter((release) => release !== null);
}

async function readRelease(directory: string, platform: ReleasePlatform): Promise<Release | null> {
  try {
    const text = await readFile(join(directory, platform, RELEASE_FILE), "utf8");
    const release = releaseSchema.parse(JSON.parse(text));
    const { size } = await stat(join(directory, platform, release.file));

    return release.platform === platform && size === release.bytes ? release : null;
  } catch {
    return null;
  }
}

export type DeviceKind = ReleasePlatform | "ios";

/** Browsers may say what they like, and some tablets call themselves computers: a hint, by which nothing is hidden. */
export function deviceOf(userAgent: string): DeviceKind | null {
  if (/iPhone|iPad/u.test(userAgent)) return "ios";
  if (/Android/u.test(userAgent)) return "android";

  return /Windows/u.test(userAgent) ? "windows" : null;
}
