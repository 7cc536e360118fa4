/** Text becomes the bytes of a file, and whoever hands it over hears which characters did not come along. */
import { encodeShiftJis, replaceForShiftJis, REPLACEMENT_MARK } from "@madoguchi/notation";

export type FileEncoding = "utf-8" | "shift_jis";

export type WrittenFile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Each once, as it came: ● stands for it in the file. */
  readonly lost: readonly string[];
};

/** A half of a surrogate pair alone: no encoding has it. */
const HALF = /\p{Surrogate}/gu;

export function writtenIn(encoding: FileEncoding, text: string): WrittenFile {
  const whole = text.replaceAll(HALF, REPLACEMENT_MARK);
  switch (encoding) {
    case "utf-8":
      return { bytes: new TextEncoder().encode(whole), lost: [] };
    case "shift_jis": {
      const { text: known, replaced } = replaceForShiftJis(whole);
      const lost = replaced
        .filter(({ replacedBy }) => replacedBy === REPLACEMENT_MARK)
        .map(({ character }) => character);
      return { bytes: Uint8Array.from(encodeShiftJis(known)), lost: [...new Set(lost)] };
    }
  }
}
