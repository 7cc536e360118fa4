/** Gives decks that were made by an earlier release what they lack, and changes nothing else in them. */
import {
  createNextAuthority,
  createSurfaceAuthority,
  exportAuthority,
  exportSurfaceAuthority,
  importPki,
  personaliseSurface,
  signText,
  type SurfaceAuthority,
  type TestPki,
} from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import {
  type DeckFile,
  keepNextAuthority,
  keepSurfaceAuthority,
  readCard,
  writeCard,
} from "./deck-files.ts";

/** The deck's PKI, with authorities that came later. Of several processes one makes them, and all use the same. */
export async function wholePki(directory: string, { pki, madeOn }: DeckFile): Promise<TestPki> {
  const today = Temporal.PlainDate.from(madeOn);
  return importPki({
    ...pki,
    surface:
      pki.surface ??
      (await keepSurfaceAuthority(directory, async () =>
        exportSurfaceAuthority(await createSurfaceAuthority()),
      )),
    nextAuth:
      pki.nextAuth ??
      (await keepNextAuthority(directory, async () =>
        exportAuthority(await createNextAuthority(today)),
      )),
  });
}

/** What the authority of the printed side signs. Does nothing for a card that has it all. */
export async function addSignedRecords(
  directory: string,
  id: string,
  authority: SurfaceAuthority,
): Promise<void> {
  const before = readCard(directory, id);
  if (before.generation === "P-384" || (before.surface !== null && before.text !== null)) return;
  const surface = before.surface ?? (await personaliseSurface(authority, before));
  const text = signText(authority, before.holder, surface);
  // Read again: the card may have been played while its key was made.
  await writeCard(directory, id, { ...readCard(directory, id), surface, text });
}
