/** How far facilities have come: as a whole, and of each kind and prefecture. */
import { BarChart, ShareBar, Table } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { facilityKindName } from "../../facilities/index.ts";
import { stageKeys, stages } from "../rules/stages.ts";
import type { Stage } from "../rules/stages.ts";
import { prefectureName } from "./csv.ts";
import { shareOf } from "./figures.ts";
import type { Figures, StageRow } from "./figures.ts";
import { scopeQuery } from "./rules.ts";

export function Funnel({ figures: { now, before } }: { figures: Figures }) {
  return (
    <>
      <BarChart
        title="段階ごとの施設数"
        description={stageKeys
          .map((stage) => `${stages[stage]}は${text(now[stage])}施設`)
          .join("、")}
        series={["いま、この段階に着いている施設"]}
        unit="施設"
        bars={stageKeys.map((stage) => ({ label: stages[stage], values: [now[stage]] }))}
      />
      <Table
        caption="段階ごとの施設数"
        hideCaption
        columns={[
          { key: "stage", header: "段階", rowHeader: true, cell: (stage) => stages[stage] },
          { key: "now", header: "施設数", numeric: true, cell: (stage) => text(now[stage]) },
          {
            key: "more",
            header: "今月に増えた数",
            numeric: true,
            cell: (stage) => text(now[stage] - before[stage]),
          },
          {
            key: "share",
            header: "登録に対する割合",
            numeric: true,
            cell: (stage) => <Share row={now} stage={stage} />,
          },
        ]}
        rows={stageKeys}
        rowKey={(stage) => stage}
      />
    </>
  );
}

function Share({ row, stage }: { row: StageRow; stage: Stage }) {
  const share = shareOf(row, stage);

  return share === null ? (
    "－"
  ) : (
    <ShareBar share={Math.min(share, 1)}>{`${(100 * share).toFixed(1)}%`}</ShareBar>
  );
}

export function StagesBy({ figures: { scope, byKind, byPrefecture } }: { figures: Figures }) {
  return (
    <>
      <StageTable
        caption="施設の種類ごとの施設数"
        header="種類"
        rows={byKind}
        nameOf={facilityKindName}
        hrefOf={(kind) => `/office/dashboard${scopeQuery({ ...scope, kind })}`}
      />
      <StageTable
        caption="都道府県ごとの施設数"
        header="都道府県"
        rows={byPrefecture}
        nameOf={prefectureName}
        hrefOf={(prefecture) => `/office/dashboard${scopeQuery({ ...scope, prefecture })}`}
      />
    </>
  );
}

type StageTableProps = {
  readonly caption: string;
  readonly header: string;
  readonly rows: ReadonlyMap<string, StageRow>;
  readonly nameOf: (key: string) => string;
  readonly hrefOf: (key: string) => string;
};

type Line = readonly [string, StageRow];

function StageTable({ caption, header, rows, nameOf, hrefOf }: StageTableProps) {
  const columns: readonly Column<Line>[] = [
    {
      key: "name",
      header,
      rowHeader: true,
      cell: ([key]) => <a href={hrefOf(key)}>{nameOf(key)}</a>,
    },
    ...stageKeys.map((stage) => ({
      key: stage,
      header: stages[stage],
      numeric: true,
      cell: ([, row]: Line) => text(row[stage]),
    })),
  ];

  return (
    <Table
      caption={caption}
      columns={columns}
      rows={[...rows].toSorted(([left], [right]) => left.localeCompare(right))}
      rowKey={([key]) => key}
    />
  );
}

function text(count: number): string {
  return count.toLocaleString("ja-JP");
}
