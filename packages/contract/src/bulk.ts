/**
 * 一括照会 for health-check sites: a table of people in, a receipt number at once, and later a table of answers in the same
 * order. The file is the body of the request, as it is or as gzip; what it is asked for travels in two headers.
 */
import { z } from "zod";

/** What a site may ask for: each rests on the site's own contract with the insurer and on the examinee's application. */
export const bulkPurposes = ["specific-checkup", "specific-guidance", "other-checkup"] as const;
export type BulkPurpose = (typeof bulkPurposes)[number];

/** `accepted`: waits its turn. `refused`: the file as a whole cannot be read. `failed`: our own fault. `deleted`: its time is over. */
export const bulkStates = ["accepted", "working", "done", "refused", "failed", "deleted"] as const;
export type BulkState = (typeof bulkStates)[number];

/** 資格有効性 (OQSCD006). Empty: not answered, because the line is wrong or the insurer confirms (照会停止中). */
export const bulkCodes = ["1", "2", "3", "4", "5", ""] as const;
export type BulkCode = (typeof bulkCodes)[number];

export const bulkPath = "/api/v1/bulk-inquiries";

export const BULK_MEDIA_TYPES = ["text/csv", "application/x-ndjson", "application/gzip"] as const;

export const bulkHeadersSchema = z.object({
  "inquiry-purpose": z.enum(bulkPurposes),
  /** That the site asks within its contracts and for people who applied is stated by sending this. */
  "inquiry-basis": z.literal("stated"),
});

export const bulkReceiptSchema = z.object({ receiptNumber: z.string(), statusUrl: z.string() });
export type BulkReceipt = z.infer<typeof bulkReceiptSchema>;

export const bulkStatusSchema = z.object({
  receiptNumber: z.string(),
  state: z.enum(bulkStates),
  purpose: z.enum(bulkPurposes),
  /** The day the answers speak of, Asia/Tokyo. */
  asOf: z.iso.date(),
  acceptedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  progress: z.object({ bytesDone: z.int(), bytesTotal: z.int(), linesDone: z.int() }),
  /** Lines by 資格有効性, those not answered under `suspended`, and wrong lines under `errors`. */
  counts: z.record(z.string(), z.int()),
  /** Null until there is one, and again when it was deleted. */
  resultUrl: z.string().nullable(),
  errorsUrl: z.string().nullable(),
  /** Files are deleted in the night after this day. */
  keptUntil: z.iso.date(),
});
export type BulkStatus = z.infer<typeof bulkStatusSchema>;
