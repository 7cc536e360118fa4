/** Files over HTTP: a name of any language, and papers of ours. */
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
