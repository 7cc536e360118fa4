/** Taking receipts in: judged by content, kept under their hash, each on its own so that a wrong one stops no other. */
import {
  isPictureType,
  keptPicture,
  mediaTypeOf,
  newId,
  pixelsOf,
  transaction,
} from "@madoguchi/platform";
import type { QuarterTurns } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { scanRefusal } from "../../scan.ts";
import type { EditRefusal } from "../rules/application.ts";
import type { PaperKind } from "../rules/papers.ts";
import { hasActions } from "../rules/pdf-actions.ts";
import {
  isHeic,
  isReceiptType,
  isTurnable,
  keptName,
  MAXIMUM_RECEIPTS,
  mostPixels,
} from "../rules/receipts.ts";
import type { UploadProblem } from "../rules/receipts.ts";
import { changeApplication } from "../store/applications.ts";
import { findReceipt, insertReceipt, removeReceiptRow } from "../store/receipts.ts";
import type { Receipt } from "../store/receipts.ts";
import { editRefusal, lockEditable } from "./edit.ts";
import { haveRead } from "./readings.ts";

/** `null` bytes: larger than the limit, so the rest was not read. */
export type Upload = {
  readonly paper: PaperKind;
  readonly fileName: string;
  readonly bytes: Uint8Array | null;
};

export type UploadResult =
  | { readonly kind: "taken"; readonly count: number; readonly problems: readonly UploadProblem[] }
  | { readonly kind: "not-found" | EditRefusal };

type Stored = Pick<
  Receipt,
  "fileHash" | "mediaType" | "sizeBytes" | "previewHash" | "remark" | "likeness"
>;
type Judged = Stored & Pick<Upload, "paper" | "fileName">;

export async function addReceipts(
  center: Center,
  actor: FacilityActor,
  id: string,
  uploads: AsyncIterable<Upload>,
): Promise<UploadResult> {
  // Nobody fills the file store for an application that is not theirs to fill.
  const refusal = await editRefusal(center, actor, id);
  if (refusal !== null) {
    return { kind: refusal };
  }
  const good: Judged[] = [];
  const problems: UploadProblem[] = [];
  for await (const upload of uploads) {
    const judged = await judge(center, actor, upload);
    if ("problem" in judged) {
      problems.push(judged);
    } else {
      good.push(judged);
    }
  }

  return transaction(center.db, async (tx): Promise<UploadResult> => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, id, now);
    if (found.kind !== "editable") {
      return found;
    }
    const hashes = new Set(found.record.receipts.map(({ fileHash }) => fileHash));
    const refused: UploadProblem[] = [];
    for (const file of good) {
      if (hashes.has(file.fileHash)) {
        refused.push({ fileName: file.fileName, problem: "duplicate" });
      } else if (hashes.size >= MAXIMUM_RECEIPTS) {
        refused.push({ fileName: file.fileName, problem: "too-many" });
      } else {
        hashes.add(file.fileHash);
        const receipt = {
          ...file,
          id: newId(),
          applicationId: id,
          uploadedAt: now,
          removedAt: null,
        };
        await insertReceipt(tx, receipt);
        await haveRead(tx, receipt);
      }
    }
    const count = hashes.size - found.record.receipts.length;
    if (count > 0) {
      await changeApplication(tx, found.record.application, {}, now);
      await audit(tx, center.clock, {
        action: "grant.receipts-added",
        actor: { kind: "person", id: actor.id },
        facilityId: actor.facilityId,
        subject: { kind: "grant-application", id },
        detail: { count },
      });
    }

    return { kind: "taken", count, problems: [...problems, ...refused] };
  });
}

