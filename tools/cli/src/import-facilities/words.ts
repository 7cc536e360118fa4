/** What became of a list, in words. */
import type { ListOutcome } from "@madoguchi/center";
import { columnLetters } from "@madoguchi/platform";

const SHOWN = 10;

export const fieldNames = {
  name: "名称",
  founder: "開設者",
  postalCode: "郵便番号",
  address: "所在地",
  phone: "電話番号",
} as const;

export function wordsOf(outcome: ListOutcome, isDryRun: boolean): readonly string[] {
  if (outcome.kind === "refused" && outcome.reason === "problems") {
    const { problems, problemCount } = outcome;
    return [
      `誤りが${problemCount}件あるため、取り込みません。`,
      ...problems.slice(0, SHOWN).map(({ line, column, message, mend }) => {
        const letters = column?.position == null ? "" : `${columnLetters(column.position)}列`;
        const place = `${line === null ? "" : `${line}行目`}${letters}`;
        return `  ${place}${column ? `「${column.title}」` : ""}：${message}${mend}`;
      }),
      ...more(problemCount, "--errors"),
    ];
  }
  const { counts, differences, registeredDiffering } = outcome;
  return [
    ...(outcome.kind === "accepted"
      ? [isDryRun ? "取り込めます（試しのため、何も書いていません）。" : "取り込みました。"]
      : [
          `知っている施設のうち${counts.gone}件が名簿にないため、取り込みません。`,
          "一部だけの名簿ではないか確かめてください。正しければ --accept-gone を付けてください。",
        ]),
    `  行  ${counts.lines}件　追加${counts.added}　変更${counts.changed}　変わりなし${counts.unchanged}　名簿にない${counts.gone}　より新しい名簿で知っている${counts.older}`,
    `  登録済みの施設のうち、名簿と内容の違うもの  ${registeredDiffering}件`,
    ...differences
      .slice(0, SHOWN)
      .map(
        ({ code, field, before, after }) =>
          `  ${code} ${fieldNames[field]}：「${before ?? "なし"}」→「${after ?? "なし"}」`,
      ),
    ...more(differences.length, "--report"),
  ];
}

function more(all: number, option: string): readonly string[] {
  return all > SHOWN ? [`  ほかに${all - SHOWN}件あります。${option} で一覧を書き出せます。`] : [];
}
