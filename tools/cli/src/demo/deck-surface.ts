/** Gives decks that were made before cards had a face record what they lack, and changes nothing else in them. */
import {
  createSurfaceAuthority,
  exportSurfaceAuthority,
  personaliseSurface,
  type SurfaceAuthority,
  type SurfaceAuthorityImage,
} from "@madoguchi/virtual-card";
import {
  readCard,
  readSurfaceFile,
  surfaceFileExists,
  writeCard,
  writeSurfaceFileOnce,
} from "./deck-files.ts";

/** Who signs the printed side in such a deck. Of several processes one makes it, and all use the same. */
export async function laterSurfaceAuthority(directory: string): Promise<SurfaceAuthorityImage> {
  if (!surfaceFileExists(directory))
    await writeSurfaceFileOnce(directory, exportSurfaceAuthority(await createSurfaceAuthority()));
  return readSurfaceFile(directory);
}

/** Does nothing for a card that has its record. */
export async function addFaceRecord(
  directory: string,
  id: string,
  authority: SurfaceAuthority,
): Promise<void> {
  const before = readCard(directory, id);
  if (before.surface !== null) return;
  const surface = await personaliseSurface(authority, before);
  // Read again: the card may have been played while its key was made.
  await writeCard(directory, id, { ...readCard(directory, id), surface });
}
