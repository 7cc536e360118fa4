/** Papers as tagged PDF on A4. The caller draws with pdfkit; this sets page, language, font and title. */
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import type { Temporal } from "temporal-polyfill";
import { findFont } from "./font.ts";

export const MILLIMETRE = 72 / 25.4;

/** @param draw fills the document; @param lang of its text; @param createdAt what the file says; now where left out; @throws Error when no font for it is installed */
export async function createPdf(
  title: string,
  draw: (document: PDFKit.PDFDocument) => void | Promise<void>,
  lang = "ja",
  createdAt?: Temporal.Instant,
): Promise<Uint8Array> {
  const font = findFont(lang);
  if (!font) {
    throw new Error(`no font for ${lang}: install fonts-noto-cjk or set MADOGUCHI_FONT`);
  }
  const document = new PDFDocument({
    size: "A4",
    margin: 20 * MILLIMETRE,
    lang: lang === "ja" ? "ja-JP" : lang,
    tagged: true,
    displayTitle: true,
    // All pages stay open to the end: a foot that counts them is drawn last.
    bufferPages: true,
    info: {
      Title: title,
      Producer: "Madoguchi",
      // What is drawn anew from the same record is then the same to the byte.
      ...(createdAt && { CreationDate: new Date(createdAt.epochMilliseconds) }),
    },
  });
  const bytes = buffer(document);
  document.registerFont("body", font.path, font.face);
  document.font("body").fontSize(10.5);
  await draw(document);
  document.end();

  return bytes;
}