async function judge(
  center: Center,
  { id, facilityId }: FacilityActor,
  { paper, fileName, bytes }: Upload,
): Promise<Judged | UploadProblem> {
  if (!bytes) {
    return { fileName, problem: "too-large" };
  }
  if (bytes.length === 0) {
    return { fileName, problem: "empty" };
  }
  const mediaType = await mediaTypeOf(bytes);
  if (!mediaType || !isReceiptType(mediaType)) {
    return { fileName, problem: "wrong-type" };
  }
  if ((pixelsOf(bytes, mediaType) ?? 0) > mostPixels(mediaType)) {
    return { fileName, problem: "too-many-pixels" };
  }
  if (mediaType === "application/pdf" && hasActions(bytes)) {
    return { fileName, problem: "active" };
  }
  const actor = { kind: "person", id } as const;
  const refusal = await scanRefusal(center, bytes, { actor, facilityId });
  if (refusal !== null) {
    return { fileName, problem: refusal };
  }
  const stored = await store(center, bytes, mediaType);
  if (!stored) {
    return { fileName, problem: isHeic(mediaType) ? "damaged-heic" : "damaged" };
  }

  return { paper, fileName: keptName(fileName, mediaType), ...stored };
}

/** Where and by whom a picture was taken is nobody's business, and what hides behind its end is no part of it. */
async function store(
  center: Center,
  bytes: Uint8Array,
  mediaType: string,
  turns: QuarterTurns = 0,
): Promise<Stored | null> {
  if (isPictureType(mediaType)) {
    const picture = await keptPicture(bytes, mediaType, turns);
    if (!picture) return null;
    const { remark, likeness } = picture;

    return {
      // Few browsers show HEIC: of it a JPEG is kept.
      mediaType: isHeic(mediaType) ? "image/jpeg" : mediaType,
      sizeBytes: picture.bytes.length,
      fileHash: await center.files.put(picture.bytes),
      previewHash: await center.files.put(picture.preview),
      remark,
      likeness,
    };
  }

  return {
    mediaType,
    sizeBytes: bytes.length,
    fileHash: await center.files.put(bytes),
    previewHash: null,
    remark: null,
    likeness: null,
  };
}

/** A quarter turn to the right. What was submitted before stays as it was: the turned picture takes its place. */
export async function turnReceipt(
  center: Center,
  actor: FacilityActor,
  id: string,
  receiptId: string,
): Promise<"turned" | "not-found" | EditRefusal> {
  const refusal = await editRefusal(center, actor, id);
  if (refusal !== null) {
    return refusal;
  }
  const before = await findReceipt(center.db, id, receiptId);
  if (!before || !isTurnable(before) || before.removedAt !== null) {
    return "not-found";
  }
  const bytes = await center.files.get(before.fileHash);
  const stored = await store(center, bytes, before.mediaType, 1);
  if (!stored) {
    return "not-found";
  }

  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, id, now);
    if (found.kind !== "editable") {
      return found.kind;
    }
    // Pressed twice at once: the first one turned it.
    if (!found.record.receipts.some((receipt) => receipt.id === receiptId)) {
      return "turned";
    }
    await removeReceiptRow(tx, receiptId, now);
    const turned = { ...before, ...stored, id: newId() };
    await insertReceipt(tx, turned);
    await haveRead(tx, turned);
    await changeApplication(tx, found.record.application, {}, now);
    await audit(tx, center.clock, {
      action: "grant.receipt-turned",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "grant-application", id },
      detail: { receipt: receiptId },
    });

    return "turned";
  });
}

export async function removeReceipt(
  center: Center,
  actor: FacilityActor,
  id: string,
  receiptId: string,
): Promise<"removed" | "not-found" | EditRefusal> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, id, now);
    if (found.kind !== "editable") {
      return found.kind;
    }
    const receipt = await findReceipt(tx, id, receiptId);
    if (!receipt) {
      return "not-found";
    }
    await removeReceiptRow(tx, receiptId, now);
    await changeApplication(tx, found.record.application, {}, now);
    await audit(tx, center.clock, {
      action: "grant.receipt-removed",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "grant-application", id },
      detail: { receipt: receiptId },
    });

    return "removed";
  });
}
