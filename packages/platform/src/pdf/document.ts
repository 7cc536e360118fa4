/** Papers as tagged PDF on A4. The caller draws with pdfkit; this sets page, language, font and title. */
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { findFont } from "./font.ts";

export const MILLIMETRE = 72 / 25.4;

/** @param draw fills the document; @throws Error when no Japanese font is installed */
export async function createPdf(
  title: string,
  draw: (document: PDFKit.PDFDocument) => void | Promise<void>,
): Promise<Uint8Array> {
  const font = findFont();
  if (!font) {
    throw new Error("no Japanese font: install fonts-noto-cjk or set MADOGUCHI_FONT");
  }
  const document = new PDFDocument({
    size: "A4",
    margin: 20 * MILLIMETRE,
    lang: "ja-JP",
    tagged: true,
    displayTitle: true,
    info: { Title: title, Producer: "Madoguchi" },
  });
  const bytes = buffer(document);
  document.registerFont("body", font.path, font.face);
  document.font("body").fontSize(10.5);
  await draw(document);
  document.end();

  return bytes;
}
