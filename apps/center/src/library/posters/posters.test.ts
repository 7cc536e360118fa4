import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { readCatalogue } from "../catalogue/catalogue.ts";
import { posterPdf } from "./poster-pdf.ts";
import {
  isPosterLanguage,
  isPosterName,
  posterArticles,
  posterLanguages,
  posterOf,
} from "./poster.ts";

const { byNumber } = await readCatalogue();
const names = Object.keys(posterArticles).filter(isPosterName);
const languages = Object.keys(posterLanguages).filter(isPosterLanguage);
const sheets = names.flatMap((name) => languages.map((lang) => [name, lang] as const));

function posterFor(name: (typeof names)[number], lang: (typeof languages)[number]) {
  const article = byNumber.get(posterArticles[name]);
  if (article === undefined) throw new Error(`no article ${posterArticles[name]}`);

  return posterOf(article, lang);
}

test.each(sheets)("%s in %s says as much as in Japanese", (name, lang) => {
  const poster = posterFor(name, lang);
  expect(poster.steps).toHaveLength(posterFor(name, "ja").steps.length);
  expect(poster.notes.length).toBeGreaterThan(0);
  for (const text of [poster.title, poster.lead, ...poster.steps, ...poster.notes]) {
    expect(text).not.toBe("");
  }
});

/** The longest text. That a sheet is one sheet, its drawing says itself: it is refused where it would not be. */
test.each(languages)("drawn in %s, it is one sheet, and no letter is missing", async (lang) => {
  const pdf = Buffer.from(await posterPdf(posterFor("renewal", lang))).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b/gu)).toHaveLength(1);
  expect(pdf).toContain(`/Lang (${lang.startsWith("ja") ? "ja-JP" : lang})`);
  // What a font has no glyph for is drawn with glyph 0.
  const glyphs = glyphsOf(pdf);
  expect(glyphs.length).toBeGreaterThan(100);
  expect(glyphs).not.toContain("0000");
});

test("what is no section of an article, or none in the form of a poster, is refused", () => {
  const article = byNumber.get("KB0010157");
  expect(article).toBeDefined();
  if (article) expect(() => posterOf(article, "ko")).toThrow(RangeError);
});

/** The numbers of all glyphs that the sheet's content draws. */
function glyphsOf(pdf: string): string[] {
  return [...pdf.matchAll(/stream\r?\n([^]*?)\r?\nendstream/gu)].flatMap(([, stream = ""]) => {
    const content = inflated(stream);
    // Tables that map glyphs to characters are streams, too, and draw nothing.
    if (!/\bTJ\b/u.test(content)) return [];

    return [...content.matchAll(/<([0-9a-f]+)>/gu)].flatMap(
      ([, digits = ""]) => digits.match(/.{4}/gu) ?? [],
    );
  });
}

function inflated(stream: string): string {
  try {
    return inflateSync(Buffer.from(stream, "latin1")).toString("latin1");
  } catch {
    return "";
  }
}
