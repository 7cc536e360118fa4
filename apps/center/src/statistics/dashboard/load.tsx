/** What waits for the office now, how long it has, and who holds what. */
import { BarChart, EmptyState, Table } from "@madoguchi/ui";
import type { Figures } from "./figures.ts";
import { ages, workKeys, works } from "./rules.ts";
import type { Work } from "./rules.ts";

export function Load({ figures: { waiting, held } }: { figures: Figures }) {
  const inAge = (age: number, work?: Work): number =>
    waiting
      .filter((row) => row.age === age && (work === undefined || row.work === work))
      .reduce((sum, { count }) => sum + count, 0);
  const all = ages.reduce((sum, _age, index) => sum + inAge(index), 0);
  const officials = [...new Map(held.map(({ officialId, name }) => [officialId, name]))];
  const holds = (official: string, work: Work): number =>
    held.find((row) => row.officialId === official && row.work === work)?.count ?? 0;

  return (
    <>
      {all === 0 ? (
        <EmptyState title="いま審査や回答を待っているものはありません。" />
      ) : (
        <BarChart
          title="待っている件数"
          description={`合わせて${text(all)}件、14日以上待っているものは${text(inAge(ages.length - 1))}件です。`}
          series={["審査や回答を待っている件数"]}
          unit="件"
          bars={ages.map(({ name }, index) => ({ label: name, values: [inAge(index)] }))}
        />
      )}
      <Table
        caption="待っている件数、待っている長さごと"
        columns={[
          { key: "age", header: "待っている長さ", rowHeader: true, cell: ({ name }) => name },
          ...workKeys.map((work) => ({
            key: work,
            header: works[work],
            numeric: true,
            cell: (row: (typeof ages)[number]) => `${text(inAge(ages.indexOf(row), work))}件`,
          })),
        ]}
        rows={ages}
        rowKey={({ name }) => name}
        footer={Object.fromEntries([
          ["age", "合計"],
          ...workKeys.map((work) => [
            work,
            `${text(ages.reduce((sum, _age, index) => sum + inAge(index, work), 0))}件`,
          ]),
        ])}
      />
      {officials.length === 0 ? (
        <p>担当者の決まっているものはありません。</p>
      ) : (
        <Table
          caption="担当している件数（全国、すべての種類）"
          columns={[
            { key: "name", header: "担当者", rowHeader: true, cell: ([, name]) => name },
            ...workKeys.map((work) => ({
              key: work,
              header: works[work],
              numeric: true,
              cell: ([id]: readonly [string, string]) => `${text(holds(id, work))}件`,
            })),
          ]}
          rows={officials}
          rowKey={([id]) => id}
        />
      )}
    </>
  );
}

function text(count: number): string {
  return count.toLocaleString("ja-JP");
}
