/** What is wrong with a table file, said so that whoever sent it can mend it without asking. Never holds a value: files are of people. */

export type ColumnPlace = {
  /** As the file's header writes it. */
  readonly title: string;
  /** Counted from 1; null in NDJSON, where columns have no order. */
  readonly position: number | null;
};

export type TableProblem = {
  /** Counted from 1 as a text editor does: the first line of the record. Null: the file as a whole. */
  readonly line: number | null;
  readonly column: ColumnPlace | null;
  /** Machine-readable; those of this package are `TableRule`, a noun adds its own. */
  readonly rule: string;
  /** Cause, in Japanese. */
  readonly message: string;
  /** What to do, in Japanese. */
  readonly mend: string;
};

export type TableRule = keyof typeof WORDS;

const EXPORT_AGAIN = "元のシステムからファイルを出し直して、もう一度送ってください。";
const SPLIT = "ファイルをいくつかに分けて送ってください。";
const QUOTES =
  '値に「"」「,」改行があるときは、値全体を「"」で囲み、中の「"」を2つ重ねてください。';

const WORDS = {
  empty: { message: "ファイルに見出しの行がありません。", mend: EXPORT_AGAIN },
  "too-large": { message: "ファイルが大きすぎます。", mend: SPLIT },
  "inflates-too-much": {
    message: "圧縮を解くと、元の大きさに比べて大きくなりすぎます。",
    mend: "圧縮せずに送ってください。",
  },
  "gzip-damaged": { message: "圧縮したファイルが壊れています。", mend: EXPORT_AGAIN },
  "utf-16": {
    message: "文字コードがUTF-16です。",
    mend: "文字コードをUTF-8またはShift_JISにして保存し直してください。",
  },
  "column-missing": {
    message: "必要な列がありません。",
    mend: "見出しの行に、この名前の列を加えてください。",
  },
  "column-unknown": {
    message: "この名前の列は決められていません。",
    mend: "見出しの名前を直すか、列を取り除いてください。",
  },
  "column-twice": {
    message: "同じ名前の列が2つ以上あります。",
    mend: "列を1つだけ残してください。",
  },
  "column-count": {
    message: "値の数が見出しの列の数と違います。",
    mend: "「,」の過不足を直してください。空の値にも「,」が要ります。",
  },
  "line-too-long": {
    message: "1件が長すぎます。",
    mend: '改行や「"」が抜けていないか確かめてください。',
  },
  "field-too-long": { message: "値が長すぎます。", mend: "決められた長さに縮めてください。" },
  "quote-unclosed": { message: '「"」が閉じていません。', mend: QUOTES },
  "quote-inside": { message: '「"」が値の途中にあります。', mend: QUOTES },
  "text-after-quote": { message: '閉じた「"」の後に文字があります。', mend: QUOTES },
  "unreadable-character": {
    message: "読めない文字があります。文字コードの変換で壊れた可能性があります。",
    mend: "文字コードをUTF-8またはShift_JISにそろえて、出し直してください。",
  },
  "control-character": {
    message: "目に見えない制御文字があります。",
    mend: "値を入力し直して、制御文字を取り除いてください。",
  },
  "json-syntax": {
    message: "行がJSONとして読めません。",
    mend: "1行に1件ずつ、JSONのオブジェクトを書いてください。",
  },
  "json-object": {
    message: "行がJSONのオブジェクトではありません。",
    mend: "1行に1件ずつ、「{」で始まるJSONのオブジェクトを書いてください。",
  },
  "json-text": {
    message: "値が文字列ではありません。数値では先頭の0が失われます。",
    mend: '値を「"」で囲んで、文字列にしてください。',
  },
} as const satisfies Record<string, { message: string; mend: string }>;

export function tableProblem(
  rule: TableRule,
  line: number | null,
  column: ColumnPlace | null = null,
): TableProblem {
  return { line, column, rule, ...WORDS[rule] };
}

/** The file as a whole cannot be read on. Thrown inside this folder only; `readTable` answers with its problems. */
export class TableRefusal extends Error {
  readonly problems: readonly TableProblem[];

  constructor(problems: readonly TableProblem[]) {
    super(problems.map(({ rule }) => rule).join(", "));
    this.name = "TableRefusal";
    this.problems = problems;
  }
}
