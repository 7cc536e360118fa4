/** Files over HTTP: a name of any language, papers of ours, and what strangers sent. */
import type { FastifyReply } from "fastify";

export type Disposition = "inline" | "attachment";

/** RFC 6266, with the name as RFC 8187 writes it: all but letters, digits and a few marks as percent-encoded UTF-8. */
export function contentDisposition(disposition: Disposition, name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

  return `${disposition}; filename*=UTF-8''${encoded}`;
}

export function sendPdf(
  reply: FastifyReply,
  disposition: Disposition,
  name: string,
  pdf: Uint8Array,
): FastifyReply {
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", contentDisposition(disposition, name))
    .header("cache-control", "private, no-store")
    .send(Buffer.from(pdf));
}

type ForeignFile = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
};

/** What a stranger uploaded stays a picture or a paper, and never becomes a page of ours. The caller has made sure who may have it. */
export function sendForeignFile(
  reply: FastifyReply,
  disposition: Disposition,
  { fileName, mediaType, bytes }: ForeignFile,
): FastifyReply {
  return reply
    .header("content-type", mediaType)
    .header("content-disposition", contentDisposition(disposition, fileName))
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

/** 「1.2MB」, 「340KB」 */
export function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024
    ? `${(bytes / (1024 * 1024)).toFixed(1)}MB`
    : `${Math.max(1, Math.round(bytes / 1024))}KB`;
}
