/** An article on paper: tagged, with its version on every page, and the words it uses explained at the end. */
import { setImmediate as othersFirst } from "node:timers/promises";
import { formatDate } from "@madoguchi/notation";
import { MILLIMETRE, createPdf } from "@madoguchi/platform";
import type { Glossary } from "../catalogue/glossary.ts";
import { articleHref } from "../rules/article.ts";
import type { Article } from "../rules/article.ts";
import { termsOf } from "../text/blocks.ts";
import { LEFT, Pen, WIDTH } from "./draw.ts";

const FOOT = (297 - 14) * MILLIMETRE;

export function articlePdf(
  article: Article,
  glossary: Glossary,
  publicUrl: string,
): Promise<Uint8Array> {
  return createPdf(article.title, async (document) => {
    const root = document.struct("Document");
    document.addStructure(root);
    const pen = new Pen(document, publicUrl);
    pen.heading(root, "H1", article.title, 20);
    document.y += 6;
    pen.paragraph(root, particularsOf(article), 9.5);
    pen.paragraph(root, `最新の版：${publicUrl}${articleHref(article)}`, 9.5);
    for (const block of article.blocks) {
      pen.blocks(root, [block]);
      // A manual takes a second or more: readers of pages go first.
      await othersFirst();
    }
    const terms = termsOf(article.blocks);
    if (terms.length > 0) {
      pen.blocks(root, [
        {
          kind: "heading",
          level: 2,
          id: "terms",
          inlines: [{ kind: "text", text: "この文書の言葉" }],
        },
        ...terms.map((term) => ({
          kind: "paragraph" as const,
          inlines: [
            { kind: "strong" as const, inlines: [{ kind: "text" as const, text: term }] },
            { kind: "text" as const, text: `　${glossary.get(term) ?? ""}` },
          ],
        })),
      ]);
    }
    root.end();
    drawFeet(document, `${article.title}　${particularsOf(article)}`);
  });
}

function particularsOf({ number, version, updated }: Article): string {
  const parts = [number, version === null ? "" : `第${version}版`, `${formatDate(updated)}更新`];

  return parts.filter((part) => part !== "").join("　");
}

/** Not part of what is read aloud. */
function drawFeet(document: PDFKit.PDFDocument, text: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    // The foot stands below the text's own margin; without this it would begin another page.
    document.page.margins.bottom = 0;
    document.markContent("Artifact", { type: "Pagination" });
    document
      .fontSize(8)
      .fillColor("#555555")
      .text(`${text}　${page - start + 1}／${count}`, LEFT, FOOT, {
        width: WIDTH,
        align: "center",
      });
    document.endMarkedContent();
  }
}
