/** What strangers send is shown to a virus scanner before it is kept, where this center has one. */
import { transaction } from "@madoguchi/platform";
import { audit } from "./audit/index.ts";
import type { AuditActor } from "./audit/index.ts";
import type { Center } from "./center.ts";

/** Why a file is not taken. */
export type ScanRefusal = "infected" | "unscanned";

export type Sender = { readonly actor: AuditActor; readonly facilityId: string | null };

/** On record, but for what is clean. @returns null where the file may be kept */
export async function scanRefusal(
  center: Center,
  bytes: Uint8Array,
  { actor, facilityId }: Sender,
): Promise<ScanRefusal | null> {
  if (center.scan === null) return null;
  const result = await center.scan(bytes);
  if (result.kind === "clean") return null;
  const isKept = result.kind === "unknown" && center.config.clamdWhenAway === "pass";
  await transaction(center.db, (tx) =>
    audit(tx, center.clock, {
      action:
        result.kind === "infected" ? "file.infected" : isKept ? "file.unscanned" : "file.held-back",
      actor,
      facilityId,
      subject: { kind: "center", id: "center" },
      detail: {
        bytes: bytes.length,
        ...(result.kind === "infected" && { signature: result.signature }),
      },
    }),
  );
  if (isKept) return null;

  return result.kind === "infected" ? "infected" : "unscanned";
}
