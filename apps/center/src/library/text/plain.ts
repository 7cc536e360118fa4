/** Sentences that are read without effort: what a notice is held to before it goes out. */
import { blockWords } from "./blocks.ts";
import type { Block } from "./blocks.ts";

const SENTENCE_MAXIMUM = 60;

/** Those that are too long; tables and code have none. */
export function longSentences(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case "heading":
      case "paragraph":
        return tooLong(blockWords([block]));
      case "list":
        return block.items.flatMap(longSentences);
      case "remark":
      case "quote":
      case "foreign":
        return longSentences(block.blocks);
      case "table":
      case "figure":
      case "code":
        return [];
    }
  });
}

function tooLong(text: string): string[] {
  return text
    .split(/(?<=。)/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => [...sentence].length > SENTENCE_MAXIMUM);
}
