/** What the facility itself did: over time, by way, by result, and why there was no answer. */
import { isProblemSlug, ownerWords, problem } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import { BarChart, Details, EmptyState, ShareBar, Table } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { Activity } from "../../eligibility/index.ts";
import { byResult, byWay, troublesOf } from "../rules/figures.ts";
import type { Day, Share, Trouble } from "../rules/figures.ts";
import { troubleWords } from "./csv.ts";
import { monthText } from "./months.ts";

type OverTimeProps = { days: readonly Day[]; by: "day" | "month" };

export function OverTime({ days, by }: OverTimeProps) {
  const answers = days.reduce((sum, day) => sum + day.answers, 0);
  const problems = days.reduce((sum, day) => sum + day.problems, 0);
  const title = by === "day" ? "日ごとの確認" : "月ごとの確認";
  if (answers + problems === 0) {
    return (
      <EmptyState title="この期間の確認はありません。">
        <p>受付アプリで資格を確認すると、ここに表示されます。</p>
      </EmptyState>
    );
  }
  const most = days.reduce((found, day) => (day.answers > found.answers ? day : found));

  return (
    <>
      <BarChart
        title={title}
        description={`答えが出た確認は合わせて${text(answers)}件、いちばん多いのは${label(most.day, by)}の${text(most.answers)}件です。答えが出なかった確認は${text(problems)}件です。`}
        series={["答えが出た確認", "答えが出なかった確認"]}
        unit="件"
        bars={days.map((day) => ({
          label: shortLabel(day.day, by),
          values: [day.answers, day.problems],
        }))}
      />
      <Details summary={`${title}の数字（表）`}>
        <Table
          caption={title}
          hideCaption
          columns={dayColumns(by)}
          rows={days.toReversed()}
          rowKey={({ day }) => day.toString()}
          footer={{ day: "合計", answers: `${text(answers)}件`, problems: `${text(problems)}件` }}
        />
      </Details>
    </>
  );
}

function dayColumns(by: OverTimeProps["by"]): readonly Column<Day>[] {
  return [
    {
      key: "day",
      header: by === "day" ? "日" : "月",
      rowHeader: true,
      cell: ({ day }) => label(day, by),
    },
    {
      key: "answers",
      header: "答えが出た確認",
      numeric: true,
      cell: ({ answers }) => `${text(answers)}件`,
    },
    {
      key: "problems",
      header: "答えが出なかった確認",
      numeric: true,
      cell: ({ problems }) => `${text(problems)}件`,
    },
  ];
}

function label(day: Temporal.PlainDate, by: OverTimeProps["by"]): string {
  return by === "day" ? formatDate(day) : monthText(day);
}

function shortLabel(day: Temporal.PlainDate, by: OverTimeProps["by"]): string {
  return by === "day" ? `${day.month}月${day.day}日` : monthText(day);
}

export function Ways({ activity }: { activity: readonly Activity[] }) {
  return <Shares caption="確認の方法" header="方法" shares={byWay(activity)} />;
}

export function Results({ activity }: { activity: readonly Activity[] }) {
  return <Shares caption="確認の結果" header="結果" shares={byResult(activity)} />;
}

type SharesProps = { caption: string; header: string; shares: readonly Share[] };

function Shares({ caption, header, shares }: SharesProps) {
  const all = shares.reduce((sum, { count }) => sum + count, 0);

  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "name", header, rowHeader: true, cell: ({ name }) => name },
        { key: "count", header: "件数", numeric: true, cell: ({ count }) => `${text(count)}件` },
        {
          key: "share",
          header: "割合",
          numeric: true,
          cell: ({ share }) => <ShareBar share={share}>{`${(100 * share).toFixed(1)}%`}</ShareBar>,
        },
      ]}
      rows={shares}
      rowKey={({ name }) => name}
      footer={{ name: "合計", count: `${text(all)}件` }}
    />
  );
}

export function Troubles({ activity }: { activity: readonly Activity[] }) {
  const troubles = troublesOf(activity);

  return troubles.length === 0 ? (
    <p>答えが出なかった確認はありません。</p>
  ) : (
    <Table
      caption="答えが出なかった理由"
      hideCaption
      columns={troubleColumns}
      rows={troubles}
      rowKey={({ result }) => result}
    />
  );
}

const troubleColumns: readonly Column<Trouble>[] = [
  {
    key: "result",
    header: "理由",
    rowHeader: true,
    cell: ({ result }) =>
      isProblemSlug(result) ? (
        <a href={`/problems/${result}`}>{troubleWords(result)}</a>
      ) : (
        troubleWords(result)
      ),
  },
  {
    key: "owner",
    header: "だれが変えられるか",
    cell: ({ result }) => (isProblemSlug(result) ? ownerWords[problem(result).owner] : "施設の方"),
  },
  { key: "count", header: "件数", numeric: true, cell: ({ count }) => `${text(count)}件` },
];

function text(count: number): string {
  return count.toLocaleString("ja-JP");
}
