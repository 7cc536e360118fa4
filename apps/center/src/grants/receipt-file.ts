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
  return sendStranger(center, reply, receipt);
}

/** Small, to know it by. @returns null where there is none */
export async function sendReceiptPreview(
  center: Center,
  reply: FastifyReply,
  { previewHash: fileHash, fileName }: Receipt,
): Promise<FastifyReply | null> {
  return fileHash === null
    ? null
    : sendStranger(center, reply, { fileHash, fileName, mediaType: "image/jpeg" });
}

async function sendStranger(
  center: Center,
  reply: FastifyReply,
  receipt: Pick<Receipt, "fileHash" | "fileName" | "mediaType">,
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

/** For people only. The end is kept, where the kind of file stands; cut between characters, never within one. */
export function readFileName(name: unknown): string {
  const shown = String(name ?? "")
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, "");

  return [...shown].slice(-120).join("");
}
