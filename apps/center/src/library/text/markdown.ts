/** From Markdown (CommonMark and tables, no HTML) to blocks, and everything in it that readers would stumble over. */
import createMarkdown from "markdown-it";
import type { Token } from "markdown-it";
import type { Block, Heading, Inline, Picture, RemarkKind, TextProblem } from "./blocks.ts";
import { inlineWords } from "./blocks.ts";

export type TextContext = {
  /** The glossary. */
  hasTerm(word: string): boolean;
  /** A picture by its address in the text; null when there is none. */
  picture(source: string): Picture | null;
};

export type ReadText = {
  readonly blocks: readonly Block[];
  readonly problems: readonly TextProblem[];
};

const markdown = createMarkdown("commonmark", { html: false }).enable("table");

/** `[[語]]` */
markdown.inline.ruler.before("link", "term", (state, silent) => {
  const match = /^\[\[([^[\]\n]+)\]\]/.exec(state.src.slice(state.pos));
  if (match === null) return false;
  if (!silent) state.push("term", "", 0).content = (match[1] ?? "").trim();
  state.pos += match[0].length;

  return true;
});

/** @param firstLine where the text begins in its file */
export function readMarkdown(text: string, context: TextContext, firstLine = 1): ReadText {
  const reader = new Reader(markdown.parse(text, {}), context, firstLine);
  const blocks = reader.blocks();

  return { blocks: inLanguages(blocks), problems: reader.problems };
}

/** While reading, a heading still knows the language that its writer gave it. */
type ReadBlock = Block | (Heading & { readonly lang: string | null });

const REMARK = /^「?(注意|重要|ヒント)」?(?:[：:]\s*|\s+|$)/;
const LANGUAGE = /\s*\{lang=([A-Za-z-]{2,20})\}\s*$/;

class Reader {
  readonly problems: TextProblem[] = [];
  readonly #tokens: readonly Token[];
  readonly #context: TextContext;
  readonly #firstLine: number;
  readonly #ids = new Map<string, number>();
  readonly #terms = new Set<string>();
  #at = 0;
  #line = 0;
  #caption = "";

  constructor(tokens: readonly Token[], context: TextContext, firstLine: number) {
    this.#tokens = tokens;
    this.#context = context;
    this.#firstLine = firstLine;
  }

  /** Up to the end, or to the token that closes what surrounds them. */
  blocks(): ReadBlock[] {
    const found: ReadBlock[] = [];
    for (;;) {
      const token = this.#next();
      if (token === undefined || token.nesting === -1) return found;
      const block = this.#block(token);
      if (block !== null) found.push(block);
    }
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.map) this.#line = token.map[0];

    return token;
  }

  #block(token: Token): ReadBlock | null {
    switch (token.type) {
      case "heading_open":
        return this.#heading(token);
      case "paragraph_open":
        return this.#paragraph();
      case "bullet_list_open":
        return { kind: "list", start: null, items: this.#items() };
      case "ordered_list_open":
        return { kind: "list", start: Number(token.attrGet("start") ?? 1), items: this.#items() };
      case "blockquote_open":
        return this.#quote();
      case "table_open":
        return this.#table();
      case "fence":
      case "code_block":
        return { kind: "code", text: token.content.replace(/\n$/, "") };
      case "hr":
        return null;
      default:
        this.#problem(`「${token.type}」は使えません。`);

        return null;
    }
  }

  #heading(token: Token): ReadBlock {
    const level = Number(token.tag.slice(1));
    if (level < 2 || level > 4) {
      this.#problem("見出しは ## から #### までです。# は題名のためのものです。");
    }
    const inlines = this.#inlines();
    const last = inlines.at(-1);
    const lang = last?.kind === "text" ? (LANGUAGE.exec(last.text)?.[1] ?? null) : null;
    const words =
      last?.kind === "text"
        ? [...inlines.slice(0, -1), { ...last, text: last.text.replace(LANGUAGE, "") }]
        : inlines;
    this.#caption = inlineWords(words);

    return {
      kind: "heading",
      level: level <= 2 ? 2 : level === 3 ? 3 : 4,
      id: this.#id(this.#caption),
      inlines: words,
      lang,
    };
  }

  #id(words: string): string {
    const id = words
      .normalize("NFKC")
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, "");
    const before = this.#ids.get(id) ?? 0;
    this.#ids.set(id, before + 1);

    return before === 0 ? id : `${id}-${before + 1}`;
  }

  #paragraph(): Block | null {
    const [only, ...others] = this.#tokens[this.#at]?.children ?? [];
    if (only?.type === "image" && others.length === 0) {
      this.#at += 2;

      return this.#figure(only);
    }
    const inlines = this.#inlines();

    return inlines.length > 0 ? { kind: "paragraph", inlines } : null;
  }

  #figure(token: Token): Block | null {
    const source = String(token.attrGet("src") ?? "");
    const alt = token.content.trim();
    const picture = this.#context.picture(source);
    if (alt === "") this.#problem(`画像「${source}」に、見えない方への説明がありません。`);
    if (picture === null) {
      this.#problem(`画像「${source}」が見つかりません。`);

      return null;
    }

    return { kind: "figure", picture, alt };
  }

  #items(): Block[][] {
    const items: Block[][] = [];
    for (;;) {
      const token = this.#next();
      if (token?.type !== "list_item_open") return items;
      items.push(this.blocks());
    }
  }

  #quote(): Block {
    const blocks = this.blocks();
    const [first, ...others] = blocks;
    const start = first?.kind === "paragraph" ? wordsAtStart(first.inlines) : "";
    const match = REMARK.exec(start);
    if (match === null || first?.kind !== "paragraph") return { kind: "quote", blocks };
    const inlines = withoutStart(first.inlines, match[0].length);

    return {
      kind: "remark",
      word: remarkWord(match[1]),
      blocks: inlines.length > 0 ? [{ kind: "paragraph", inlines }, ...others] : others,
    };
  }

  #table(): Block {
    const rows: (readonly Inline[])[][] = [];
    for (;;) {
      const token = this.#next();
      if (token === undefined || token.type === "table_close") break;
      if (token.type === "tr_open") rows.push([]);
      if (token.type === "th_open" || token.type === "td_open") rows.at(-1)?.push(this.#inlines());
    }
    const [head = [], ...body] = rows;

    return { kind: "table", caption: this.#caption, head, rows: body };
  }

  /** Those of the inline token that comes next, and past the token that closes it. */
  #inlines(): Inline[] {
    const token = this.#next();
    this.#at += 1;

    return new InlineReader(token?.children ?? [], {
      term: (word) => this.#term(word),
      problem: (message) => this.#problem(message),
    }).inlines();
  }

  #term(word: string): Inline {
    if (!this.#context.hasTerm(word)) {
      this.#problem(`用語集に「${word}」がありません。`);
    }
    const first = !this.#terms.has(word);
    this.#terms.add(word);

    return { kind: "term", word, first };
  }

  #problem(message: string): void {
    this.problems.push({ line: this.#firstLine + this.#line, message });
  }
}

