/** 掲示とお渡し用の紙: one sheet for patients in each language, from the sections of an article. */
import type { Article } from "../rules/article.ts";
import { inlineWords } from "../text/blocks.ts";
import type { Block } from "../text/blocks.ts";

/** By their place in an address, with the article that holds the text. */
export const posterArticles = {
  reception: "KB0010170",
  renewal: "KB0010171",
  pin: "KB0010172",
} as const;
export type PosterName = keyof typeof posterArticles;

/** As the people who read it call their language. */
export const posterLanguages = {
  ja: "日本語",
  "ja-x-easy": "やさしい日本語",
  en: "English",
  "zh-Hans": "简体中文",
  ko: "한국어",
  vi: "Tiếng Việt",
} as const;
export type PosterLanguage = keyof typeof posterLanguages;

export type Poster = {
  readonly lang: PosterLanguage;
  readonly title: string;
  readonly lead: string;
  /** In their order, to be numbered. */
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  /** What it is, for the staff who hand it out. */
  readonly forStaff: string;
};

export function isPosterName(text: string): text is PosterName {
  return Object.hasOwn(posterArticles, text);
}

export function isPosterLanguage(text: string): text is PosterLanguage {
  return Object.hasOwn(posterLanguages, text);
}

export function posterHref(name: PosterName, lang: PosterLanguage): string {
  return `/posters/${name}/${lang}.pdf`;
}

/** @throws RangeError when the article has no section of that language in the form of a poster */
export function posterOf(article: Pick<Article, "title" | "blocks">, lang: PosterLanguage): Poster {
  const section = article.blocks.find((block) => block.kind === "foreign" && block.lang === lang);
  const [heading, lead, steps, notes] = section?.kind === "foreign" ? section.blocks : [];
  if (heading?.kind !== "heading" || lead?.kind !== "paragraph" || steps?.kind !== "list") {
    throw new RangeError(`${article.title} is no poster in ${lang}`);
  }

  return {
    lang,
    title: inlineWords(heading.inlines),
    lead: inlineWords(lead.inlines),
    steps: itemsOf(steps),
    notes: notes === undefined ? [] : itemsOf(notes),
    forStaff: `${article.title}（${posterLanguages[lang]}）`,
  };
}

function itemsOf(block: Block): string[] {
  return block.kind === "list"
    ? block.items.map((item) =>
        item.map((part) => (part.kind === "paragraph" ? inlineWords(part.inlines) : "")).join(""),
      )
    : [];
}
