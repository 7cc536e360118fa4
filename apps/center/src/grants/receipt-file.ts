/** A receipt's bytes over HTTP: what strangers uploaded must stay a picture or a paper, and never become a page of ours. */
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
    .header(
      "content-disposition",
      `${disposition}; filename*=UTF-8''${encodeName(receipt.fileName)}`,
    )
    .header("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header("x-content-type-options", "nosniff")
    .header("cross-origin-resource-policy", "same-origin")
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));
}

/** RFC 8187: everything but letters, digits and a few marks as percent-encoded UTF-8. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A paper of ours, drawn anew each time from rows that never change. */
export function sendPaper(reply: FastifyReply, fileName: string, pdf: Uint8Array): FastifyReply {
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `inline; filename*=UTF-8''${encodeName(fileName)}`)
    .header("cache-control", "private, no-store")
    .send(Buffer.from(pdf));
}
