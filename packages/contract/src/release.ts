/** Builds of the reception app, and which versions a center still works with. */
import { z } from "zod";

export const releasePlatforms = ["windows", "android"] as const;
export type ReleasePlatform = (typeof releasePlatforms)[number];

/** Three numbers: `0.1.0`. */
export const versionSchema = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/u);

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
