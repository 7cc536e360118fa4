/** Files over HTTP: a name of any language, papers of ours, and what strangers sent. */
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { writeCsv } from "../tables/write-csv.ts";
import type { CsvFields } from "../tables/write-csv.ts";

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

/** A table of ours, for whoever asked. What looks like a formula is text. @param name with its ending */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  rows: AsyncIterable<CsvFields> | Iterable<CsvFields>,
): FastifyReply {
  return sendCsvBytes(reply, name, writeCsv(rows, { encoding: "utf-8", formulas: "escaped" }));
}

/** The same of what is a file already, in UTF-8. */
export function sendCsvBytes(
  reply: FastifyReply,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): FastifyReply {
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", contentDisposition("attachment", name))
    .header("cache-control", "private, no-store")
    .send(Readable.from(bytes));
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
