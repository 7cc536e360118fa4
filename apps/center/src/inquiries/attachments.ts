/** What is sent along: judged by content, without what a camera writes beside a picture, one file in memory at a time. */
import { buffer } from "node:stream/consumers";
import {
  mediaTypeOf,
  newId,
  readFileName,
  sendForeignFile,
  withoutMetadata,
} from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { scanRefusal } from "../scan.ts";
import type { Sender } from "../scan.ts";
import type { Attachment } from "./store/messages.ts";

export const MAXIMUM_FILES = 5;
export const MAXIMUM_FILE_BYTES = 10 * 1024 * 1024;
export const ATTACHMENT_ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";

const typeNames: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "写真（JPEG）",
  "image/png": "画像（PNG）",
};

export function attachmentTypeName(mediaType: string): string {
  return typeNames[mediaType] ?? "ファイル";
}

const problemTexts = {
  "too-large": "大きさが10MBを超えています。写真を小さくするか、ページを分けてください。",
  empty: "中身が空です。ファイルを開けるか確かめて、選び直してください。",
  "wrong-type": "送れない種類です。PDFか、JPEG・PNGの写真を選んでください。",
  infected: "ウイルスの疑いがあるため、受け取れません。機器をウイルス対策ソフトで調べてください。",
  unscanned: "いまはウイルスの検査ができないため、受け取れません。しばらくしてから送ってください。",
  damaged: "壊れているため読めません。撮り直すか、別の写真を選んでください。",
} as const;

/** A file that lies in the store under its inquiry, and is not yet anybody's attachment. */
export type Kept = Omit<Attachment, "messageId">;

export type Posted = {
  readonly fields: Readonly<Record<string, string>>;
  readonly kept: readonly Kept[];
  /** One sentence for each file that was not taken. */
  readonly problems: readonly string[];
};

/**
 * A form with files. The files of one that is refused are thrown away by `discard`.
 * @param holder the id of the record under which files are kept
 */
export async function receivePost(
  center: Center,
  request: FastifyRequest,
  holder: string,
  sender: Sender,
): Promise<Posted> {
  const fields: Record<string, string> = {};
  const kept: Kept[] = [];
  const problems: string[] = [];
  if (!request.isMultipart()) return { fields: fieldsOf(request.body), kept, problems };
  const limits = { files: MAXIMUM_FILES, fileSize: MAXIMUM_FILE_BYTES };
  const options = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === "field") {
      if (typeof part.value === "string") fields[part.fieldname] = part.value;
      continue;
    }
    const bytes = await part.toBuffer();
    const fileName = readFileName(part.filename);
    if (bytes.length === 0 && fileName === "") continue;
    const judged = part.file.truncated ? "too-large" : await judge(center, bytes, sender);
    if (typeof judged === "string") {
      problems.push(`「${fileName || "名前のないファイル"}」：${problemTexts[judged]}`);
      continue;
    }
    const id = newId();
    await center.files.named.write(nameOf(holder, id), [judged.bytes]);
    kept.push({
      id,
      fileName: fileName || "添付ファイル",
      mediaType: judged.mediaType,
      sizeBytes: judged.bytes.length,
    });
  }

  return { fields, kept, problems };
}

function fieldsOf(body: unknown): Readonly<Record<string, string>> {
  return typeof body === "object" && body !== null
    ? Object.fromEntries(
        Object.entries(body).filter(
          (entry): entry is [string, string] => typeof entry[1] === "string",
        ),
      )
    : {};
}

async function judge(
  center: Center,
  bytes: Uint8Array,
  sender: Sender,
): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | keyof typeof problemTexts> {
  if (bytes.length === 0) return "empty";
  const mediaType = await mediaTypeOf(bytes);
  if (mediaType === null || !Object.hasOwn(typeNames, mediaType)) return "wrong-type";
  const refusal = await scanRefusal(center, bytes, sender);
  if (refusal !== null) return refusal;
  const bare = withoutMetadata(bytes, mediaType);

  return bare ? { bytes: bare, mediaType } : "damaged";
}

function nameOf(holder: string, id: string): string {
  return `inquiries/${holder}/${id}`;
}

export async function discard(
  center: Center,
  holder: string,
  files: readonly Pick<Kept, "id">[],
): Promise<void> {
  await Promise.all(files.map(({ id }) => center.files.named.remove(nameOf(holder, id))));
}

/** All that was ever sent along with it. */
export async function discardAll(center: Center, holder: string): Promise<void> {
  await center.files.named.remove(`inquiries/${holder}`);
}

/** The caller has made sure that this person may have it. */
export async function sendAttachment(
  center: Center,
  reply: FastifyReply,
  holder: string,
  { id, fileName, mediaType }: Attachment,
): Promise<FastifyReply> {
  const bytes = await buffer(center.files.named.read(nameOf(holder, id)));

  return sendForeignFile(reply, "attachment", { fileName, mediaType, bytes });
}

/** For the record of files that were refused. */
export function senderOf(actor: FacilityActor | null): Sender {
  return actor === null
    ? { actor: { kind: "system", id: "guest" }, facilityId: null }
    : { actor: { kind: "person", id: actor.id }, facilityId: actor.facilityId };
}
