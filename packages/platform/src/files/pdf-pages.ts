/** The first pages of a PDF as pictures and as text, by Poppler where a machine has it. It runs no script that a PDF carries. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fenced } from "./fenced.ts";
import type { WrittenLine } from "./picture-text.ts";

const MOST_PAGES = 3;
/** Longest side: a page of A4 at 200 dots an inch, however large it says that it is. */
const LONGEST = 2300;

let known: Promise<boolean> | null = null;

/** Asked once: whoever installs it starts the center anew. */
export function canDrawPdf(): Promise<boolean> {
  known ??= Promise.all([
    promisify(execFile)("pdftoppm", ["-v"]),
    promisify(execFile)("pdftotext", ["-v"]),
  ]).then(
    () => true,
    () => false,
  );

  return known;
}

/** As PNG, the first one first; none where no page can be drawn. */
export async function firstPages(pdf: Uint8Array): Promise<readonly Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const drawn = await fenced(
      `pdftoppm -f ${page} -l ${page} -scale-to ${LONGEST} -png -singlefile -`,
      pdf,
    );
    if (!drawn || drawn.length === 0) break;
    pages.push(drawn);
  }

  return pages;
}

/** What stands on them as text; empty for what was scanned. */
export async function textOfPages(pdf: Uint8Array): Promise<readonly WrittenLine[]> {
  const text = await fenced(`pdftotext -f 1 -l ${MOST_PAGES} -layout -enc UTF-8 - -`, pdf);

  return (text?.toString("utf8") ?? "")
    .split(/[\n\f]/)
    .map((line) => ({ text: line.trim() }))
    .filter((line) => line.text !== "");
}
