/**
 * The search in memory. For every pair of characters it knows which texts hold it, so that a search looks into the few texts
 * that can match and not into all of them. All words must occur; a hit in a title weighs more than one in a heading, and that
 * more than one in the text.
 */
import { fold } from "./fold.ts";

export type Document<Kind extends string> = {
  /** Putting another text under the same key takes the place of the first. */
  readonly key: string;
  readonly kind: Kind;
  readonly href: string;
  readonly title: string;
  /** Its number, and whatever else it is asked for by. */
  readonly names: readonly string[];
  readonly headings: readonly string[];
  readonly body: string;
  /** Where all else is equal, the higher comes first. */
  readonly weight: number;
};

type Entry<Kind extends string> = {
  readonly document: Document<Kind>;
  readonly title: string;
  readonly headings: string;
  readonly body: string;
};

export type Found<Kind extends string> = {
  readonly document: Document<Kind>;
  readonly score: number;
};

type Scored<Kind extends string> = Found<Kind> & { readonly rank: number };

const TITLE_IS = 60;
const TITLE_BEGINS = 40;
const IN_TITLE = 30;
const IN_HEADING = 10;
const IN_BODY = 1;
/** Between the parts of one text, so that nothing matches across them. */
const GAP = "\n";

export class SearchEngine<Kind extends string> {
  /** Texts by the order in which they came; null where one has been replaced. */
  readonly #entries: (Entry<Kind> | null)[] = [];
  readonly #places = new Map<string, number>();
  /** Pairs and single characters, each with the texts that hold it, ascending. */
  readonly #postings = new Map<number, number[]>();
  /** The order of the texts where all else is equal; null since one came or went. */
  #ranks: Uint32Array | null = null;

  put(document: Document<Kind>): void {
    this.remove(document.key);
    this.#ranks = null;
    const place = this.#entries.length;
    const entry = {
      document,
      title: [document.title, ...document.names].map(fold).join(GAP),
      headings: document.headings.map(fold).join(GAP),
      body: fold(document.body),
    };
    this.#entries.push(entry);
    this.#places.set(document.key, place);
    for (const gram of gramsOf([entry.title, entry.headings, entry.body].join(GAP))) {
      const posting = this.#postings.get(gram);
      if (posting === undefined) this.#postings.set(gram, [place]);
      else posting.push(place);
    }
  }

  remove(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    this.#entries[place] = null;
  }

  /** @param words folded, at least one. @returns the best first */
  find(words: readonly string[]): Found<Kind>[] {
    const ranks = (this.#ranks ??= this.#rank());
    const scores: Scored<Kind>[] = [];
    for (const place of this.#candidates(words)) {
      const entry = this.#entries[place];
      const score = entry ? scoreOf(entry, words) : 0;
      const rank = ranks[place] ?? 0;
      if (entry && score > 0) scores.push({ document: entry.document, score, rank });
    }

    return scores.sort((left, right) => right.score - left.score || left.rank - right.rank);
  }

  /** For each place, how many texts come before it. */
  #rank(): Uint32Array {
    const places = this.#entries
      .flatMap((entry, place) => (entry ? [{ place, ...entry.document }] : []))
      .toSorted((left, right) => right.weight - left.weight || (left.key < right.key ? -1 : 1));
    const ranks = new Uint32Array(this.#entries.length);
    for (const [rank, { place }] of places.entries()) ranks[place] = rank;

    return ranks;
  }

  /** Texts that share something with a longer one, those with the most and rarest pairs first. */
  alike(text: string): Document<Kind>[] {
    const scores = new Map<number, number>();
    const all = this.#places.size;
    const grams = gramsOf(fold(text), true);
    for (const gram of grams) {
      const posting = this.#postings.get(gram) ?? [];
      // What every second text holds tells none from another.
      if (posting.length * 2 > all) continue;
      const worth = Math.log(all / posting.length);
      for (const place of posting) scores.set(place, (scores.get(place) ?? 0) + worth);
    }

    const alike = [...scores]
      .flatMap(([place, score]) => {
        const entry = this.#entries[place];

        return entry ? [{ entry, score: score * (1 + titleShare(entry.title, grams)) }] : [];
      })
      .sort((left, right) => right.score - left.score);
    const enough = (alike[0]?.score ?? 0) / 3;

    return alike.filter(({ score }) => score >= enough).map(({ entry }) => entry.document);
  }

  /** Those that hold every pair of every word, though perhaps not in that order. */
  #candidates(words: readonly string[]): readonly number[] {
    const grams = [...new Set(words.flatMap((word) => [...gramsOf(word, word.length > 1)]))];
    const postings = grams.map((gram) => this.#postings.get(gram) ?? []);
    // The rarest first: it leaves the least to look at.
    postings.sort((left, right) => left.length - right.length);
    const [rarest = [], ...others] = postings;

    return others.reduce<readonly number[]>(intersection, rarest);
  }
}

function scoreOf(entry: Entry<string>, words: readonly string[]): number {
  let total = 0;
  for (const word of words) {
    const place = entry.title.indexOf(word);
    const score =
      place >= 0
        ? entry.title === word
          ? TITLE_IS
          : place === 0
            ? TITLE_BEGINS
            : IN_TITLE
        : entry.headings.includes(word)
          ? IN_HEADING
          : entry.body.includes(word)
            ? IN_BODY
            : 0;
    if (score === 0) return 0;
    total += score;
  }

  return total;
}

/** How much of a title a text of these pairs repeats: 0 to 1. */
function titleShare(title: string, ofText: ReadonlySet<number>): number {
  const ofTitle = gramsOf(title, true);
  const shared = [...ofTitle].filter((gram) => ofText.has(gram)).length;

  return ofTitle.size === 0 ? 0 : shared / ofTitle.size;
}

/** Each once. Of a word that is searched for the pairs alone say more than its characters. */
function gramsOf(text: string, pairsOnly = false): Set<number> {
  const grams = new Set<number>();
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!pairsOnly) grams.add(code);
    // 0 stands for "no second character"; none of ours is it.
    if (index + 1 < text.length) grams.add(text.charCodeAt(index + 1) * 0x1_0000 + code);
  }

  return grams;
}

/** Of two ascending lists. */
function intersection(left: readonly number[], right: readonly number[]): number[] {
  const both: number[] = [];
  let at = 0;
  for (const value of left) {
    while (at < right.length && (right[at] ?? Infinity) < value) at += 1;
    if (right[at] === value) both.push(value);
  }

  return both;
}
