/** What the papers of a grant have in common: a title, rows of names and values, a ruled table, the mark of the demo. */
import { createPdf, MILLIMETRE } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

const LEFT = 22 * MILLIMETRE;
export const WIDTH = (210 - 44) * MILLIMETRE;
const BOTTOM = (297 - 24) * MILLIMETRE;
const CELL = 1.8 * MILLIMETRE;
export const AUTHORITY = "オンライン資格確認 審査室（架空）";
const DEMO_MARK = "この書類は架空の実演です。実在の医療機関等や補助金とは関係がありません。";

type Doc = PDFKit.PDFDocument;

/** @param at the moment that the paper is of */
export function createPaper(
  title: string,
  at: Temporal.Instant,
  draw: (document: Doc) => void,
): Promise<Uint8Array> {
  const drawn = (document: Doc) => {
    draw(document);
    // The mark stands below the text's own margin; without this it would begin another page.
    document.page.margins.bottom = 0;
    document
      .fontSize(8)
      .fillColor("#555555")
      .text(DEMO_MARK, LEFT, (297 - 17) * MILLIMETRE, { width: WIDTH, align: "center" });
  };

  return createPdf(title, drawn, "ja", at);
}

export function line(
  document: Doc,
  text: string,
  options: { align?: "left" | "center" | "right"; size?: number; gap?: number } = {},
): void {
  document
    .fontSize(options.size ?? 10.5)
    .fillColor("black")
    .text(text, LEFT, document.y, { width: WIDTH, align: options.align ?? "left", lineGap: 3 });
  document.y += options.gap ?? 0;
}

/** Names at the left, values beside them. */
export function facts(document: Doc, rows: readonly (readonly [string, string])[]): void {
  const nameWidth = 38 * MILLIMETRE;
  for (const [name, value] of rows) {
    const top = document.y;
    document.fontSize(10.5).fillColor("black");
    document.text(name, LEFT, top, { width: nameWidth });
    document.text(value, LEFT + nameWidth, top, { width: WIDTH - nameWidth, lineGap: 2 });
    document.y = Math.max(document.y, top + 6.5 * MILLIMETRE);
  }
}

export type PaperColumn = {
  readonly header: string;
  /** Share of the width; all shares together are 1. */
  readonly share: number;
  readonly align?: "left" | "right" | "center";
};

/** A ruled table; each row is as high as its highest cell. */
export function table(
  document: Doc,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
): void {
  row(
    document,
    columns,
    columns.map(({ header }) => header),
    true,
  );
  for (const cells of rows) {
    row(document, columns, cells, false);
  }
}

function row(
  document: Doc,
  columns: readonly PaperColumn[],
  cells: readonly string[],
  heading: boolean,
): void {
  document.fontSize(9);
  const widths = columns.map(({ share }) => share * WIDTH);
  const height =
    Math.max(
      ...cells.map((cell, index) =>
        document.heightOfString(cell || " ", { width: (widths[index] ?? 0) - 2 * CELL }),
      ),
    ) +
    2 * CELL;
  if (document.y + height > BOTTOM) {
    document.addPage();
  }
  const top = document.y;
  let left = LEFT;
  for (const [index, column] of columns.entries()) {
    const width = widths[index] ?? 0;
    if (heading) {
      document.rect(left, top, width, height).fill("#eeeeee");
    }
    document.rect(left, top, width, height).lineWidth(0.5).stroke("#333333");
    document.fillColor("black").text(cells[index] ?? "", left + CELL, top + CELL, {
      width: width - 2 * CELL,
      align: heading ? "center" : (column.align ?? "left"),
    });
    left += width;
  }
  document.x = LEFT;
  document.y = top + height;
}

const BOX = 7 * MILLIMETRE;

/** A name, and its value one character to a box, as forms to be filled in by hand have it. */
export function boxes(document: Doc, name: string, value: string, after = ""): void {
  const top = document.y;
  const nameWidth = 38 * MILLIMETRE;
  document
    .fontSize(10.5)
    .fillColor("black")
    .text(name, LEFT, top + 1.5, { width: nameWidth });
  for (const [index, character] of [...value].entries()) {
    const left = LEFT + nameWidth + index * BOX;
    document.rect(left, top, BOX, BOX).lineWidth(0.5).stroke("#333333");
    document.fillColor("black").text(character, left, top + 3, { width: BOX, align: "center" });
  }
  if (after !== "") {
    document.text(after, LEFT + nameWidth + value.length * BOX + 3 * MILLIMETRE, top + 3);
  }
  document.x = LEFT;
  document.y = top + BOX + 2 * MILLIMETRE;
}
