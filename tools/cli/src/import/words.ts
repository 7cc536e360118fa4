/** What became of a file, in words. */
import type { FeedOutcome } from "@madoguchi/center";
import { formatDateTime } from "@madoguchi/notation";
import { columnLetters } from "@madoguchi/platform";
import type { TableProblem } from "@madoguchi/platform";

/** How many problems are shown; the file of errors has more of them. */
const SHOWN = 10;

export function wordsOf(outcome: FeedOutcome, isDryRun: boolean): readonly string[] {
  switch (outcome.kind) {
    case "accepted":
      return [
        isDryRun ? "取り込めます（試しのため、何も書いていません）。" : "取り込みました。",
        ...countLines(outcome),
        ...problemLines(outcome),
      ];
    case "already":
      return [
        `このファイルは、${formatDateTime(outcome.at)} に取り込み済みです。何も変えていません。`,
      ];
    case "refused":
      return refusal(outcome);
  }
}

function refusal(outcome: Extract<FeedOutcome, { kind: "refused" }>): readonly string[] {
  switch (outcome.reason) {
    case "problems":
      return [
        `誤りが${outcome.problemCount}件あるため、取り込みません。直して、もう一度送ってもらってください。`,
        ...problemLines(outcome),
      ];
    case "endings": {
      const { coveragesEnded, coveragesBefore } = outcome.counts;
      return [
        `${coveragesBefore}件のうち${coveragesEnded}件の資格が終わるため、取り込みません。`,
        `終わりが${percent(outcome.endingShare)}%を超えるファイルは、もう1人の確認が要ります。`,
        "内容を確かめた人の名前を --confirm-endings で指定してください。",
        ...countLines(outcome),
      ];
    }
    case "not-allowed":
      return ["取り込みは審査室の仕事です。審査室の利用者で実行してください。"];
    case "unknown-insurer":
      return ["この保険者は登録されていません。番号を確かめるか、先に保険者を登録してください。"];
    case "insurer-without-contract":
      return ["この保険者との契約の期間ではありません。保険者の登録を確かめてください。"];
    case "same-person":
      return ["実行する人と認めた人が同じです。別の人に確かめてもらってください。"];
  }
}

function countLines({ counts }: Extract<FeedOutcome, { counts: object }>): readonly string[] {
  return [
    `  行    ${counts.lines}件`,
    `  資格  追加${counts.coveragesAdded}　変更${counts.coveragesChanged}　終了${counts.coveragesEnded}　変わりなし${counts.coveragesUnchanged}`,
    `  人    追加${counts.peopleAdded}　変更${counts.peopleChanged}　照会停止${counts.peopleSuspended}　再開${counts.peopleResumed}`,
    ...(counts.linesHeld > 0 ? [`  保留  ${counts.linesHeld}行（保険者の確認が要ります）`] : []),
  ];
}

export function problemLines(of: {
  readonly problems: readonly TableProblem[];
  readonly problemCount: number;
}): readonly string[] {
  const more = of.problemCount - SHOWN;
  return [
    ...of.problems.slice(0, SHOWN).map(problemLine),
    ...(more > 0 ? [`  ほかに${more}件あります。--errors で一覧を書き出せます。`] : []),
  ];
}

function problemLine({ line, column, message, mend }: TableProblem): string {
  const letters = column?.position == null ? "" : `${columnLetters(column.position)}列`;
  const place = [line === null ? "" : `${line}行目`, letters, column ? `「${column.title}」` : ""];
  return `  ${place.join("")}：${message}${mend}`;
}

function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}
