/** What became of a file, in words: for officials and for insurers' systems alike. */
import type { FeedCounts } from "./feeds/store/apply.ts";
import type { DeliveryState, DeliveryStep } from "./rules/deliveries.ts";

export const stateNames = {
  waiting: "順番を待っています",
  running: "処理しています",
  accepted: "取り込みました",
  already: "取り込み済みのファイルです",
  refused: "取り込みませんでした",
  unconfirmed: "2人目の確認待ち",
  declined: "取り込まないと決めました",
  expired: "確認の期限が過ぎました",
  failed: "処理できませんでした",
} as const satisfies Record<DeliveryState, string>;

export const stepNames = {
  reading: "読んでいます",
  comparing: "登録されている内容と比べています",
  writing: "書いています",
} as const satisfies Record<DeliveryStep, string>;

export const modeNames = { full: "全件", diff: "差分" } as const;

type Told = {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly isDryRun: boolean;
  readonly problemCount: number;
  readonly counts: FeedCounts | null;
  readonly endingShare: string | null;
};

/** Why, and what to do next. Null where nothing is to be done. */
export function reasonWords(delivery: Told): string | null {
  const { state, reason, problemCount, counts, endingShare } = delivery;
  switch (state) {
    case "waiting":
    case "running":
      return null;
    case "accepted":
      return counts !== null && counts.linesHeld > 0
        ? `${counts.linesHeld}行は、登録されている人と違うため保留しました。本人を確かめて送り直してください。`
        : null;
    case "already":
      return "同じ内容のファイルを前に取り込んでいます。何も変えていません。";
    case "refused":
      return reason === "endings"
        ? endingWords(counts, endingShare)
        : `誤りが${problemCount}件あります。誤りの一覧を見て直し、もう一度送ってください。`;
    case "unconfirmed":
      return `${endingWords(counts, endingShare)}審査室の確認を待っています。`;
    case "declined":
      return "審査室が、終わる資格が多いため取り込まないと決めました。内容を審査室に確かめてください。";
    case "expired":
      return "30日のあいだに確認がなかったため、ファイルを消しました。もう一度送ってください。";
    case "failed":
      return "窓口の不具合で処理できませんでした。何も変えていません。もう一度送ってください。";
  }
}

function endingWords(counts: FeedCounts | null, share: string | null): string {
  const percent = Math.round(Number(share ?? 0) * 1000) / 10;
  return `${counts?.coveragesBefore ?? 0}件のうち${counts?.coveragesEnded ?? 0}件の資格が終わります（確認が要るのは${percent}%を超えるとき）。`;
}
