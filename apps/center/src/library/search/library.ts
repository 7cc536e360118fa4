/** One search over notices, articles, questions, manuals and the answers of a check. */
import { everyAnswer } from "../../eligibility/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { articleHref, articleKinds } from "../rules/article.ts";
import type { ArticleKind } from "../rules/article.ts";
import { newsAt, noticeHref, noticeTitle } from "../rules/notice.ts";
import type { Notice } from "../rules/notice.ts";
import { inlineWords } from "../text/blocks.ts";
import { SearchEngine } from "./engine.ts";
import type { Document } from "./engine.ts";
import { excerpt, foldWithPlaces, foldWords, markWords } from "./fold.ts";
import type { Folded, Piece } from "./fold.ts";

export const resultKinds = {
  notice: "お知らせ",
  ...articleKinds,
  answer: "資格確認の答え",
} as const satisfies Record<ArticleKind | "notice" | "answer", string>;
export type ResultKind = keyof typeof resultKinds;

export type Hit = {
  readonly kind: ResultKind;
  readonly href: string;
  readonly title: readonly Piece[];
  /** Null for what has no number of its own. */
  readonly number: readonly Piece[] | null;
  readonly excerpt: readonly Piece[];
};

export type Suggestion = { readonly href: string; readonly title: string };

/** The numbers of the notices that are shown now. */
type ShownNumbers = { has(number: string): boolean };

/** A notice with its text in words. */
export type NoticeText = Notice & { readonly words: string };

const EXCERPT = 120;
const FOUND_KEPT = 50;

export class LibrarySearch {
  readonly #engine = new SearchEngine<ResultKind>();
  readonly #notices = new Map<string, NoticeText>();
  /** What many search for, and the further pages of it: found once, for as long as the same notices are shown. */
  readonly #found = new Map<string, readonly Document<ResultKind>[]>();
  #foundAmong: ShownNumbers | null = null;

  constructor({ articles }: Pick<Catalogue, "articles">) {
    for (const article of articles) {
      this.#engine.put({
        key: article.number,
        kind: article.kind,
        href: articleHref(article),
        title: article.title,
        names: [article.number],
        headings: article.headings.map(({ inlines }) => inlineWords(inlines)),
        body: article.words,
        weight: Date.parse(article.updated.toString()),
      });
    }
    for (const answer of answers()) this.#engine.put(answer);
  }

  /** As they are now; those that changed are indexed anew. */
  shelve(notices: readonly NoticeText[]): void {
    for (const notice of notices) {
      const known = this.#notices.get(notice.number);
      if (known?.version === notice.version) continue;
      this.#notices.set(notice.number, notice);
      this.#engine.put({
        key: notice.number,
        kind: "notice",
        href: noticeHref(notice),
        title: noticeTitle(notice),
        names: [notice.number],
        headings: [],
        body: notice.words,
        weight: newsAt(notice).epochMilliseconds,
      });
    }
  }

  /** @param query as typed. @returns the best first: what has not appeared yet, or is over, is not found */
  find(query: string, shown: ShownNumbers): readonly Document<ResultKind>[] {
    const words = foldWords(query);
    if (words.length === 0) return [];
    if (this.#foundAmong !== shown || this.#found.size > FOUND_KEPT) this.#found.clear();
    this.#foundAmong = shown;
    const key = words.join(" ");
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = this.#engine
      .find(words)
      .map(({ document }) => document)
      .filter((document) => isShown(document, shown));
    this.#found.set(key, found);

    return found;
  }

  /** What may answer somebody who writes in sentences: texts that share its rarer words. */
  suggest(text: string, limit: number, shown: ShownNumbers): Suggestion[] {
    return this.#engine
      .alike(text)
      .filter((document) => isShown(document, shown))
      .slice(0, limit)
      .map(({ href, title }) => ({ href, title }));
  }
}

function isShown({ key, kind }: Document<ResultKind>, shown: ShownNumbers): boolean {
  return kind !== "notice" || shown.has(key);
}

export function hitOf(document: Document<ResultKind>, query: string): Hit {
  const words = foldWords(query);

  return {
    kind: document.kind,
    href: document.href,
    title: markWords(document.title, words),
    number: document.kind === "answer" ? null : markWords(document.key, words),
    excerpt: markWords(excerpt(document.body, words, EXCERPT, foldedBody(document)), words),
  };
}

/** A whole manual takes milliseconds to fold, and is found again and again. */
const foldedBodies = new WeakMap<Document<ResultKind>, Folded>();

function foldedBody(document: Document<ResultKind>): Folded {
  const known = foldedBodies.get(document) ?? foldWithPlaces(document.body);
  foldedBodies.set(document, known);

  return known;
}

function answers(): Document<ResultKind>[] {
  return everyAnswer.flatMap(({ heading, topics }) =>
    topics.map(({ id, title, entries }) => ({
      key: `answer ${id}`,
      kind: "answer" as const,
      href: `/help/answers#${id}`,
      title,
      names: [...new Set([id, ...entries.flatMap(({ codes }) => codes)])],
      headings: [heading],
      body: entries
        .flatMap(({ causes, patientWords, nextSteps, charge }) => [
          ...causes.map(({ cause }) => cause),
          patientWords,
          ...nextSteps,
          charge,
        ])
        .join(" "),
      weight: 0,
    })),
  );
}
