import { formatDateTime, prefectureByCode, tokyoDate } from "@madoguchi/notation";
import {
  EmptyState,
  LinkButton,
  Notice,
  PageHeading,
  Pagination,
  StatusBadge,
  Table,
  Tabs,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import type { DecisionAction } from "../rules.ts";
import { QUEUE_PAGE, queueViews } from "../store/queue.ts";
import type { QueueRow, QueueView } from "../store/queue.ts";
import { StateBadge } from "./state-badge.tsx";

const viewNames = {
  waiting: "審査待ち",
  returned: "直しを待っています",
  decided: "審査済み",
} as const satisfies Record<QueueView, string>;

const emptyWords = {
  waiting: "審査を待っている申請はありません。",
  returned: "直しを待っている申請はありません。",
  decided: "審査が済んだ申請はまだありません。",
} as const satisfies Record<QueueView, string>;

const doneWords = {
  approve: "申請を承認し、アプリアカウントを発行しました。施設にメールでお知らせします。",
  return: "申請を差し戻しました。理由を施設にメールでお知らせします。",
  refuse: "申請を却下しました。理由を施設にメールでお知らせします。",
} as const satisfies Record<DecisionAction, string>;

type QueuePageProps = {
  actor: OfficialActor;
  view: QueueView;
  page: number;
  rows: readonly QueueRow[];
  counts: Readonly<Record<QueueView, number>>;
  now: Temporal.Instant;
  done: DecisionAction | null;
};

export function QueuePage({ actor, view, page, rows, counts, now, done }: QueuePageProps) {
  return (
    <OfficePage title="利用申請の審査" actor={actor} current="/office">
      {done && <Done action={done} next={view === "waiting" ? rows[0] : undefined} />}
      <PageHeading lead={`審査を待っている申請は${counts.waiting}件です。`}>
        利用申請の審査
      </PageHeading>
      <Tabs
        label="申請の状態"
        tabs={queueViews.map((name) => ({
          href: `/office?view=${name}`,
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
          rowKey={(row) => row.id}
        />
      )}
      <Pagination
        label={viewNames[view]}
        current={page}
        total={Math.ceil(counts[view] / QUEUE_PAGE)}
        href={(number) => `/office?view=${view}&page=${number}`}
      />
    </OfficePage>
  );
}

/** With two hundred waiting, the next one is a key press away. */
function Done({ action, next }: { action: DecisionAction; next: QueueRow | undefined }) {
  return (
    <Notice tone="success" title={doneWords[action]}>
      {next && (
        <LinkButton href={`/office/usage-applications/${next.id}`}>
          次の申請を開く<VisuallyHidden>：{next.name}</VisuallyHidden>
        </LinkButton>
      )}
    </Notice>
  );
}

function columnsFor(view: QueueView, now: Temporal.Instant): Column<QueueRow>[] {
  return [
    {
      key: "facility",
      header: "施設",
      rowHeader: true,
      cell: (row) => <a href={`/office/usage-applications/${row.id}`}>{row.name}</a>,
    },
    { key: "kind", header: "種類", cell: (row) => facilityKindName(row.kind) },
    {
      key: "prefecture",
      header: "都道府県",
      cell: (row) => prefectureByCode(row.prefectureCode)?.name ?? "不明",
    },
    {
      key: "state",
      header: "状態",
      cell: (row) =>
        row.state === "submitted" && row.wasReturned ? (
          <StatusBadge tone="info" icon="clock">
            修正の確認待ち
          </StatusBadge>
        ) : (
          <StateBadge state={row.state} />
        ),
    },
    {
      key: "submitted",
      header: view === "decided" ? "審査した日時" : "提出した日時",
      cell: (row) =>
        formatDateTime(view === "decided" ? row.updatedAt : (row.submittedAt ?? row.updatedAt)),
    },
    ...(view === "decided"
      ? []
      : [
          {
            key: "age",
            header: "待ち日数",
            numeric: true,
            cell: (row: QueueRow) =>
              `${daysSince(view === "waiting" ? row.submittedAt : row.updatedAt, now)}日`,
          },
        ]),
  ];
}

/** Days of the calendar, not spans of 24 hours: what came yesterday evening is one day old this morning. */
function daysSince(at: Temporal.Instant | null, now: Temporal.Instant): number {
  return at ? tokyoDate(at).until(tokyoDate(now)).total("days") : 0;
}
