/** What becomes of the files: fetched by the site, on record; deleted when their time is over. */
import { tokyoToday, startOfDay } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { audit } from "../../../audit/index.ts";
import { fileOf, folderOf } from "../files.ts";
import type { BulkCenter } from "../files.ts";
import { KEPT_DAYS, hasFile } from "../rules.ts";
import type { BulkFile } from "../rules.ts";
import { keptBefore, markDeleted } from "../store.ts";
import type { BulkInquiry } from "../store.ts";
import type { Asker } from "./accept.ts";

/** @returns null where there is none, or no longer */
export async function fetchFile(
  center: BulkCenter,
  asker: Asker,
  inquiry: BulkInquiry,
  file: BulkFile,
): Promise<AsyncIterable<Uint8Array> | null> {
  if (!hasFile(inquiry, file)) return null;
  await transaction(center.db, (tx) =>
    audit(tx, center.clock, {
      action: `bulk-inquiry.${file}-fetched`,
      actor: { kind: asker.kind, id: asker.id },
      facilityId: asker.facilityId,
      subject: { kind: "bulk-inquiry", id: inquiry.id },
    }),
  );

  return center.files.named.read(fileOf(inquiry, file));
}

/** Every night. @returns of how many inquiries */
export async function deleteOldBulkFiles(center: BulkCenter): Promise<number> {
  const before = startOfDay(tokyoToday(center.clock).subtract({ days: KEPT_DAYS }));
  const due = await keptBefore(center.db, before);
  for (const key of due) {
    // Before the record says so: what is half deleted is deleted the next night.
    await center.files.named.remove(folderOf(key));
    await transaction(center.db, async (tx) => {
      await markDeleted(tx, key);
      await audit(tx, center.clock, {
        action: "bulk-inquiry.deleted",
        actor: { kind: "system", id: "forget" },
        facilityId: key.facilityId,
        subject: { kind: "bulk-inquiry", id: key.id },
      });
    });
  }

  return due.length;
}
