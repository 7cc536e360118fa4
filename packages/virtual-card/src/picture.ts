/** Pictures of the printed fields. Digits are drawn; other text, for want of a typeface, as a stand-in pattern. */
import { type Bitmap, encodePng } from "./png.ts";

/** Three columns and five rows a digit, row by row. */
const glyphs: readonly string[] = [
  "111101101101111",
  "010110010010111",
  "111001111100111",
  "111001111001111",
  "101101111001001",
  "111100111001111",
  "111100111101111",
  "111001010010010",
  "111101111101111",
  "111101111001111",
];

/** Four digits are 24×12 pixels, the size seen on a real card. */
export function digitsPicture(digits: string): Uint8Array {
  const cell = { width: 6, height: 12 };
  const rows = Array.from({ length: cell.height }, (_, y) =>
    [...digits].flatMap((digit) =>
      Array.from({ length: cell.width }, (_, x) => {
        const [column, row] = [x - 1, y >> 1];
        const inside = column >= 0 && column < 3 && row < 5;
        return inside && glyphs[Number(digit)]?.[row * 3 + column] === "1";
      }),
    ),
  );
  return encodePng(rows);
}

/** One column of eight pixels for each byte of the text, doubled: different texts give different pictures, readable to none. */
export function textPicture(text: string): Uint8Array {
  const bytes = [...new TextEncoder().encode(text)];
  const rows: Bitmap = Array.from({ length: 16 }, (_, y) =>
    bytes.flatMap((byte) => {
      const ink = ((byte >> (y >> 1)) & 1) === 1;
      return [ink, ink];
    }),
  );
  return encodePng(rows);
}
