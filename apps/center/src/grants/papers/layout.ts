/** What the papers of a grant have in common: a title, rows of names and values, a ruled table, the mark of the demo. */
import { createPdf, MILLIMETRE } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

const LEFT = 22 * MILLIMETRE;
export const WIDTH = (210 - 44) * MILLIMETRE;
const BOTTOM = (297 - 24) * MILLIMETRE;
const CELL = 1.2 * MILLIMETRE;
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
    const { count } = document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      document.switchToPage(page);
      foot(document, count === 1 ? "" : `${title}　${page + 1}／${count}ページ`);
    }
  };

  return createPdf(title, drawn, "ja", at);
}

/** Of several pages each says which one it is: they may come apart. */
function foot(document: Doc, page: string): void {
  // It stands below the text's own margin; without this it would begin another page.
  document.page.margins.bottom = 0;
  document.fontSize(8).fillColor("#555555");
  document.text(DEMO_MARK, LEFT, (297 - 17) * MILLIMETRE, { width: WIDTH, align: "center" });
  document.text(page, LEFT, (297 - 12) * MILLIMETRE, { width: WIDTH, align: "right" });
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

/** The smallest can still be read on paper. */
const TABLE_SIZES = [9, 8, 7] as const;

/**
 * A ruled table; each row is as high as its highest cell. Of the sizes the largest is taken that leaves it on one page. Where
 * none does, it goes on under its header on further pages.
 * @param options.together as many rows at the end stand on one page, such as the last line and its sums
 * @param options.below what is to stand under it on the same page
 */
export function table(
  document: Doc,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
  { together = 1, below = 0 }: { readonly together?: number; readonly below?: number } = {},
): void {
  const header = columns.map((column) => column.header);
  const heightIn = (size: number, some: readonly (readonly string[])[]) =>
    some.reduce((sum, cells) => sum + heightOf(document, columns, cells, size), 0);
  const room = BOTTOM - document.y - below;
  const size =
    TABLE_SIZES.find((each) => heightIn(each, [header, ...rows]) <= room) ?? TABLE_SIZES[1];
  row(document, columns, header, { size, heading: true });
  for (const [index, cells] of rows.entries()) {
    const isLastPart = index === rows.length - together;
    const needed = isLastPart
      ? heightIn(size, rows.slice(index)) + below
      : heightOf(document, columns, cells, size);
    if (document.y + needed > BOTTOM) {
      document.addPage();
      row(document, columns, header, { size, heading: true });
    }
    row(document, columns, cells, { size, heading: false });
  }
}

function heightOf(
  document: Doc,
  columns: readonly PaperColumn[],
  cells: readonly string[],
  size: number,
): number {
  document.fontSize(size);
  const heights = cells.map((cell, index) =>
    document.heightOfString(cell || " ", { width: innerWidth(columns[index]) }),
  );

  return Math.max(...heights) + 2 * CELL;
}

function innerWidth(column: PaperColumn | undefined): number {
  return (column?.share ?? 0) * WIDTH - 2 * CELL;
}

function row(
  document: Doc,
  columns: readonly PaperColumn[],
  cells: readonly string[],
  { size, heading }: { readonly size: number; readonly heading: boolean },
): void {
  const height = heightOf(document, columns, cells, size);
  const top = document.y;
  let left = LEFT;
  for (const [index, column] of columns.entries()) {
    const width = column.share * WIDTH;
    if (heading) {
      document.rect(left, top, width, height).fill("#eeeeee");
    }
    document.rect(left, top, width, height).lineWidth(0.5).stroke("#333333");
    document.fillColor("black").text(cells[index] ?? "", left + CELL, top + CELL, {
      width: innerWidth(column),
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
