/**
 * Receipts sent in parts, so that a broken line costs one part and not the file. A part is written whole before it counts;
 * whoever lost the answer asks how far it came, and goes on from there.
 */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { newId, transaction } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import type { EditRefusal } from "../rules/application.ts";
import { MAXIMUM_RECEIPTS, PART_BYTES } from "../rules/receipts.ts";
import {
  advanceUpload,
  beginUpload,
  countUploads,
  findUpload,
  removeUpload,
  uploadsBefore,
} from "../store/uploads.ts";
import type { PartialUpload } from "../store/uploads.ts";
import { lockEditable } from "./edit.ts";
import { addReceipts } from "./receipts.ts";
import type { UploadResult } from "./receipts.ts";

export type NewUpload = Pick<PartialUpload, "paper" | "fileName" | "sizeBytes" | "sha256">;

export type StartUploadResult =
  | { readonly kind: "started"; readonly upload: PartialUpload }
  | { readonly kind: "not-found" | "too-many" | EditRefusal };

/** The same file, begun before by whomever and not ended, goes on. */
export async function startUpload(
  center: Center,
  actor: FacilityActor,
  applicationId: string,
  file: NewUpload,
): Promise<StartUploadResult> {
  return transaction(center.db, async (tx): Promise<StartUploadResult> => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, applicationId, now);
    if (found.kind !== "editable") {
      return found;
    }
    const upload = await beginUpload(tx, {
      id: newId(),
      applicationId,
      accountId: actor.id,
      ...file,
      receivedBytes: 0,
      touchedAt: now,
    });
    if ((await countUploads(tx, applicationId)) > MAXIMUM_RECEIPTS) {
      await removeUpload(tx, upload.id);

      return { kind: "too-many" };
    }

    return { kind: "started", upload };
  });
}

export type PartResult =
  | { readonly kind: "not-found" }
  /** This is how far it came; also where the part was not the next one. */
  | { readonly kind: "received"; readonly receivedBytes: number }
  | { readonly kind: "whole"; readonly result: UploadResult }
  /** The parts do not make the file that was announced: it begins anew. */
  | { readonly kind: "mismatch" };

/** @param from where in the file the part begins */
export async function receivePart(
  center: Center,
  actor: FacilityActor,
  { applicationId, id, from }: { applicationId: string; id: string; from: number },
  part: Uint8Array,
): Promise<PartResult> {
  const upload = await findUpload(center.db, applicationId, id);
  if (!upload || upload.accountId !== actor.id) {
    return { kind: "not-found" };
  }
  const { receivedBytes, sizeBytes } = upload;
  const to = from + part.length;
  const isNext = from === receivedBytes && part.length > 0 && to <= sizeBytes;
  const isOfSize = part.length === PART_BYTES || to === sizeBytes;
  if (isNext && isOfSize) {
    await center.files.named.write(partName(id, from), [part]);
    await advanceUpload(center.db, upload, to, center.clock.now());
  }
  const standing = isNext && isOfSize ? to : receivedBytes;

  return standing === sizeBytes
    ? finish(center, actor, upload)
    : { kind: "received", receivedBytes: standing };
}

async function finish(
  center: Center,
  actor: FacilityActor,
  upload: PartialUpload,
): Promise<PartResult> {
  const bytes = await wholeOf(center, upload);
  const isWhole = createHash("sha256").update(bytes).digest("hex") === upload.sha256;
  const one = [{ paper: upload.paper, fileName: upload.fileName, bytes }];
  const result = isWhole
    ? await addReceipts(center, actor, upload.applicationId, Readable.from(one))
    : null;
  // Only now: whoever dies before is asked for the last part again, and adds the file then.
  await forgetUpload(center, upload.id);

  return result ? { kind: "whole", result } : { kind: "mismatch" };
}

async function wholeOf(center: Center, { id, sizeBytes }: PartialUpload): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < sizeBytes; from += PART_BYTES) {
    parts.push(await buffer(center.files.named.read(partName(id, from))));
  }

  return Buffer.concat(parts);
}

async function forgetUpload(center: Center, id: string): Promise<void> {
  await removeUpload(center.db, id);
  await center.files.named.remove(`grant-uploads/${id}`);
}

const KEPT_DAYS = 7;

/** Every night: what nobody went on with. @returns how many */
export async function forgetUploads(center: Center): Promise<number> {
  const old = await uploadsBefore(
    center.db,
    center.clock.now().subtract({ hours: 24 * KEPT_DAYS }),
  );
  for (const id of old) await forgetUpload(center, id);

  return old.length;
}

function partName(id: string, from: number): string {
  return `grant-uploads/${id}/${from}`;
}
