/** A file comes in: kept as it comes, given a number, and left to the jobs. Nobody waits for the answers. */
import { createHash } from "node:crypto";
import type { BulkPurpose } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { enqueue, newId, newReceiptNumber, transaction } from "@madoguchi/platform";
import { audit } from "../../../audit/index.ts";
import { findFacility } from "../../../facilities/index.ts";
import { fileOf, folderOf } from "../files.ts";
import type { BulkCenter } from "../files.ts";
import { MAXIMUM_BYTES, can } from "../rules.ts";
import type { BulkRefusal } from "../rules.ts";
import { countUnfinished, holdFacility, insertBulkInquiry } from "../store.ts";

export type Asker = {
  readonly kind: "person" | "terminal";
  readonly id: string;
  readonly facilityId: string;
};

export type Sent = {
  readonly purpose: BulkPurpose;
  readonly source: AsyncIterable<Uint8Array>;
  /** What the sender signed: the SHA-256 of the bytes. Null where a session vouches. */
  readonly isAsSigned: ((sha256: Uint8Array) => boolean) | null;
};

export type AcceptResult =
  | { readonly kind: "accepted"; readonly receiptNumber: string }
  | {
      readonly kind: BulkRefusal | "bulk-file-empty" | "bulk-file-too-large" | "signature-invalid";
    };

declare module "@madoguchi/platform" {
  interface Jobs {
    "work-bulk-inquiry": { facilityId: string; id: string };
  }
}

export async function acceptBulkInquiry(
  center: BulkCenter,
  asker: Asker,
  { purpose, source, isAsSigned }: Sent,
): Promise<AcceptResult> {
  const { facilityId } = asker;
  // Nobody fills the file store who may not ask.
  const refusal = await whyNot(center, facilityId);
  if (refusal !== null) return { kind: refusal };
  const key = { facilityId, id: newId() };
  const kept = await keep(center, key, source, isAsSigned);
  if (kept.kind !== "kept") return kept;
  const receiptNumber = newReceiptNumber();
  const accepted = await transaction(center.db, async (tx): Promise<AcceptResult> => {
    await holdFacility(tx, facilityId);
    const unfinished = await countUnfinished(tx, facilityId);
    if (can.bulk({ kind: "checkup" }, unfinished) !== true) return { kind: "bulk-waiting" };
    const acceptedAt = center.clock.now();
    await insertBulkInquiry(tx, {
      ...key,
      receiptNumber,
      actorKind: asker.kind,
      actorId: asker.id,
      purpose,
      asOf: tokyoDate(acceptedAt),
      acceptedAt,
      bytesTotal: kept.bytes,
    });
    await audit(tx, center.clock, {
      action: "bulk-inquiry.accepted",
      actor: { kind: asker.kind, id: asker.id },
      facilityId,
      subject: { kind: "bulk-inquiry", id: key.id },
      detail: { purpose, bytes: kept.bytes },
    });
    await enqueue(tx, "work-bulk-inquiry", key);

    return { kind: "accepted", receiptNumber };
  });
  if (accepted.kind !== "accepted") await center.files.named.remove(folderOf(key));

  return accepted;
}

/** Also for the page, before anything is sent. */
export async function whyNot(center: BulkCenter, facilityId: string): Promise<BulkRefusal | null> {
  const facility = await findFacility(center.db, facilityId);
  if (!facility) return "bulk-not-allowed";
  const may = can.bulk(facility, await countUnfinished(center.db, facilityId));

  return may === true ? null : may;
}

class TooLarge extends Error {}

async function keep(
  { files }: BulkCenter,
  key: { readonly id: string },
  source: AsyncIterable<Uint8Array>,
  isAsSigned: Sent["isAsSigned"],
): Promise<
  | { readonly kind: "kept"; readonly bytes: number }
  | { readonly kind: "bulk-file-empty" | "bulk-file-too-large" | "signature-invalid" }
> {
  const hash = createHash("sha256");
  async function* counted(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > MAXIMUM_BYTES) throw new TooLarge();
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    const bytes = await files.named.write(fileOf(key, "question"), counted());
    const isRight = isAsSigned === null || isAsSigned(hash.digest());
    if (isRight && bytes > 0) return { kind: "kept", bytes };
    await files.named.remove(folderOf(key));

    return { kind: isRight ? "bulk-file-empty" : "signature-invalid" };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;

    return { kind: "bulk-file-too-large" };
  }
}
