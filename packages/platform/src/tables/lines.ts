/** Lines of text that arrives in pieces, for NDJSON: they end with LF, a CR before it being white space to JSON. */
import type { TableLimits } from "./limits.ts";
import type { Parsed, TextParser } from "./parser.ts";

export function lineParser(limits: Pick<TableLimits, "recordLength">): TextParser<string> {
  let text = "";
  let line = 1;
  let isSkipping = false;

  function take(record: string): Parsed<string>[] {
    if (isSkipping) return [];
    if (record.length > limits.recordLength) {
      return [{ line, rule: "line-too-long", position: null }];
    }
    return record.trim() === "" ? [] : [{ line, record }];
  }

  return {
    push(more) {
      const [first = "", ...rest] = more.split("\n");
      text += first;
      const found: Parsed<string>[] = [];
      for (const following of rest) {
        found.push(...take(text));
        isSkipping = false;
        text = following;
        line += 1;
      }
      // What is too long is reported once and then forgotten as it arrives.
      if (text.length > limits.recordLength) {
        found.push(...take(text));
        isSkipping = true;
      }
      if (isSkipping) text = "";
      return found;
    },
    end: () => take(text),
  };
}
