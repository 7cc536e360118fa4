/** Reading receipts after they were taken in, and taking over what was read. */
import { tokyoDate } from "@madoguchi/notation";
import {
  canDrawPdf,
  canReadPictures,
  enqueueInTurn,
  firstPages,
  keptPicture,
  textOfPages,
  transaction,
  writingIn,
} from "@madoguchi/platform";
import type { FormValues, JobHandlers, Tx, WrittenLine } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { isBlankRow, rowCount } from "../forms.ts";
import { MAXIMUM_LINES } from "../rules/amount.ts";
import type { EditRefusal } from "../rules/application.ts";
import { proposalOf, rowsOf } from "../rules/reading.ts";
import type { Proposal } from "../rules/reading.ts";
import { changeApplication } from "../store/applications.ts";
import { insertReading, readingsOf } from "../store/readings.ts";
import { findReceipt, setPreview } from "../store/receipts.ts";
import type { Receipt } from "../store/receipts.ts";
import { lockEditable } from "./edit.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "read-receipt": { readonly applicationId: string; readonly receiptId: string };
  }
}

/** One after the other: reading takes seconds of a processor that others wait for. */
export async function haveRead(tx: Tx, receipt: Receipt): Promise<void> {
  const { id, applicationId, paper, mediaType, previewHash } = receipt;
  const isPicture = previewHash !== null;
  const can = isPdf(mediaType)
    ? await canDrawPdf()
    : isPicture && paper === "receipt" && (await canReadPictures());
  if (can) await enqueueInTurn(tx, "read-receipt", { applicationId, receiptId: id });
}

const isPdf = (mediaType: string) => mediaType === "application/pdf";

export function readingJobs(center: Center): Pick<JobHandlers, "read-receipt"> {
  return {
    "read-receipt": async ({ applicationId, receiptId }) => {
      const receipt = await findReceipt(center.db, applicationId, receiptId);
      // Turned or removed meanwhile.
      if (!receipt || receipt.removedAt !== null) return;
      const bytes = await center.files.get(receipt.fileHash);
      const writing = isPdf(receipt.mediaType)
        ? await lookThrough(center, receipt, bytes)
        : await writingIn(bytes);
      if (!writing || receipt.paper !== "receipt") return;
      const now = center.clock.now();
      const proposal = proposalOf(writing, tokyoDate(now));
      await insertReading(center.db, receiptId, proposal, now);
    },
  };
}

/** Keeps what the first page looks like. @returns what stands on the first pages: as text, or read where they were scanned */
async function lookThrough(
  center: Center,
  receipt: Receipt,
  pdf: Uint8Array,
): Promise<readonly WrittenLine[] | null> {
  const pages = await firstPages(pdf);
  const [first] = pages;
  const picture = first && (await keptPicture(first, "image/png"));
  if (!picture) return null;
  const { preview, likeness, remark } = picture;
  const previewHash = await center.files.put(preview);
  await setPreview(center.db, receipt.id, { previewHash, likeness, remark });
  const text = await textOfPages(pdf);
  if (text.length > 0 || !(await canReadPictures())) return text;
  const read: WrittenLine[] = [];
  for (const page of pages) read.push(...((await writingIn(page)) ?? []));

  return read;
}

export type TakeResult =
  | { readonly kind: "taken"; readonly row: number }
  | { readonly kind: "not-found" | "no-room" | EditRefusal };

/** Into the first rows that are empty; what was typed stays. */
export async function takeReading(
  center: Center,
  actor: FacilityActor,
  id: string,
  receiptId: string,
): Promise<TakeResult> {
  return transaction(center.db, async (tx): Promise<TakeResult> => {
    const now = center.clock.now();
    const found = await lockEditable(tx, actor, id, now);
    if (found.kind !== "editable") {
      return found;
    }
    const { application, receipts } = found.record;
    const proposal = (await readingsOf(tx, receipts)).get(receiptId);
    if (!proposal) {
      return { kind: "not-found" };
    }
    const filled = withRows(application.costsForm, proposal);
    if (!filled) {
      return { kind: "no-room" };
    }
    await changeApplication(tx, application, { costsForm: filled.values }, now);
    await audit(tx, center.clock, {
      action: "grant.reading-taken",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "grant-application", id },
      detail: { receipt: receiptId },
    });

    return { kind: "taken", row: filled.row };
  });
}

function withRows(
  form: FormValues,
  proposal: Proposal,
): { readonly values: FormValues; readonly row: number } | null {
  const rows = rowsOf(proposal);
  const free = Array.from({ length: MAXIMUM_LINES }, (_, row) => row)
    .filter((row) => isBlankRow(form, row))
    .slice(0, rows.length);
  const [first] = free;
  if (first === undefined || free.length < rows.length) return null;
  const { purchasedOn, shop } = proposal;
  const values = free.flatMap((row, index) => [
    [`lines.${row}.product`, rows[index]?.name ?? ""],
    [`lines.${row}.amountYen`, rows[index]?.yen?.toString() ?? ""],
    [`lines.${row}.quantity`, "1"],
    [`lines.${row}.shop`, shop],
    [`lines.${row}.purchasedOn.year`, purchasedOn?.year.toString() ?? ""],
    [`lines.${row}.purchasedOn.month`, purchasedOn?.month.toString() ?? ""],
    [`lines.${row}.purchasedOn.day`, purchasedOn?.day.toString() ?? ""],
  ]);
  const shown = Math.max(rowCount(form), (free.at(-1) ?? 0) + 1);

  return { values: { ...form, ...Object.fromEntries(values), rows: String(shown) }, row: first };
}
