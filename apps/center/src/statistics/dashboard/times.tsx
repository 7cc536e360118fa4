/** How long people waited for an answer, month by month, for each kind of work. */
import { BarChart, Details, EmptyState, Table } from "@madoguchi/ui";
import { monthText } from "../portal/months.ts";
import { hoursText, answeredKeys, works } from "./rules.ts";
import type { Work } from "./rules.ts";
import type { AnswerTime } from "./store.ts";

export function Times({ times }: { times: readonly AnswerTime[] }) {
  const shown = answeredKeys.filter((work) => times.some((time) => time.work === work));

  return shown.length === 0 ? (
    <EmptyState title="この1年に答えたものはありません。" />
  ) : (
    <>
      <p>
        提出から、承認・差戻し・却下までの時間です。お問い合わせは、はじめの回答までです。自動の承認は、人が止められるあいだも数えます。答えた月で分けています。
      </p>
      {shown.map((work) => (
        <WorkTimes key={work} work={work} times={times.filter((time) => time.work === work)} />
      ))}
    </>
  );
}

function WorkTimes({ work, times }: { work: Work; times: readonly AnswerTime[] }) {
  const last = times.at(-1);
  if (!last) return null;
  const title = `${works[work]}の回答までの時間`;

  return (
    <>
      <BarChart
        title={title}
        description={`${monthText(last.month)}は${last.answers}件で、半分は${hoursText(last.medianHours)}まで、90%は${hoursText(last.p90Hours)}までに答えました。`}
        series={["半分がここまで（中央値）", "90%がここまで"]}
        unit="時間"
        bars={times.map(({ month, medianHours, p90Hours }) => ({
          label: monthText(month),
          values: [medianHours, p90Hours - medianHours],
        }))}
      />
      <Details summary={`${title}の数字（表）`} open>
        <Table
          caption={title}
          hideCaption
          columns={[
            {
              key: "month",
              header: "答えた月",
              rowHeader: true,
              cell: ({ month }) => monthText(month),
            },
            {
              key: "answers",
              header: "件数",
              numeric: true,
              cell: ({ answers }) => `${answers.toLocaleString("ja-JP")}件`,
            },
            {
              key: "median",
              header: "中央値",
              numeric: true,
              cell: ({ medianHours }) => hoursText(medianHours),
            },
            {
              key: "p90",
              header: "90%",
              numeric: true,
              cell: ({ p90Hours }) => hoursText(p90Hours),
            },
          ]}
          rows={times.toReversed()}
          rowKey={({ month }) => month.toString()}
        />
      </Details>
    </>
  );
}
