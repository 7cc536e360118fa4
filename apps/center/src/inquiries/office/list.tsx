import { tokyoDate } from "@madoguchi/notation";
import { EmptyState, PageHeading, StatusBadge, Table, Tabs } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { placeText } from "../../shell/places.ts";
import { Steps } from "../../shell/steps.tsx";
import { categories } from "../rules.ts";
import { officeViews } from "../store/inquiries.ts";
import type { OfficeRow, OfficeView } from "../store/inquiries.ts";

const viewNames = {
  unassigned: "担当者なし",
  mine: "自分の担当",
  colleagues: "ほかの担当者",
  asked: "返事を待っています",
  closed: "終了",
} as const satisfies Record<OfficeView, string>;

const emptyWords = {
  unassigned: "担当者を待っているお問い合わせはありません。",
  mine: "自分が回答するお問い合わせはありません。",
  colleagues: "ほかの担当者が回答するお問い合わせはありません。",
  asked: "返事を待っているお問い合わせはありません。",
  closed: "終了したお問い合わせはまだありません。",
} as const satisfies Record<OfficeView, string>;

type OfficeListPageProps = {
  actor: OfficialActor;
  view: OfficeView;
  isFirst: boolean;
  /** Where there are more: the last that is shown. */
  last: OfficeRow | null;
  rows: readonly OfficeRow[];
  counts: Readonly<Record<OfficeView, number>>;
  now: Temporal.Instant;
};

export function OfficeListPage({
  actor,
  view,
  isFirst,
  last,
  rows,
  counts,
  now,
}: OfficeListPageProps) {
  const waiting = counts.unassigned + counts.mine + counts.colleagues;

  return (
    <OfficePage title="お問い合わせ" actor={actor} current="/office/inquiries">
      <PageHeading lead={`回答を待っているお問い合わせは${waiting}件です。`}>
        お問い合わせ
      </PageHeading>
      <Tabs
        label="お問い合わせの状態"
        tabs={officeViews.map((name) => ({
          href: `/office/inquiries?view=${name}`,
          label: viewNames[name],
          count: counts[name],
          current: name === view,
        }))}
      />
      {rows.length === 0 ? (
        <EmptyState title={emptyWords[view]} />
      ) : (
        <Table
          caption={viewNames[view]}
          hideCaption
          columns={columnsFor(view, now)}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
      <Steps
        label={viewNames[view]}
        path="/office/inquiries"
        query={{ view, ...(last?.escalatedAt ? { escalated: "yes" } : {}) }}
        isFirst={isFirst}
        next={last && placeText({ at: last.stateSince, id: last.id })}
      />
    </OfficePage>
  );
}

function columnsFor(view: OfficeView, now: Temporal.Instant): Column<OfficeRow>[] {
  return [
    {
      key: "subject",
      header: "件名",
      rowHeader: true,
      cell: ({ number, subject }) => <a href={`/office/inquiries/${number}`}>{subject}</a>,
    },
    { key: "category", header: "種類", cell: ({ category }) => categories[category] },
    {
      key: "asker",
      header: "尋ねた方",
      cell: ({ facilityName, facilityKind }) =>
        facilityName === null
          ? "ログインしていない方"
          : `${facilityName}（${facilityKindName(facilityKind ?? "")}）`,
    },
    {
      key: "state",
      header: "状態",
      cell: ({ state, escalatedAt }) =>
        escalatedAt ? (
          <StatusBadge tone="error">上申中</StatusBadge>
        ) : (
          <StatusBadge tone={state === "reopened" ? "warning" : "info"}>
            {officeStateWords[state]}
          </StatusBadge>
        ),
    },
    ...(view === "unassigned" || view === "mine"
      ? []
      : [
          {
            key: "assignee",
            header: "担当者",
            cell: ({ assigneeName }: OfficeRow) => assigneeName ?? "なし",
          },
        ]),
    {
      key: "age",
      header: view === "closed" ? "終了から" : "待ち日数",
      numeric: true,
      cell: ({ stateSince }) => `${tokyoDate(stateSince).until(tokyoDate(now)).total("days")}日`,
    },
  ];
}

export const officeStateWords = {
  unconfirmed: "確認前",
  new: "新しい質問",
  answered: "回答済み",
  waiting: "返事待ち",
  reopened: "返信あり",
  closed: "終了",
} as const satisfies Record<OfficeRow["state"], string>;
