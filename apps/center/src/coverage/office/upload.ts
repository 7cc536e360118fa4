/** A form with one file of any size: fields as they come, the file to the disk. */
import { readFileName } from "@madoguchi/platform";
import type { FastifyRequest } from "fastify";
import type { Center } from "../../center.ts";
import { receiveFile } from "../actions/deliver-feed.ts";
import type { ReceivedFile } from "../actions/deliver-feed.ts";

export type Upload = {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  /** What became of the file: none was chosen, it was too large, or it lies on the disk. */
  readonly file: ReceivedFile | "none" | "too-large";
};

export async function receiveUpload(center: Center, request: FastifyRequest): Promise<Upload> {
  const fields: Record<string, string> = {};
  let fileName = "";
  let file: Upload["file"] = "none";
  if (!request.isMultipart()) return { fields, fileName, file };
  const limits = { files: 1, fileSize: center.config.feedBytes };
  const options = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === "field") {
      if (typeof part.value === "string") fields[part.fieldname] = part.value;
      continue;
    }
    fileName = readFileName(part.filename) || "名前のないファイル";
    const received = await receiveFile(center, part.file);
    if (received && !part.file.truncated && received.bytes > 0) {
      file = received;
      continue;
    }
    if (received) await center.spool.remove(received.id);
    if (part.file.truncated) file = "too-large";
  }

  return { fields, fileName, file };
}
