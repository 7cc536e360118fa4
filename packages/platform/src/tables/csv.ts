/**
 * CSV (RFC 4180) from text that arrives in pieces. Lines end with CRLF, LF or CR; empty lines are no records, nor is the
 * end-of-file mark of DOS. A wrong quote costs the line it stands on: reading goes on with the next line, so that a file's
 * other errors are found in the same pass.
 */
import type { TableLimits } from "./limits.ts";
import type { Parsed, TextParser } from "./parser.ts";
import type { TableRule } from "./problem.ts";

type CsvRecord = readonly string[];

/** A record between two places of the text, a fault of the line that starts there, or undefined: more text is needed. */
type Piece =
  | { readonly fields: string[]; readonly end: number; readonly lineBreaks: number }
  | { readonly rule: TableRule; readonly position: number | null }
  | undefined;

const DOS_END_OF_FILE = "\x1a";

export function csvParser(
  limits: Pick<TableLimits, "recordLength" | "fieldLength">,
): TextParser<CsvRecord> {
  let text = "";
  let line = 1;
  /** Inside a line that was too long to keep. */
  let isSkipping = false;
  let isLast = false;
  /** The places of the next marks at or after the place last asked for: each is searched for once. */
  let lineFeed = 0;
  let carriageReturn = 0;
  let quote = 0;

  function next(mark: string, known: number, from: number): number {
    if (known >= from) return known;
    const found = text.indexOf(mark, from);
    return found === -1 ? Infinity : found;
  }

  /** Where the line ends that holds `from`; Infinity when that is not known yet. */
  function lineEnd(from: number): number {
    lineFeed = next("\n", lineFeed, from);
    carriageReturn = next("\r", carriageReturn, from);
    // A CR that ends this piece may be half of a CRLF.
    const isHalf = carriageReturn === text.length - 1 && !isLast;
    const end = Math.min(lineFeed, isHalf ? Infinity : carriageReturn);
    return end === Infinity && isLast ? text.length : end;
  }

  function afterLineEnd(end: number): number {
    return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length);
  }

  function piece(start: number): Piece {
    const end = lineEnd(start);
    quote = next('"', quote, start);
    const isPlain = quote >= end;
    if (isPlain && end !== Infinity) {
      return end - start > limits.recordLength
        ? { rule: "line-too-long", position: null }
        : { fields: text.slice(start, end).split(","), end, lineBreaks: 0 };
    }
    const isLong = text.length - start > limits.recordLength;
    if (quote === Infinity) return isLong ? { rule: "line-too-long", position: null } : undefined;
    return quotedRecord(text, start, isLast, limits.recordLength);
  }

  function scan(): Parsed<CsvRecord>[] {
    const found: Parsed<CsvRecord>[] = [];
    let start = 0;
    lineFeed = carriageReturn = quote = -1;
    while (start < text.length) {
      if (isSkipping) {
        const end = lineEnd(start);
        // Nothing of it is kept but a CR that may be half of a CRLF.
        if (end === Infinity) {
          start = text.endsWith("\r") ? text.length - 1 : text.length;
          break;
        }
        isSkipping = false;
        start = afterLineEnd(end);
        line += 1;
        continue;
      }
      const read = piece(start);
      if (read === undefined) break;
      if ("rule" in read) {
        found.push({ line, ...read });
        isSkipping = true;
        continue;
      }
      const { fields, end } = read;
      const length = end - start;
      const tooLong =
        length > limits.fieldLength
          ? fields.findIndex((field) => field.length > limits.fieldLength)
          : -1;
      if (tooLong >= 0) found.push({ line, rule: "field-too-long", position: tooLong + 1 });
      else if (length > 1 || (length === 1 && text[start] !== DOS_END_OF_FILE)) {
        found.push({ line, record: fields });
      }
      line += read.lineBreaks + 1;
      start = afterLineEnd(end);
    }
    text = text.slice(start);
    return found;
  }

  return {
    push(more) {
      text += more;
      return scan();
    },
    end() {
      isLast = true;
      return scan();
    },
  };
}

function quotedRecord(text: string, start: number, isLast: boolean, longest: number): Piece {
  const fields: string[] = [];
  const isLong = text.length - start > longest;
  let at = start;
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    const position = fields.length + 1;
    if (field === undefined) {
      return isLast || isLong ? { rule: "quote-unclosed", position } : undefined;
    }
    if ("rule" in field) return { rule: field.rule, position };
    if (field.end - start > longest) {
      return text[at] === '"'
        ? { rule: "quote-unclosed", position }
        : { rule: "line-too-long", position: null };
    }
    fields.push(field.value);
    at = field.end;
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    // A quote that ends this piece may be half of two, and a CR half of a CRLF.
    const isCut = at === text.length || (text[at] === "\r" && at === text.length - 1);
    if (isCut && !isLast) return undefined;
    return { fields, end: at, lineBreaks: lineBreaksIn(text, start, at) };
  }
}

type Field =
  | { readonly value: string; readonly end: number }
  | { readonly rule: TableRule }
  | undefined;

/** Up to a comma, a line end or the end of the text. */
function plainField(text: string, start: number): Field {
  let end = start;
  for (; end < text.length && !endsField(text[end]); end += 1) {
    if (text[end] === '"') return { rule: "quote-inside" };
  }
  return { value: text.slice(start, end), end };
}

/** Undefined while the closing quote is missing. */
function quotedField(text: string, start: number): Field {
  let value = "";
  for (let from = start + 1; ;) {
    const close = text.indexOf('"', from);
    if (close === -1) return undefined;
    value += text.slice(from, close);
    if (text[close + 1] !== '"') {
      const end = close + 1;
      return end === text.length || endsField(text[end])
        ? { value, end }
        : { rule: "text-after-quote" };
    }
    value += '"';
    from = close + 2;
  }
}

function endsField(character: string | undefined): boolean {
  return character === "," || character === "\n" || character === "\r";
}

function lineBreaksIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}
