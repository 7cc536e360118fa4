/** Records of CSV as spreadsheets in Japan open them (RFC 4180, CRLF). The encoding is whoever writes the bytes'. */

export type CsvFields = readonly string[];

/**
 * `escaped` for files that people open: a value that a spreadsheet would run as a formula gets `'` before it
 * (OWASP, CSV Injection). `kept` for files that a program reads.
 */
export type CsvFormulas = "escaped" | "kept";

/** A value that begins like a formula in either width; plain numbers, such as -12 or +81.5, are none. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

export function csvLine(fields: CsvFields, formulas: CsvFormulas): string {
  const values = fields.map((value) =>
    quoted(formulas === "escaped" && isFormula(value) ? `'${value}` : value),
  );
  // A line of nothing would be no record.
  return `${values.length === 1 && values[0] === "" ? '""' : values.join(",")}\r\n`;
}

function isFormula(value: string): boolean {
  return FORMULA.test(value) && !NUMBER.test(value);
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
