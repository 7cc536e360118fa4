/** Blocks on A4, each tagged as what it is. */
import { MILLIMETRE } from "@madoguchi/platform";
import { inlineWords } from "../text/blocks.ts";
import type { Block, Inline } from "../text/blocks.ts";
import { runsOf } from "./runs.ts";
import type { Run } from "./runs.ts";

export const LEFT = 20 * MILLIMETRE;
export const WIDTH = 170 * MILLIMETRE;
const BOTTOM = (297 - 22) * MILLIMETRE;
const INDENT = 7 * MILLIMETRE;
const CELL = 2 * MILLIMETRE;
const BODY = 10.5;
const GAP = 5;
const TALLEST_PICTURE = 120 * MILLIMETRE;
/** A picture of the screen at the size of the text beside it. */
const POINTS_PER_PIXEL = 0.5;
const HEADINGS = {
  2: { size: 15, before: 14 },
  3: { size: 12.5, before: 10 },
  4: { size: 11, before: 6 },
};

type Doc = PDFKit.PDFDocument;
type Parent = PDFKit.PDFStructureElement;

export class Pen {
  readonly #document: Doc;
  readonly #publicUrl: string;

  constructor(document: Doc, publicUrl: string) {
    this.#document = document;
    this.#publicUrl = publicUrl;
  }

  blocks(parent: Parent, blocks: readonly Block[], left = LEFT): void {
    for (const block of blocks) this.#block(parent, block, left);
  }

  heading(parent: Parent, tag: "H1" | "H2" | "H3" | "H4", text: string, size: number): void {
    this.#tagged(parent, tag, () => this.#runs([{ text, bold: true, href: null }], LEFT, size));
  }

  paragraph(parent: Parent, text: string, size = BODY): void {
    this.#tagged(parent, "P", () => this.#runs([{ text, bold: false, href: null }], LEFT, size));
    this.#document.y += GAP;
  }

