/**
 * 全銀協規定形式の総合振込: what a bank takes as an order to transfer, and what it gives back (decision 041).
 * Records of 120 bytes in JIS X 0201, each with a line end; numbers to the right after zeros, words to the left before spaces.
 */
import { encodeShiftJis, formatYen, toHalfWidthKana } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { BankAccount, DepositKind } from "./application.ts";

export type Payer = Omit<BankAccount, "accountHolder"> & {
  /** 委託者コード, 10 digits. */
  readonly consignerCode: string;
  readonly consignerName: string;
};

export type Transfer = BankAccount & { readonly number: number; readonly amountYen: number };

const RECORD_BYTES = 120;
const END_OF_FILE = 0x1a;
const LINE_END = "\r\n";
/** 預金種目 */
const depositCodes = { ordinary: "1", current: "2" } as const satisfies Record<DepositKind, string>;

export function transferFile(
  payer: Payer,
  transferOn: Temporal.PlainDate,
  transfers: readonly Transfer[],
): Uint8Array {
  const total = transfers.reduce((sum, { amountYen }) => sum + amountYen, 0);
  const records = [
    header(payer, transferOn),
    ...transfers.map(data),
    // トレーラ
    record("8", digits(transfers.length, 6), digits(total, 12)),
    // エンド
    record("9"),
  ];

  return encodeShiftJis(records.map((each) => each + LINE_END).join(""));
}

function header(payer: Payer, on: Temporal.PlainDate): string {
  return record(
    "1",
    // 種別 総合振込, コード区分 JIS
    "21",
    "0",
    digits(payer.consignerCode, 10),
    words(payer.consignerName, 40),
    digits(on.month, 2) + digits(on.day, 2),
    digits(payer.bankCode, 4),
    words(payer.bankName, 15),
    digits(payer.branchCode, 3),
    words(payer.branchName, 15),
    depositCodes[payer.depositKind],
    digits(payer.accountNumber, 7),
  );
}

function data(transfer: Transfer): string {
  return record(
    "2",
    digits(transfer.bankCode, 4),
    words(transfer.bankName, 15),
    digits(transfer.branchCode, 3),
    words(transfer.branchName, 15),
    // 手形交換所番号, not used
    "0000",
    depositCodes[transfer.depositKind],
    digits(transfer.accountNumber, 7),
    words(transfer.accountHolder, 30),
    digits(transfer.amountYen, 10),
    // 新規コード その他, then 顧客コード1 and 2
    "0",
    digits(transfer.number, 10),
    digits(0, 10),
    // 振込指定区分 電信
    "7",
  );
}

function record(...fields: readonly string[]): string {
  return fields.join("").padEnd(RECORD_BYTES);
}

function digits(value: number | string, width: number): string {
  const text = String(value).padStart(width, "0");
  if (text.length > width || !/^\d+$/.test(text)) {
    throw new RangeError(`${width} digits cannot hold what is to be transferred`);
  }

  return text;
}

function words(text: string, width: number): string {
  return bankText(text).slice(0, width).padEnd(width);
}

const LARGE: Readonly<Record<string, string>> = {
  ァ: "ア",
  ィ: "イ",
  ゥ: "ウ",
  ェ: "エ",
  ォ: "オ",
  ッ: "ツ",
  ャ: "ヤ",
  ュ: "ユ",
  ョ: "ヨ",
  ヮ: "ワ",
  ヵ: "カ",
  ヶ: "ケ",
  // Banks write the long vowel as a hyphen and the middle dot as a full stop.
  ー: "-",
  "・": ".",
};

/** Names as banks write them: half width, capitals, no small kana. What banks do not take, kanji above all, is left out. */
export function bankText(text: string): string {
  const large = [...text.normalize("NFKC").toUpperCase()]
    .map((character) => LARGE[character] ?? character)
    .join("");

  return toHalfWidthKana(large)
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[^0-9A-Z ｦｱ-ﾝﾞﾟ().,/\\｢｣-]/gu, "")
    .trim();
}

/** 結果コード: the first byte of what the order leaves empty. */
export const resultCodes = {
  "0": "振り込みました",
  "1": "該当する口座がありません",
  "2": "口座名義が違います",
  "3": "口座が解約されているか、取引できません",
  "9": "銀行で取り扱えませんでした",
} as const;
export type ResultCode = keyof typeof resultCodes;

export function isResultCode(text: string): text is ResultCode {
  return Object.hasOwn(resultCodes, text);
}

const RESULT_PLACE = 113;
const NUMBER_PLACE = [91, 101] as const;

export type TransferResult =
  | { readonly ok: true; readonly codes: ReadonlyMap<number, ResultCode> }
  | { readonly ok: false; readonly problem: string };

/**
 * The bank gives the order back with a code in each of its data records, in whatever order. Anything that
 * was not ordered, or is missing, makes the whole answer void: half an answer would leave money unaccounted for.
 */
export function readTransferResult(order: Uint8Array, answer: Uint8Array): TransferResult {
  const ordered = recordsOf(order);
  const answered = recordsOf(answer);
  const wrong = answered.findIndex((line) => line.length !== RECORD_BYTES);
  if (wrong >= 0) {
    return no(`${wrong + 1}行目の長さが120バイトではありません。`);
  }
  if (answered.length !== ordered.length) {
    return no(`レコードが${ordered.length}件あるはずですが、${answered.length}件です。`);
  }
  const missing = new Set(ordered);
  const codes = new Map<number, ResultCode>();
  for (const [index, line] of answered.entries()) {
    const isData = line.startsWith("2");
    const code = line.charAt(RESULT_PLACE);
    const asOrdered = isData
      ? `${line.slice(0, RESULT_PLACE)} ${line.slice(RESULT_PLACE + 1)}`
      : line;
    if (!missing.delete(asOrdered)) {
      return no(`${index + 1}行目が、送った振込データと合いません。`);
    }
    if (!isData) continue;
    if (!isResultCode(code)) {
      return no(`${index + 1}行目の結果コードが読めません。`);
    }
    codes.set(Number(line.slice(...NUMBER_PLACE)), code);
  }

  return { ok: true, codes };
}

function no(problem: string): TransferResult {
  return { ok: false, problem };
}

/** One character a byte. With line ends or without; some systems end a file with 0x1A. */
function recordsOf(bytes: Uint8Array): string[] {
  const end = bytes.at(-1) === END_OF_FILE ? -1 : bytes.length;
  const text = new TextDecoder("latin1").decode(bytes.slice(0, end));

  return /[\r\n]/.test(text)
    ? text.split(/\r?\n/).filter((line) => line !== "")
    : (text.match(/[^]{1,120}/g) ?? []);
}

/** 「3件、51,000円」 */
export function countAndTotal(count: number, totalYen: number): string {
  return `${count}件、${formatYen(totalYen)}`;
}
