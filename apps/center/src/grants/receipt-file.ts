/** A receipt's bytes over HTTP. */
import { sendForeignFile } from "@madoguchi/platform";
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

  return sendForeignFile(reply, disposition, { ...receipt, bytes });
}
