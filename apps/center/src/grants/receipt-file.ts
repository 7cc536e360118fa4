/** A receipt's bytes over HTTP: what strangers uploaded must stay a picture or a paper, and never become a page of ours. */
import { contentDisposition } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { Center } from "../center.ts";
import { isViewable } from "./rules/receipts.ts";
import type { Receipt } from "./store/receipts.ts";

/** The caller has made sure that this person may see it. */
export async function sendReceipt(
  center: Center,
  reply: FastifyReply,
  receipt: Receipt,
): Promise<FastifyReply> {
  const bytes = await center.files.get(receipt.fileHash);
  const disposition = isViewable(receipt.mediaType) ? "inline" : "attachment";

  return reply
    .header("content-type", receipt.mediaType)
    .header("content-disposition", contentDisposition(disposition, receipt.fileName))
    .header("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header("x-content-type-options", "nosniff")
    .header("cross-origin-resource-policy", "same-origin")
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));
}
