/** The BER records of the two 券面事項 applications. Public source: soltia48/myna-card. */
import { tagged } from "./der.ts";

/** A constructed object whose first field, DF21, holds the two-byte offset of every other field. */
export function withOffsets(tag: number, fields: readonly Uint8Array[]): Uint8Array {
  const layout = (offsets: readonly number[]) =>
    tagged(
      tag,
      tagged(0xdf21, Uint8Array.from(offsets.flatMap((offset) => [offset >> 8, offset & 0xff]))),
      ...fields,
    );
  const length = layout(fields.map(() => 0)).length;
  const offsets = fields.map((_, index) =>
    fields.slice(index).reduce((at, each) => at - each.length, length),
  );
  return layout(offsets);
}

/** UTF-8. */
export function textField(tag: number, text: string): Uint8Array {
  return tagged(tag, new TextEncoder().encode(text));
}

/** As the card's text application and the signing certificate write it. */
export const sexCode = { male: "1", female: "2" } as const;
