/** All articles, read and rendered once. A file that cannot be shown as it was meant stops the start: tests see it first. */
import { readdir, readFile as readBytes } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareArticles } from "../rules/article.ts";
import type { Article } from "../rules/article.ts";
import { blockWords, headingsOf } from "../text/blocks.ts";
import { readMarkdown } from "../text/markdown.ts";
import type { TextContext } from "../text/markdown.ts";
import { htmlOf } from "../text/show.tsx";
import { readFile } from "./front-matter.ts";
import { readGlossary } from "./glossary.ts";
import type { Glossary } from "./glossary.ts";
import { readPictures } from "./pictures.ts";
import type { PictureFile } from "./pictures.ts";

export type Catalogue = {
  /** In the order of the shelves. */
  readonly articles: readonly Article[];
  readonly byNumber: ReadonlyMap<string, Article>;
  readonly glossary: Glossary;
  readonly pictures: readonly PictureFile[];
  /** For texts that come later: notices. */
  readonly context: TextContext;
};

/** Where the articles' files lie. */
export const libraryDirectory = join(
  fileURLToPath(import.meta.resolve("@madoguchi/center/package.json")),
  "../library",
);

const GLOSSARY = "glossary.md";

/** @throws Error naming every file that has something wrong, and what */
export async function readCatalogue(directory = libraryDirectory): Promise<Catalogue> {
  const [glossary, pictures, names] = await Promise.all([
    readBytes(join(directory, GLOSSARY), "utf8").then(readGlossary),
    readPictures(join(directory, "images")),
    readdir(directory),
  ]);
  const context: TextContext = {
    hasTerm: (word) => glossary.has(word),
    picture: (source) => pictureFor(source, pictures),
  };
  const problems: string[] = [];
  const articles = await Promise.all(
    names
      .filter((name) => name.endsWith(".md") && name !== GLOSSARY)
      .map(async (name) => {
        try {
          const text = await readBytes(join(directory, name), "utf8");
          const { article, wrong } = articleOf(name, text, context, glossary);
          problems.push(...wrong.map((each) => `${name}:${each}`));

          return article;
        } catch (error) {
          problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);

          return null;
        }
      }),
  );
  const ordered = articles.filter((article) => article !== null).toSorted(compareArticles);
  const byNumber = new Map(ordered.map((article) => [article.number, article]));
  if (byNumber.size < ordered.length) problems.push("two articles have the same number");
  for (const { number, related } of ordered) {
    const missing = related.filter((each) => !byNumber.has(each));
    if (missing.length > 0) problems.push(`${number}: related to nothing: ${missing.join(", ")}`);
  }
  if (problems.length > 0) {
    throw new Error(`the library cannot be shown:\n${problems.join("\n")}`);
  }

  return { articles: ordered, byNumber, glossary, pictures: [...pictures.values()], context };
}

/** A drawing that no paper can hold may have a picture of the same name beside it. */
function pictureFor(source: string, pictures: ReadonlyMap<string, PictureFile>) {
  const name = basename(source);
  const found = source === `images/${name}` ? pictures.get(name) : undefined;
  if (found === undefined) return null;
  const { href, width, height } = found;

  return {
    href,
    width,
    height,
    file: found.file ?? pictures.get(name.replace(/\.svg$/, ".png"))?.file ?? null,
  };
}

function articleOf(
  name: string,
  text: string,
  context: TextContext,
  glossary: Glossary,
): { readonly article: Article; readonly wrong: readonly string[] } {
  const { front, body, bodyLine } = readFile(text);
  const { blocks, problems } = readMarkdown(body, context, bodyLine);
  const wrong = problems.map(({ line, message }) => `${line}: ${message}`);
  if (!name.startsWith(`${front.number}-`))
    wrong.push(`1: the file's name is not ${front.number}-….md`);

  return {
    article: {
      ...front,
      blocks,
      headings: headingsOf(blocks),
      html: htmlOf(blocks, (word) => glossary.get(word) ?? ""),
      words: blockWords(blocks),
    },
    wrong,
  };
}

let shared: Promise<Catalogue> | null = null;

/** The program's own articles: they change with the program alone, so each process reads them once. */
export function sharedCatalogue(): Promise<Catalogue> {
  shared ??= readCatalogue();

  return shared;
}
