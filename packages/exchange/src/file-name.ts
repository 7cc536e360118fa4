/** Names of files for the folder that a billing computer watches. */
import type { Answer } from "@madoguchi/contract";
import type { Temporal } from "temporal-polyfill";
import { compactTime } from "./days.ts";

export type HandoverFormat = "xml" | "csv";

/** The form in which readers of 顔認証付きカードリーダー name their files; others look for its beginning and its time. */
const PREFIX = "OQSsiquc01res_face_";
const NAME = /^OQSsiquc01res_face_[0-9a-f]{32}(?:-\d{1,4})?_\d{14}\.(?:xml|csv)$/;

/**
 * Tells nobody whose answer it is: the check's id and the time of writing.
 * @param serial from 2 on, where the name before it is taken
 */
export function fileNameOf(
  { checkId }: Pick<Answer, "checkId">,
  {
    writtenAt,
    format,
    serial,
  }: { writtenAt: Temporal.Instant; format: HandoverFormat; serial?: number },
): string {
  const id = checkId.replaceAll("-", "").toLowerCase();
  const again = serial === undefined ? "" : `-${serial}`;

  return `${PREFIX}${id}${again}_${compactTime(writtenAt)}.${format}`;
}

/** Whoever writes files for a page writes none of another name. */
export function isHandoverFileName(name: string): boolean {
  return NAME.test(name);
}
