/** What a file for the billing computer says of a check beside its items: 処理結果状況 (OQSCD004), 資格有効性 (OQSCD006), 処理結果メッセージ. */
import type { Outcome } from "./outcomes.ts";
import { outcomeWords, validityCodes } from "./answer-words.ts";
import type { Problem } from "./problem.ts";

export type FileResult =
  | { readonly status: "1"; readonly validity: "1" | "2" | "3" | "4" | "5"; readonly message: null }
  | { readonly status: "2"; readonly validity: null; readonly message: string };

/** @param cause null where there is nothing to explain */
export function fileResult(outcome: Outcome, cause: string | null): FileResult {
  const validity = validityCodes[outcome];

  return validity === null
    ? { status: "2", validity, message: messageOf(outcomeWords[outcome], cause ?? "") }
    : { status: "1", validity, message: null };
}

export function fileResultOfProblem({ title, detail }: Pick<Problem, "title" | "detail">) {
  return {
    status: "2",
    validity: null,
    message: messageOf(title, detail),
  } as const satisfies FileResult;
}

/** 「照会停止中。保険者の登録と住民票の内容に違いがあり、照会を止めています。」 */
function messageOf(title: string, cause: string): string {
  const [first = ""] = cause.split("。");

  return first === "" ? `${title}。` : `${title}。${first}。`;
}
