/** A paper is drawn once: what was handed out first is handed out for ever, whatever a later release would draw. */
import type { Center } from "../../center.ts";
import { insertPaper, paperHash } from "../store/papers.ts";
import type { KeptKind } from "../store/papers.ts";

/** @param draw from what never changes */
export async function keptPaper(
  center: Center,
  kind: KeptKind,
  subjectId: string,
  draw: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const known = await paperHash(center.db, kind, subjectId);
  if (known !== null) return center.files.get(known);
  const drawn = await draw();
  await insertPaper(center.db, kind, subjectId, await center.files.put(drawn), center.clock.now());
  const kept = await paperHash(center.db, kind, subjectId);
  if (kept === null) throw new Error(`the ${kind} of ${subjectId} was not kept`);

  return center.files.get(kept);
}
