/** An answer as billing computers (レセコン) and people take it in: the eligibility file, lines for the clipboard, a table. */
export { fileNameOf, isHandoverFileName } from "./file-name.ts";
export type { HandoverFormat } from "./file-name.ts";
export { labelText } from "./label-text.ts";
export { resultCsv } from "./result-csv.ts";
export { resultXml } from "./result-xml.ts";
export type { FileEncoding, WrittenFile } from "./written-file.ts";
