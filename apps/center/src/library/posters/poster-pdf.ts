/** A poster on one sheet of A4: as large as its text allows, to be read from where people wait. */
import { MILLIMETRE, createPdf } from "@madoguchi/platform";
import type { Poster } from "./poster.ts";

type Doc = PDFKit.PDFDocument;

const LEFT = 18 * MILLIMETRE;
const WIDTH = 174 * MILLIMETRE;
const TOP = 16 * MILLIMETRE;
/** Above the line for the staff. */
const BOTTOM = 277 * MILLIMETRE;
const PICTURE = { width: 74 * MILLIMETRE, height: 40 * MILLIMETRE };
const INDENT = 15 * MILLIMETRE;
const INSET = 6 * MILLIMETRE;

const BLUE = "#0017c1";
const SOFT = "#e8f1fe";
const INK = "#1a1a1a";
const GREY = "#626264";

/** In points, at full size. */
const sizes = { title: 34, lead: 19, step: 20, note: 16 } as const;
const SCALES = [1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.9, 0.8, 0.7, 0.6] as const;
/** A title may be this much smaller, if that keeps it on one line. */
const TITLE_SHRINKS_TO = 0.6;

export function posterPdf(poster: Poster): Promise<Uint8Array> {
  const language = poster.lang === "ja-x-easy" ? "ja" : poster.lang;

  return createPdf(
    poster.title,
    (document) => {
      // Up to the edge of the sheet: pdfkit would begin another for the line at its foot.
      document.page.margins.bottom = 0;
      const scale = SCALES.find((each) => heightAt(document, poster, each) <= BOTTOM - TOP);
      if (scale === undefined) {
        throw new RangeError(`${poster.forStaff} does not fit on one sheet`);
      }
      draw(document, poster, scale);
    },
    language,
  );
}

/** Everything but what is drawn at the sheet's foot. */
function heightAt(document: Doc, poster: Poster, scale: number): number {
  const height = (text: string, size: number, width: number) =>
    document.fontSize(size * scale).heightOfString(text, { width, lineGap: size * scale * 0.3 });
  const gap = sizes.lead * scale;
  const steps = poster.steps.map((text) => height(text, sizes.step, WIDTH - INDENT) + gap * 0.8);
  const notes = poster.notes.map((text) => height(text, sizes.note, noteWidth(scale)) + gap * 0.3);

  return (
    height(poster.title, titleSize(document, poster, scale) / scale, WIDTH) +
    height(poster.lead, sizes.lead, WIDTH) +
    PICTURE.height +
    sum(steps) +
    sum(notes) +
    4 * gap +
    2 * INSET
  );
}

/** In points. */
function titleSize(document: Doc, { title }: Poster, scale: number): number {
  const full = sizes.title * scale;
  const fits = (full * WIDTH) / document.fontSize(full).widthOfString(title);

  return fits >= full
    ? full
    : fits >= full * TITLE_SHRINKS_TO
      ? Math.floor(fits * 10) / 10 - 0.2
      : full;
}

const noteWidth = (scale: number) => WIDTH - 2 * INSET - sizes.note * scale;

function draw(document: Doc, poster: Poster, scale: number): void {
  const root = document.struct("Document");
  document.addStructure(root);
  const add = (type: "H1" | "P", drawing: () => void) =>
    root.add(document.struct(type, {}, drawing));
  const write = (text: string, size: number, x: number, width: number) => {
    document.fillColor(INK).fontSize(size * scale);
    document.text(text, x, document.y, { width, lineGap: size * scale * 0.3 });
  };
  const gap = sizes.lead * scale;

  document.y = TOP;
  add("H1", () => write(poster.title, titleSize(document, poster, scale) / scale, LEFT, WIDTH));
  document.y += gap * 0.6;
  add("P", () => write(poster.lead, sizes.lead, LEFT, WIDTH));
  document.y += gap * 0.7;
  const pictureTop = document.y;
  root.add(
    document.struct("Figure", { alt: poster.title }, () =>
      drawCard(document, LEFT + (WIDTH - PICTURE.width) / 2, pictureTop),
    ),
  );
  document.y = pictureTop + PICTURE.height + gap;
  poster.steps.forEach((text, index) => {
    add("P", () => {
      const top = document.y;
      drawNumber(document, index + 1, top, sizes.step * scale);
      document.y = top;
      write(text, sizes.step, LEFT + INDENT, WIDTH - INDENT);
    });
    document.y += gap * 0.8;
  });
  drawNotes(document, poster, scale, (text) =>
    add("P", () => write(text, sizes.note, LEFT + INSET + sizes.note * scale, noteWidth(scale))),
  );
  add("P", () => {
    document.fillColor(GREY).fontSize(9);
    document.text(poster.forStaff, LEFT, BOTTOM + 8 * MILLIMETRE, { width: WIDTH, align: "right" });
  });
  root.end();
}

function drawNumber(document: Doc, number: number, top: number, size: number): void {
  const radius = size * 0.8;
  const middle = top + size * 0.72;
  document.circle(LEFT + radius, middle, radius).fill(BLUE);
  document.fillColor("white").fontSize(size);
  document.text(String(number), LEFT, middle - size * 0.72, { width: 2 * radius, align: "center" });
}

function drawNotes(
  document: Doc,
  { notes }: Poster,
  scale: number,
  write: (text: string) => void,
): void {
  if (notes.length === 0) return;
  const size = sizes.note * scale;
  const gap = sizes.lead * scale * 0.3;
  const heights = notes.map((text) =>
    document.fontSize(size).heightOfString(text, { width: noteWidth(scale), lineGap: size * 0.3 }),
  );
  const top = document.y;
  const height = sum(heights) + gap * (notes.length - 1) + 2 * INSET;
  document.roundedRect(LEFT, top, WIDTH, height, 6).fill(SOFT);
  document.y = top + INSET;
  for (const text of notes) {
    document.circle(LEFT + INSET + size * 0.3, document.y + size * 0.75, size * 0.16).fill(INK);
    write(text);
    document.y += gap;
  }
}

/** A card over a reader, as on the counter's screen. */
function drawCard(document: Doc, left: number, top: number): void {
  document.save();
  document.translate(left, top).scale(PICTURE.width / 210);
  document.lineWidth(2.4).strokeColor(INK).lineJoin("round");
  const slant = () => document.transform(1, 0, -0.42, 0.5, 0, 0);
  for (const y of [104, 98]) {
    document.save().translate(62, y - 58);
    slant();
    document.roundedRect(0, 0, 150, 100, 10).fillAndStroke(y === 104 ? "#cccccc" : "white", INK);
    document.restore();
  }
  document.save().translate(62, 40);
  slant();
  document.roundedRect(28, 20, 96, 62, 6).dash(6, { space: 4 }).fillAndStroke(SOFT, BLUE);
  document.undash().restore();
  document.save().translate(58, 6);
  slant();
  document.roundedRect(28, 14, 96, 62, 6).fillAndStroke("white", INK);
  document.rect(30, 16, 92, 9).fill("#c5d7fb");
  document.roundedRect(36, 34, 24, 32, 3).fillAndStroke("#cccccc", INK);
  document.moveTo(70, 38).lineTo(114, 38).moveTo(70, 50).lineTo(104, 50);
  document.moveTo(70, 62).lineTo(114, 62).stroke(GREY);
  document.restore().restore();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
