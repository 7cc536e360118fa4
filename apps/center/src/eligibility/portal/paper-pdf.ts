/** A form to be filled in by hand, on one sheet of A4. */
import type { Paper, PaperChoice, PaperField } from "@madoguchi/contract";
import { MILLIMETRE, createPdf } from "@madoguchi/platform";

const LEFT = 20 * MILLIMETRE;
const WIDTH = 170 * MILLIMETRE;
const LABEL = 46 * MILLIMETRE;
const LINE = 9.5 * MILLIMETRE;
const INSET = 2.2 * MILLIMETRE;

type Doc = PDFKit.PDFDocument;

export function paperPdf(paper: Paper): Promise<Uint8Array> {
  return createPdf(paper.title, (document) => {
    const root = document.struct("Document");
    document.addStructure(root);
    const add = (type: "H1" | "H2" | "P", draw: () => void) =>
      root.add(document.struct(type, {}, draw));
    add("H1", () => text(document, paper.title, { size: 18, align: "center", gap: 8 }));
    add("P", () => text(document, paper.lead, { gap: 10 }));
    for (const { heading, fields } of paper.sections) {
      add("H2", () => text(document, heading, { size: 12, gap: 4 }));
      fields.forEach((each) => add("P", () => row(document, each)));
      document.y += 10;
    }
    add("H2", () => text(document, "確認すること", { size: 12, gap: 4 }));
    for (const statement of paper.statements) {
      add("P", () => text(document, `・${statement}`, { gap: 2 }));
    }
    document.y += 8;
    paper.closing.forEach((each) => add("P", () => row(document, each)));
    document.y += 6;
    add("P", () => text(document, paper.foot, { size: 8 }));
    root.end();
  });
}

function text(
  document: Doc,
  words: string,
  { size = 10.5, align = "left" as "left" | "center", gap = 0 },
): void {
  document.fontSize(size).text(words, LEFT, document.y, { width: WIDTH, align, lineGap: 2 });
  document.y += gap;
}

/** A label in the left box; in the right what is known, or boxes to tick, or room to write. */
function row(document: Doc, { label, value, choices, lines = 1 }: PaperField): void {
  document.fontSize(10.5);
  const top = document.y;
  const room = WIDTH - LABEL - 2 * INSET;
  const words = choices ? inLines(document, choices, room) : (value ?? "");
  const heights = [
    document.heightOfString(label, { width: LABEL - 2 * INSET }),
    document.heightOfString(words || " ", { width: room, lineGap: 2 }),
  ];
  const height = Math.max(lines * LINE, ...heights.map((each) => each + 2 * INSET));
  document.rect(LEFT, top, LABEL, height).lineWidth(0.5).stroke("#333333");
  document.rect(LEFT + LABEL, top, WIDTH - LABEL, height).stroke("#333333");
  const at = top + INSET;
  document.fillColor("black").text(`${label} `, LEFT + INSET, at, { width: LABEL - 2 * INSET });
  document.text(words, LEFT + LABEL + INSET, at, { width: room, lineGap: 2 });
  document.x = LEFT;
  document.y = top + height;
}

/** A box and its word are not parted. */
function inLines(document: Doc, choices: readonly PaperChoice[], room: number): string {
  const lines = [""];
  for (const { word, chosen } of choices) {
    const choice = `${chosen ? "■" : "□"} ${word}`;
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? choice : `${line}　${choice}`;
    if (document.widthOfString(longer) <= room) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(choice);
    }
  }

  return lines.join("\n");
}