  #block(parent: Parent, block: Block, left: number): void {
    const document = this.#document;
    switch (block.kind) {
      case "heading": {
        const { size, before } = HEADINGS[block.level];
        // A heading does not stand alone at the foot of a page.
        this.#need(before + size * 4);
        document.y += before;
        this.heading(parent, `H${block.level}`, inlineWords(block.inlines), size);
        document.y += GAP;
        break;
      }
      case "paragraph":
        this.#tagged(parent, "P", () => this.#inlines(block.inlines, left));
        document.y += GAP;
        break;
      case "list":
        this.#list(parent, block.start, block.items, left);
        break;
      case "table":
        this.#table(parent, [block.head, ...block.rows], left);
        break;
      case "figure":
        this.#figure(parent, block, left);
        break;
      case "remark":
        this.#remark(parent, block.word, block.blocks, left);
        break;
      case "quote":
        this.blocks(parent, block.blocks, left + INDENT);
        break;
      case "code":
        this.#tagged(parent, "P", () =>
          this.#runs([{ text: block.text, bold: false, href: null }], left + INDENT, 9.5),
        );
        document.y += GAP;
        break;
      case "foreign":
        this.blocks(parent, block.blocks, left);
        break;
    }
  }

  #tagged(parent: Parent, tag: string, draw: () => void): void {
    parent.add(this.#document.struct(tag, {}, draw));
  }

  /** Begins a new page where less than this is left. */
  #need(height: number): void {
    if (this.#document.y + height > BOTTOM) this.#document.addPage();
  }

  #inlines(inlines: readonly Inline[], left: number, size = BODY): void {
    this.#runs(runsOf(inlines, this.#publicUrl), left, size);
  }

  #runs(runs: readonly Run[], left: number, size: number): void {
    const document = this.#document;
    const written = runs.filter(({ text }) => text !== "");
    document.fontSize(size).lineWidth(size / 40);
    for (const [index, { text, bold, href }] of written.entries()) {
      document.fillColor(href === null ? "black" : "#0017c1").strokeColor("black");
      const options = {
        continued: index < written.length - 1,
        lineGap: 3,
        // The one font has no bold face: its outline is drawn as well.
        stroke: bold,
        fill: true,
        link: href,
        underline: href !== null,
      };
      if (index === 0) {
        document.text(text, left, document.y, { ...options, width: LEFT + WIDTH - left });
      } else {
        document.text(text, options);
      }
    }
    document.fillColor("black");
  }

  #list(
    parent: Parent,
    start: number | null,
    items: readonly (readonly Block[])[],
    left: number,
  ): void {
    const document = this.#document;
    const list = document.struct("L");
    parent.add(list);
    for (const [index, blocks] of items.entries()) {
      const item = document.struct("LI");
      list.add(item);
      this.#need(BODY * 2);
      const top = document.y;
      const label = start === null ? "・" : `${start + index}.`;
      item.add(
        document.struct("Lbl", {}, () => {
          document.fontSize(BODY).text(label, left, top, { width: INDENT, lineGap: 3 });
        }),
      );
      document.y = top;
      const body = document.struct("LBody");
      item.add(body);
      this.blocks(body, blocks, left + INDENT);
      document.y -= GAP / 2;
    }
    document.y += GAP / 2;
    list.end();
  }

  #remark(parent: Parent, word: string, blocks: readonly Block[], left: number): void {
    const document = this.#document;
    this.#need(BODY * 5);
    const [page, top] = [document.page, document.y];
    const note = document.struct("Note");
    parent.add(note);
    note.add(
      document.struct("P", {}, () =>
        this.#runs([{ text: word, bold: true, href: null }], left + INDENT, BODY),
      ),
    );
    this.blocks(note, blocks, left + INDENT);
    note.end();
    // Where the remark goes on over the page, the line beside it stays on the one where it ends.
    const from = document.page === page ? top : document.page.margins.top;
    document
      .rect(left + 2, from, 3, document.y - GAP - from)
      .fill(word === "ヒント" ? "#0017c1" : "#927200");
    document.fillColor("black");
    document.y += GAP;
  }

  #figure(
    parent: Parent,
    { picture, alt }: Extract<Block, { kind: "figure" }>,
    left: number,
  ): void {
    const document = this.#document;
    const { file, width, height } = picture;
    if (file === null) {
      this.#tagged(parent, "P", () =>
        this.#runs([{ text: `（図：${alt}）`, bold: false, href: null }], left, BODY),
      );
      document.y += GAP;

      return;
    }
    const scale = Math.min(
      POINTS_PER_PIXEL,
      (LEFT + WIDTH - left) / width,
      TALLEST_PICTURE / height,
    );
    this.#need(height * scale + GAP * 2);
    const top = document.y + GAP;
    parent.add(
      document.struct("Figure", { alt }, () => {
        document.image(file, left, top, { width: width * scale });
      }),
    );
    document
      .rect(left, top, width * scale, height * scale)
      .lineWidth(0.5)
      .stroke("#cccccc");
    document.y = top + height * scale + GAP * 2;
  }

  #table(parent: Parent, rows: readonly (readonly (readonly Inline[])[])[], left: number): void {
    const document = this.#document;
    const table = document.struct("Table");
    parent.add(table);
    const widths = columnWidths(rows, LEFT + WIDTH - left);
    document.y += GAP;
    for (const [index, cells] of rows.entries()) {
      document.fontSize(9.5);
      const height =
        Math.max(
          ...cells.map((cell, column) =>
            document.heightOfString(inlineWords(cell) || " ", {
              width: (widths[column] ?? 0) - 2 * CELL,
              lineGap: 2,
            }),
          ),
        ) +
        2 * CELL;
      this.#need(height);
      const top = document.y;
      const row = document.struct("TR");
      table.add(row);
      let at = left;
      for (const [column, cell] of cells.entries()) {
        const width = widths[column] ?? 0;
        if (index === 0) document.rect(at, top, width, height).fill("#f1f1f4");
        document.rect(at, top, width, height).lineWidth(0.5).stroke("#767676");
        const x = at + CELL;
        row.add(
          document.struct(index === 0 || column === 0 ? "TH" : "TD", {}, () => {
            document
              .fontSize(9.5)
              .fillColor("black")
              .text(inlineWords(cell) || " ", x, top + CELL, {
                width: width - 2 * CELL,
                lineGap: 2,
              });
          }),
        );
        at += width;
      }
      row.end();
      document.y = top + height;
    }
    table.end();
    document.y += GAP * 2;
  }
}

/** By the length of what stands in each column; none so narrow that its words fall apart. */
function columnWidths(rows: readonly (readonly (readonly Inline[])[])[], width: number): number[] {
  const [head = []] = rows;
  const lengths = head.map((name, column) =>
    Math.max(
      4,
      1.8 * inlineWords(name).length,
      ...rows.map((row) => Math.min(30, inlineWords(row[column] ?? []).length)),
    ),
  );
  const total = lengths.reduce((sum, length) => sum + length, 0);

  return lengths.map((length) => (length / total) * width);
}
