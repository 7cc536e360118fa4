/** How much of a file is believed before it is refused: memory stays the same whatever is sent. */
export type TableLimits = {
  /** Bytes as sent, and bytes after decompression. */
  readonly fileBytes: number;
  readonly inflatedBytes: number;
  /** Inflated to sent bytes. Text of people shrinks 5 to 50 times, zeros 1,000 times. */
  readonly inflation: number;
  /** UTF-16 units of a record with its line breaks, and of a value. */
  readonly recordLength: number;
  readonly fieldLength: number;
};

export const TABLE_LIMITS: TableLimits = {
  fileBytes: 2 * 1024 ** 3,
  inflatedBytes: 8 * 1024 ** 3,
  inflation: 200,
  recordLength: 64 * 1024,
  fieldLength: 4096,
};
