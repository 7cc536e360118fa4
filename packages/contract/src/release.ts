/** Builds of the reception app, and which versions a center still works with. */
import { z } from "zod";

export const releasePlatforms = ["windows", "android"] as const;
export type ReleasePlatform = (typeof releasePlatforms)[number];

/** As the package has it: center, page, the program on a PC and a phone's app are released together. */
export const APP_VERSION = "0.1.0";

/** Three numbers: `0.1.0`. */
export const versionSchema = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/u);

/** To an app that is older than the center will go on with. */
export const updateNoticeSchema = z.object({
  /** The oldest that will do. */
  version: versionSchema,
  /** The first day, Asia/Tokyo, on which an older one gets no challenge any more. */
  refusedFrom: z.iso.date(),
});
export type UpdateNotice = z.infer<typeof updateNoticeSchema>;

/** Lies beside a finished build. */
export const RELEASE_FILE = "release.json";

export const releaseSchema = z.object({
  platform: z.enum(releasePlatforms),
  version: versionSchema,
  /** Its name in the same folder. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/u),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  builtAt: z.iso.datetime(),
});
export type Release = z.infer<typeof releaseSchema>;

/** Negative where `a` is the earlier one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const differences = [0, 1, 2].map((place) => (left?.[place] ?? 0) - (right?.[place] ?? 0));

  return differences.find((difference) => difference !== 0) ?? 0;
}
