/** A text after reading: what pages, papers and the search draw from. */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly inlines: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly inlines: readonly Inline[] }
  /** A word of the glossary. Its explanation stands where it comes first. */
  | { readonly kind: "term"; readonly word: string; readonly first: boolean }
  | { readonly kind: "break" };

export type Heading = {
  readonly kind: "heading";
  readonly level: 2 | 3 | 4;
  readonly id: string;
  readonly inlines: readonly Inline[];
};

export type Picture = {
  /** Named by its content, so that browsers may keep it for ever. */
  readonly href: string;
  readonly width: number;
  readonly height: number;
  /** What a paper can draw; null where the picture is none of its formats. */
  readonly file: string | null;
};

/** How a remark in the text stands out. */
export type RemarkKind = "注意" | "重要" | "ヒント";

export type Block =
  | Heading
  | { readonly kind: "paragraph"; readonly inlines: readonly Inline[] }
  | {
      readonly kind: "list";
      /** The first number; null for a list without numbers. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: "table";
      /** The heading that the table stands under. */
      readonly caption: string;
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: "figure"; readonly picture: Picture; readonly alt: string }
  | { readonly kind: "remark"; readonly word: RemarkKind; readonly blocks: readonly Block[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "code"; readonly text: string }
  /** A heading and all below it in another language (BCP 47). */
  | { readonly kind: "foreign"; readonly lang: string; readonly blocks: readonly Block[] };

/** What cannot be shown as it was meant, and on which line of the text. */
export type TextProblem = { readonly line: number; readonly message: string };

export function inlineWords(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case "text":
        case "code":
          return inline.text;
        case "strong":
        case "emphasis":
        case "link":
          return inlineWords(inline.inlines);
        case "term":
          return inline.word;
        case "break":
          return " ";
      }
    })
    .join("");
}

/** Headings stand with their text: a search that finds one shows what it is about. */
export function blockWords(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case "heading":
        case "paragraph":
          return inlineWords(block.inlines);
        case "list":
          return block.items.map(blockWords).join(" ");
        case "table":
          return [block.head, ...block.rows].map((row) => row.map(inlineWords).join(" ")).join(" ");
        case "figure":
          return block.alt;
        case "remark":
        case "quote":
        case "foreign":
          return blockWords(block.blocks);
        case "code":
          return block.text;
      }
    })
    .join(" ");
}

/** Those of the highest two levels, wherever they stand. */
export function headingsOf(blocks: readonly Block[]): Heading[] {
  return blocks.flatMap((block) =>
    block.kind === "heading" && block.level < 4
      ? [block]
      : block.kind === "foreign"
        ? headingsOf(block.blocks)
        : [],
  );
}

/** The glossary's words in the order in which they come first. */
export function termsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case "heading":
      case "paragraph":
        return termsIn(block.inlines);
      case "list":
        return block.items.flatMap(termsOf);
      case "table":
        return [block.head, ...block.rows].flatMap((row) => row.flatMap(termsIn));
      case "remark":
      case "quote":
      case "foreign":
        return termsOf(block.blocks);
      case "figure":
      case "code":
        return [];
    }
  });
}

function termsIn(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((inline) =>
    inline.kind === "term"
      ? inline.first
        ? [inline.word]
        : []
      : "inlines" in inline
        ? termsIn(inline.inlines)
        : [],
  );
}
