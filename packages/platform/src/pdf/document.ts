/** Papers as tagged PDF on A4. The caller draws with pdfkit; this sets page, language, font and title. */
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { findFont } from "./font.ts";

export const MILLIMETRE = 72 / 25.4;

/** @param draw fills the document; @param lang of its text; @throws Error when no font for it is installed */
export async function createPdf(
  title: string,
  draw: (document: PDFKit.PDFDocument) => void | Promise<void>,
  lang = "ja",
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
    info: { Title: title, Producer: "Madoguchi" },
  });
  const bytes = buffer(document);
  document.registerFont("body", font.path, font.face);
  document.font("body").fontSize(10.5);
  await draw(document);
  document.end();

  return bytes;
}
