/** Which files are taken as receipts, and what is said about the others. */
import type { ScanRefusal } from "../../scan.ts";

export const MAXIMUM_RECEIPTS = 20;
export const MAXIMUM_RECEIPT_BYTES = 10 * 1024 * 1024;
/** What a broken line costs at most. */
export const PART_BYTES = 256 * 1024;

/** Twice what phones take, and of HEIC as much; more would ask whoever draws it for gigabytes. */
export function mostPixels(mediaType: string): number {
  return isHeic(mediaType) ? 50_000_000 : 100_000_000;
}

/** Media types by content, and how people call them. */
const receiptTypes: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "写真（JPEG）",
  "image/png": "画像（PNG）",
  "image/heic": "写真（HEIC）",
  "image/heif": "写真（HEIC）",
};

export function isHeic(mediaType: string): boolean {
  return mediaType === "image/heic" || mediaType === "image/heif";
}

/** What is kept of a HEIC photo is a JPEG, and is called so when it is saved. */
export function keptName(fileName: string, mediaType: string): string {
  return isHeic(mediaType) ? `${fileName.replace(/\.hei[cf]$/i, "")}.jpg` : fileName;
}

/** For the file dialog; what counts is the content. HEIC is not named: an iPhone then sends a JPEG of its own making. */
export const RECEIPT_ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/*";

export function isReceiptType(mediaType: string): boolean {
  return Object.hasOwn(receiptTypes, mediaType);
}

export function receiptTypeName(mediaType: string): string {
  return receiptTypes[mediaType] ?? "ファイル";
}

/** Every browser can show it; HEIC few can: what was taken before it was drawn anew is handed over as a file. */
export function isViewable(mediaType: string): boolean {
  return ["application/pdf", "image/jpeg", "image/png"].includes(mediaType);
}

/** What the center draws anew, it can draw the other way round. */
export function isTurnable({
  mediaType,
  previewHash,
}: {
  readonly mediaType: string;
  readonly previewHash: string | null;
}): boolean {
  return previewHash !== null && mediaType !== "application/pdf";
}

/** Why somebody may not be able to read a picture; it is taken all the same. */
export const remarks = {
  small: "小さい画像です。文字が読めますか。",
  dark: "暗い画像です。文字が読めますか。",
  blurred: "ぼやけているかもしれません。文字が読めますか。",
} as const;
export type Remark = keyof typeof remarks;

/** Pictures alike in all but so many of 256 bits are taken for one receipt, for a person to compare. */
export const MOST_BITS_APART = 15;

export type UploadProblem = {
  readonly fileName: string;
  readonly problem:
    | "too-large"
    | "empty"
    | "wrong-type"
    | "too-many-pixels"
    | "active"
    | "damaged"
    | "damaged-heic"
    | "duplicate"
    | "too-many"
    | ScanRefusal;
};

const problemTexts = {
  "too-large": "大きさが10MBを超えています。写真を小さくするか、ページを分けて選んでください。",
  empty: "中身が空です。ファイルを開けるか確かめて、選び直してください。",
  "wrong-type": "領収書として読めない種類です。PDFか、JPEG・PNG・HEICの写真を選んでください。",
  "too-many-pixels":
    "画像の縦横が大きすぎて開けません。スマートフォンで撮り直すか、小さくしたものを選んでください。",
  active: "動く仕掛け（スクリプトなど）を含むPDFです。印刷し直したPDFか、写真を選んでください。",
  "damaged-heic":
    "このHEICの写真は開けません。スマートフォンでJPEGに変えるか、撮り直した写真を選んでください。",
  damaged: "壊れているため読めません。撮り直すか、別のファイルを選んでください。",
  duplicate: "すでに同じファイルがあります。追加は要りません。",
  "too-many": `一度の申請に付けられるのは${MAXIMUM_RECEIPTS}個までです。要らないものを取り除いてください。`,
  infected:
    "ウイルスの疑いがあるため、受け取れません。機器をウイルス対策ソフトで調べ、別の写真を選んでください。",
  unscanned:
    "いまはウイルスの検査ができないため、受け取れません。しばらくしてから、もう一度選んでください。",
} as const satisfies Record<UploadProblem["problem"], string>;

export function uploadProblemWords(problem: UploadProblem["problem"]): string {
  return problemTexts[problem];
}

export function uploadProblemText({ fileName, problem }: UploadProblem): string {
  return `「${fileName}」：${problemTexts[problem]}`;
}
