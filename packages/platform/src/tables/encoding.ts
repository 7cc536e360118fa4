/**
 * UTF-8 or Shift_JIS (CP932, with the additions of NEC and IBM), decided by what the bytes are: up to the first byte beyond
 * ASCII they are the same, and the block that holds it tells them apart. Broken bytes become U+FFFD, which the reader reports.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { TableRefusal, tableProblem } from "./problem.ts";

export type TableEncoding = "utf-8" | "shift_jis";

export type TextDecoding = {
  /** Undefined while all is ASCII. */
  encoding(): TableEncoding | undefined;
  decode(block: Uint8Array): string;
  /** What was cut off in the middle of a character. */
  end(): string;
};

/** @param stated what the sender said; a byte order mark of UTF-8 is believed before it. */
export function decodeText(stated: TableEncoding | undefined): TextDecoding {
  let encoding = stated;
  let decoder = stated === undefined ? undefined : new TextDecoder(stated);
  let isFirst = true;
  /** The lead of the first character beyond ASCII, where a block ends inside it. */
  let held: Uint8Array = new Uint8Array();

  return {
    encoding: () => encoding,
    decode(block) {
      if (isFirst) {
        isFirst = false;
        const marked = byteOrderMark(block);
        if (marked !== undefined && marked !== stated) {
          encoding = marked;
          decoder = new TextDecoder(marked);
        }
      }
      if (decoder !== undefined) return decoder.decode(block, { stream: true });
      const all = held.length === 0 ? block : Buffer.concat([held, block]);
      const whole = withoutCutCharacter(all);
      if (isAscii(whole)) {
        held = all.subarray(whole.length);
        return new TextDecoder().decode(whole);
      }
      held = new Uint8Array();
      encoding = detectEncoding(all);
      decoder = new TextDecoder(encoding);
      return decoder.decode(all, { stream: true });
    },
    end() {
      if (decoder !== undefined) return decoder.decode();
      // Nothing follows: it is whole in Shift_JIS, or broken in both.
      if (held.length > 0) encoding = "shift_jis";
      return new TextDecoder("shift_jis").decode(held);
    },
  };
}

function byteOrderMark(block: Uint8Array): TableEncoding | undefined {
  const [first, second, third] = block;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new TableRefusal([tableProblem("utf-16", null)]);
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : undefined;
}

/** Whichever reading breaks fewer characters; where neither breaks any, the one that holds Japanese. */
function detectEncoding(block: Uint8Array): TableEncoding {
  const whole = withoutCutCharacter(block);
  const asShiftJis = new TextDecoder("shift_jis").decode(block, { stream: true });
  if (isUtf8(whole)) {
    // A few half-width kana (ﾃｱ) can be letters with accents (ñ) in UTF-8. A table of names holds kana or kanji.
    const looksForeign = !/[\u2e80-\uffef]/u.test(new TextDecoder().decode(whole));
    return looksForeign && broken(asShiftJis) === 0 ? "shift_jis" : "utf-8";
  }
  const asUtf8 = new TextDecoder().decode(whole);
  return broken(asShiftJis) < broken(asUtf8) ? "shift_jis" : "utf-8";
}

function broken(text: string): number {
  return text.split("\ufffd").length - 1;
}

/** A block may end inside a UTF-8 character of up to four bytes, whose lead is then among the last three. */
function withoutCutCharacter(block: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, block.length); back += 1) {
    const byte = block[block.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? block.subarray(0, block.length - back) : block;
    }
    if (byte < 0x80) return block;
  }
  return block;
}
