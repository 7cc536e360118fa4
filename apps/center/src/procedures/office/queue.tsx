import { formatDate, formatDateTime, prefectureByCode } from "@madoguchi/notation";
import { EmptyState, Notice, PageHeading, Pagination, Table, Tabs } from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { ProcedureBadge } from "../portal/badge.tsx";
import { kindNames } from "../rules.ts";
import { QUEUE_PAGE, queueViews } from "../store.ts";
import type { QueueRow, QueueView } from "../store.ts";
import { dayLabels } from "../words.ts";

export const TITLE = "施設の手続き";

const viewNames = {
  waiting: "審査待ち",
  returned: "直しを待っています",
  scheduled: "切り替わる日を待っています",
  ended: "終わったもの",
} as const satisfies Record<QueueView, string>;

const doneWords = {
  approve: "内容を確認しました。その日に切り替わります。施設にメールでお知らせします。",
  return: "差し戻しました。理由を施設にメールでお知らせします。",
} as const;

type QueuePageProps = {
  actor: OfficialActor;
  view: QueueView;
  page: number;
  rows: readonly QueueRow[];
  counts: Readonly<Record<QueueView, number>>;
  done: keyof typeof doneWords | null;
};

export function QueuePage({ actor, view, page, rows, counts, done }: QueuePageProps) {
  return (
    <OfficePage title={TITLE} actor={actor} current="/office/procedures">
      {done && <Notice tone="success" title={doneWords[done]} live />}
      <PageHeading
        lead={`名称・所在地・開設者・コードの変更のうち、審査を待っているものは${counts.waiting}件です。`}
      >
        {TITLE}
      </PageHeading>
      <Tabs
        label="手続きの状態"
        tabs={queueViews.map((name) => ({
          href: `/office/procedures?view=${name}`,
          label: viewNames[name],
          count: counts[name],
          current: name === view,
        }))}
      />
      {rows.length === 0 ? (
        <EmptyState title={`「${viewNames[view]}」の手続きはありません。`} />
      ) : (
        <Table
          caption={viewNames[view]}
          hideCaption
          columns={[
            {
              key: "facility",
              header: "施設",
              rowHeader: true,
              cell: ({ id, name }) => <a href={`/office/procedures/${id}`}>{name}</a>,
            },
            {
              key: "place",
              header: "種類と都道府県",
              cell: ({ facilityKind, prefectureCode }) => (
                <>
                  {facilityKindName(facilityKind)}
                  <br />
                  {prefectureByCode(prefectureCode)?.name ?? "不明"}
                </>
              ),
            },
            { key: "kind", header: "手続き", cell: ({ kind }) => kindNames[kind] },
            {
              key: "day",
              header: "切り替わる日",
              cell: ({ kind, effectiveOn }) => (
                <>
                  {formatDate(effectiveOn)}
                  <br />
                  <small>{dayLabels[kind]}</small>
                </>
              ),
            },
            {
              key: "submitted",
              header: "提出",
              cell: ({ submittedAt }) => formatDateTime(submittedAt),
            },
            { key: "state", header: "状態", cell: ({ state }) => <ProcedureBadge state={state} /> },
          ]}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
      <Pagination
        label={viewNames[view]}
        current={page}
        total={Math.ceil(counts[view] / QUEUE_PAGE)}
        href={(to) => `/office/procedures?view=${view}&page=${to}`}
      />
    </OfficePage>
  );
}