type InlineDuties = { term(word: string): Inline; problem(message: string): void };

class InlineReader {
  readonly #tokens: readonly Token[];
  readonly #duties: InlineDuties;
  #at = 0;

  constructor(tokens: readonly Token[], duties: InlineDuties) {
    this.#tokens = tokens;
    this.#duties = duties;
  }

  inlines(): Inline[] {
    const found: Inline[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      this.#at += 1;
      if (token === undefined || token.nesting === -1) return found;
      const inline = this.#inline(token);
      const last = found.at(-1);
      if (inline?.kind === "text" && last?.kind === "text") {
        found[found.length - 1] = { kind: "text", text: last.text + inline.text };
      } else if (inline !== null) {
        found.push(inline);
      }
    }
  }

  #inline(token: Token): Inline | null {
    switch (token.type) {
      case "text":
        return this.#text(token.content);
      case "softbreak":
        return this.#lineEnd();
      case "hardbreak":
        return { kind: "break" };
      case "code_inline":
        return { kind: "code", text: token.content };
      case "strong_open":
        return { kind: "strong", inlines: this.inlines() };
      case "em_open":
        return { kind: "emphasis", inlines: this.inlines() };
      case "link_open":
        return {
          kind: "link",
          href: linkTarget(String(token.attrGet("href") ?? "")),
          inlines: this.inlines(),
        };
      case "term":
        return this.#duties.term(token.content);
      case "image":
        this.#duties.problem("画像は、文の中ではなく、それだけの段落に置いてください。");

        return null;
      default:
        return token.content === "" ? null : this.#text(token.content);
    }
  }

  #text(text: string): Inline | null {
    // CommonMark does not end 「**…。**」 before a letter, and shows the asterisks.
    if (text.includes("**")) {
      this.#duties.problem(
        "「**」が文字のまま残っています。かぎかっこや句点を「**」の外に出してください。",
      );
    }
    if (/<\/?[a-z][^>]*>/i.test(text)) {
      this.#duties.problem("HTMLは使えません。");
    }

    return text === "" ? null : { kind: "text", text };
  }

  /** Japanese writes no space where a line of the file ends. */
  #lineEnd(): Inline | null {
    const before = this.#tokens[this.#at - 2]?.content.at(-1) ?? "あ";
    const after = this.#tokens[this.#at]?.content.at(0) ?? "あ";

    return /^[\x21-\x7e]{2}$/.test(before + after) ? { kind: "text", text: " " } : null;
  }
}

/** An article by its number alone. */
function linkTarget(href: string): string {
  return /^KB\d{7}(?:#|$)/.test(href) ? `/help/${href}` : href;
}

function remarkWord(word: string | undefined): RemarkKind {
  return word === "ヒント" || word === "重要" ? word : "注意";
}

function wordsAtStart(inlines: readonly Inline[]): string {
  return inlineWords(inlines.slice(0, 2));
}

/** The same without its first `length` characters. */
function withoutStart(inlines: readonly Inline[], length: number): readonly Inline[] {
  const [first, ...others] = inlines;
  if (first === undefined || length === 0) return inlines;
  const size = inlineWords([first]).length;
  if (size <= length) return withoutStart(others, length - size);

  return first.kind === "text"
    ? [{ kind: "text", text: first.text.slice(length) }, ...others]
    : inlines;
}

/** A heading with a language takes all below it along, up to the next of its level or above. */
function inLanguages(blocks: readonly ReadBlock[]): Block[] {
  const result: Block[] = [];
  let foreign: { readonly level: number; readonly blocks: Block[] } | null = null;
  for (const block of blocks) {
    if (block.kind !== "heading") {
      (foreign?.blocks ?? result).push(block);
      continue;
    }
    const { kind, level, id, inlines } = block;
    const heading: Heading = { kind, level, id, inlines };
    if (foreign !== null && level <= foreign.level) foreign = null;
    const lang = "lang" in block ? block.lang : null;
    if (lang !== null) {
      foreign = { level, blocks: [heading] };
      result.push({ kind: "foreign", lang, blocks: foreign.blocks });
    } else {
      (foreign?.blocks ?? result).push(heading);
    }
  }

  return result;
}
