/** Blocks as they stand on a page. */
import { renderMarkup } from "@madoguchi/platform";
import { Figure, Prose, Remark, Table, Term } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { inlineWords } from "./blocks.ts";
import type { Block, Inline } from "./blocks.ts";

/** What a word of the glossary means, without markup. */
export type Meaning = (word: string) => string;

/** The HTML of a text, for pages that hold it unchanged. */
export function htmlOf(blocks: readonly Block[], meaning: Meaning): string {
  return renderMarkup(<Prose>{showBlocks(blocks, meaning)}</Prose>);
}

function showBlocks(blocks: readonly Block[], meaning: Meaning): ReactNode {
  return blocks.map((block, index) => (
    // Texts never change their order while they are shown.
    <Shown key={index} block={block} meaning={meaning} />
  ));
}

function Shown({ block, meaning }: { block: Block; meaning: Meaning }): ReactNode {
  const inline = (inlines: readonly Inline[]) => showInlines(inlines, meaning);
  switch (block.kind) {
    case "heading": {
      const Level = block.level === 2 ? "h2" : block.level === 3 ? "h3" : "h4";

      return <Level id={block.id}>{inline(block.inlines)}</Level>;
    }
    case "paragraph":
      return <p>{inline(block.inlines)}</p>;
    case "list":
      return <List start={block.start}>{block.items.map((item) => showItem(item, meaning))}</List>;
    case "table":
      return (
        <Table
          caption={block.caption}
          hideCaption
          columns={block.head.map((cell, index) => ({
            key: String(index),
            header: inlineWords(cell),
            rowHeader: index === 0,
            cell: (row: readonly (readonly Inline[])[]) => <div>{inline(row[index] ?? [])}</div>,
          }))}
          rows={block.rows}
          rowKey={(row) => String(block.rows.indexOf(row))}
        />
      );
    case "figure":
      return <Figure {...block.picture} alt={block.alt} />;
    case "remark":
      return (
        <Remark tone={block.word === "ヒント" ? "info" : "warning"} word={block.word}>
          {showBlocks(block.blocks, meaning)}
        </Remark>
      );
    case "quote":
      return <blockquote>{showBlocks(block.blocks, meaning)}</blockquote>;
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "foreign":
      return <section lang={block.lang}>{showBlocks(block.blocks, meaning)}</section>;
  }
}

function List({ start, children }: { start: number | null; children: ReactNode[] }) {
  const items = children.map((child, index) => <li key={index}>{child}</li>);

  return start === null ? (
    <ul>{items}</ul>
  ) : (
    <ol start={start === 1 ? undefined : start}>{items}</ol>
  );
}

/** An item of one paragraph needs no paragraph. */
function showItem(blocks: readonly Block[], meaning: Meaning): ReactNode {
  const [first, ...others] = blocks;

  return first?.kind === "paragraph" ? (
    <>
      {showInlines(first.inlines, meaning)}
      {showBlocks(others, meaning)}
    </>
  ) : (
    showBlocks(blocks, meaning)
  );
}

function showInlines(inlines: readonly Inline[], meaning: Meaning): ReactNode {
  return inlines.map((inline, index) => (
    <ShownInline key={index} inline={inline} meaning={meaning} />
  ));
}

function ShownInline({ inline, meaning }: { inline: Inline; meaning: Meaning }): ReactNode {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "strong":
      return <strong>{showInlines(inline.inlines, meaning)}</strong>;
    case "emphasis":
      return <em>{showInlines(inline.inlines, meaning)}</em>;
    case "code":
      return <code>{inline.text}</code>;
    case "link":
      return <a href={inline.href}>{showInlines(inline.inlines, meaning)}</a>;
    case "term":
      return (
        <Term word={inline.word} {...(inline.first ? { meaning: meaning(inline.word) } : {})} />
      );
    case "break":
      return <br />;
  }
}
