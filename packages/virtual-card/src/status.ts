/** Status words as real cards use them (JICSAP 1.1, ISO/IEC 7816-4). */
export const sw = {
  ok: 0x9000,
  endOfFile: 0x6282,
  /** The low nibble is the number of tries left. */
  triesLeft: 0x63c0,
  wrongLength: 0x6700,
  wrongKind: 0x6981,
  notVerified: 0x6982,
  conditionsNotSatisfied: 0x6985,
  noFileSelected: 0x6986,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  noRecord: 0x6a83,
  wrongParameters: 0x6a86,
  noDataObject: 0x6a88,
  pastEnd: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  noDiagnosis: 0x6f00,
} as const;

/** An answer that is only a status word. */
export function status(word: number): Uint8Array {
  return Uint8Array.of(word >> 8, word & 0xff);
}

/** Data with its status word. */
export function reply(data: Uint8Array, word: number = sw.ok): Uint8Array {
  const answer = new Uint8Array(data.length + 2);
  answer.set(data);
  answer.set(status(word), data.length);
  return answer;
}
