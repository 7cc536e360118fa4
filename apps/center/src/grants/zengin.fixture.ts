/**
 * Reads a 総合振込 file from what the banks publish of it, field by field and byte by byte, and knows nothing of how ours is
 * written; and plays the bank that answers.
 */

type Field = readonly [name: string, bytes: number, kind: "N" | "C"];

const layouts: Readonly<Record<string, readonly Field[]>> = {
  "1": [
    ["データ区分", 1, "N"],
    ["種別コード", 2, "N"],
    ["コード区分", 1, "N"],
    ["振込依頼人コード", 10, "N"],
    ["振込依頼人名", 40, "C"],
    ["取組日", 4, "N"],
    ["仕向銀行番号", 4, "N"],
    ["仕向銀行名", 15, "C"],
    ["仕向支店番号", 3, "N"],
    ["仕向支店名", 15, "C"],
    ["預金種目", 1, "N"],
    ["口座番号", 7, "N"],
    ["ダミー", 17, "C"],
  ],
  "2": [
    ["データ区分", 1, "N"],
    ["被仕向銀行番号", 4, "N"],
    ["被仕向銀行名", 15, "C"],
    ["被仕向支店番号", 3, "N"],
    ["被仕向支店名", 15, "C"],
    ["手形交換所番号", 4, "N"],
    ["預金種目", 1, "N"],
    ["口座番号", 7, "N"],
    ["受取人名", 30, "C"],
    ["振込金額", 10, "N"],
    ["新規コード", 1, "N"],
    ["顧客コード1", 10, "N"],
    ["顧客コード2", 10, "N"],
    ["振込指定区分", 1, "N"],
    ["識別表示", 1, "C"],
    ["ダミー", 7, "C"],
  ],
  "8": [
    ["データ区分", 1, "N"],
    ["合計件数", 6, "N"],
    ["合計金額", 12, "N"],
    ["ダミー", 101, "C"],
  ],
  "9": [
    ["データ区分", 1, "N"],
    ["ダミー", 119, "C"],
  ],
};

export type ZenginRecord = Readonly<Record<string, string>>;

/** 0–9 A–Z, space, the marks banks take, half-width katakana with its voicing marks (ｦ, and ｱ to ﾟ). */
function isBankByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    " ().,-/\\".includes(String.fromCharCode(byte)) ||
    byte === 0xa2 ||
    byte === 0xa3 ||
    byte === 0xa6 ||
    (byte >= 0xb1 && byte <= 0xdf)
  );
}

/** @throws with what is wrong, as a bank's reader would */
export function parseZengin(file: Uint8Array): ZenginRecord[] {
  if (file.length % 122 !== 0) throw new Error(`${file.length} bytes are no records of 122`);
  const records: ZenginRecord[] = [];
  for (let start = 0; start < file.length; start += 122) {
    const record = file.subarray(start, start + 120);
    if (file[start + 120] !== 0x0d || file[start + 121] !== 0x0a) throw new Error("no line end");
    records.push(parseRecord(record));
  }
  const kinds = records.map((record) => record["データ区分"]).join("");
  if (!/^12+89$/.test(kinds)) throw new Error(`records in the order ${kinds}`);

  return records;
}

function parseRecord(bytes: Uint8Array): ZenginRecord {
  const layout = layouts[String.fromCharCode(bytes[0] ?? 0)];
  if (!layout) throw new Error("a record of no kind");
  const record: Record<string, string> = {};
  let place = 0;
  for (const [name, width, kind] of layout) {
    const field = bytes.subarray(place, place + width);
    place += width;
    const text = new TextDecoder("shift_jis").decode(field);
    const fits = kind === "N" ? /^\d+$/.test(text) : field.every(isBankByte) && !/^ +\S/.test(text);
    if (!fits) throw new Error(`${name} holds 「${text}」`);
    record[name] = kind === "N" ? text : text.trimEnd();
  }
  if (place !== 120) throw new Error(`a layout of ${place} bytes`);

  return record;
}

/** The bank's answer: every transfer with the code for its place in the file. */
export function bankAnswer(file: Uint8Array, codes: readonly string[]): Uint8Array {
  const answer = Uint8Array.from(file);
  for (const [index, code] of codes.entries()) {
    answer[(index + 1) * 122 + 113] = code.charCodeAt(0);
  }

  return answer;
}
