/** What became of a handover, in the words of the counter: what happened, why, what to do. */
import type { FolderProblem } from "../../link/protocol.ts";
import type { HandoverEnd, HandoverFailure } from "./hand-over.ts";

export const folderWords = {
  "none-chosen": "渡す先のフォルダーが、まだ決まっていません。",
  "not-absolute": "フォルダーの場所を、ドライブ名から入力してください。例：C:\\OQS\\face",
  missing: "そのフォルダーがありません。場所を確かめるか、フォルダーを作ってください。",
  "not-a-folder": "それはフォルダーではありません。フォルダーの場所を確かめてください。",
  "not-writable":
    "そのフォルダーに書き込めません。フォルダーの共有やアクセスの設定を確かめてください。",
  full: "ディスクの空きがありません。空きを作ってから、もう一度渡してください。",
  unavailable: "そのフォルダーにつながりません。レセコンの電源とネットワークを確かめてください。",
} as const satisfies Record<FolderProblem, string>;

const failureWords = {
  ...folderWords,
  "clipboard-refused": "コピーできませんでした。ブラウザのクリップボードの許可を確かめてください。",
  "no-agent": "この端末の中継アプリにつながりません。中継アプリが動いているか確かめてください。",
  "no-permission":
    "フォルダーへの書き込みが許可されていません。もう一度押し、許可を選んでください。",
} as const satisfies Record<HandoverFailure, string>;

export type HandoverWords = {
  readonly tone: "success" | "warning" | "error";
  readonly title: string;
  readonly more: readonly string[];
};

export function wordsOf(end: HandoverEnd): HandoverWords {
  switch (end.kind) {
    case "copied":
      return {
        tone: "success",
        title: "すべての項目をコピーしました",
        more: ["レセコンの画面に貼り付けてください。"],
      };
    case "saved":
      return { ...withLost(end.lost), title: "ファイルに保存しました" };
    case "written":
      return { ...withLost(end.lost), title: "レセコンのフォルダーに渡しました" };
    case "failed":
      return {
        tone: "error",
        title: "レセコンに渡せませんでした",
        more: [failureWords[end.why], "「ほかの渡し方」から、コピーやファイルの保存もできます。"],
      };
  }
}

function withLost(lost: readonly string[]) {
  return lost.length === 0
    ? ({ tone: "success", more: [] } as const)
    : ({
        tone: "warning",
        more: [
          `${lost.map((character) => `「${character}」`).join("")}は、Shift_JISにない文字です。`,
          "ファイルでは「●」になります。レセコンで、氏名などを確かめてください。",
        ],
      } as const);
}
