/** A queue as a page: what waits, for whom, since when and until when; and what can be done to several at a time. */
import { formatDate, formatDateTime, prefectureByCode, tokyoDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  EmptyState,
  ErrorSummary,
  Form,
  Neighbours,
  Notice,
  PageHeading,
  RowCheckbox,
  StatusBadge,
  Table,
  Tabs,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { May, may } from "../../accounts/index.ts";
import type { NamedOfficial, OfficialActor } from "../../accounts/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import type { Queue, QueueView } from "../queue.ts";
import { queryOf } from "../rules/filter.ts";
import type { Holder, Place } from "../rules/filter.ts";
import type { Counts } from "../store/counts.ts";
import type { Look } from "../store/matching.ts";
import { QUEUE_PAGE } from "../store/queue.ts";
import type { QueuePage, QueueRow } from "../store/queue.ts";
import { BulkFields, deskPath } from "./bulk.tsx";
import { FilterForm } from "./filter-form.tsx";
import { leftWords, waitWords } from "./words.ts";

export type ListPageProps = {
  actor: OfficialActor;
  queue: Queue;
  view: QueueView;
  look: Look;
  page: QueuePage;
  /** Of the views that somebody's turn it is in, whatever the filter. */
  views: ReadonlyMap<string, Counts>;
  /** Of what the filter shows; null where it is nobody's turn. */
  holders: Counts | null;
  /** What nobody else holds, here and in the other queues. */
  waiting: number;
  elsewhere: readonly (readonly [Queue, number])[];
  officials: readonly NamedOfficial[];
  /** How many were decided and can still be taken back. */
  held: number;
  done: string | null;
  /** Why nothing was done to those chosen. */
  problem?: string | undefined;
};

const holderNames = {
  all: "すべて",
  free: "担当者なし",
  mine: "自分の担当",
  others: "ほかの担当者",
} as const satisfies Record<Holder, string>;

export function ListPage(props: ListPageProps) {
  const { actor, queue, view, look, page, views, holders, waiting, elsewhere, done } = props;
  const { problem } = props;
  const { filter } = look;
  const hasTurn = view.turn === "office";
  const shownHolders = holdersFor(may(actor, "cases.handle"));
  const errors = problem === undefined ? [] : [{ name: "items", message: problem }];

  return (
    <OfficePage title={queue.title} actor={actor} current={queue.path} errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      {done !== null && <Notice tone="success" title={done} live />}
      <PageHeading lead={queue.lead}>{queue.title}</PageHeading>
      <May right="cases.handle">
        <WaitingWords {...{ queue, waiting, elsewhere }} />
      </May>
      {queue.beside}
      <Tabs
        label={`${queue.noun}の状態`}
        tabs={queue.views.map(({ name, label }) => {
          const count = views.get(name)?.all;

          return {
            href: `${queue.path}?view=${name}`,
            label,
            ...(count === undefined ? {} : { count }),
            current: name === view.name,
          };
        })}
      />
      {hasTurn && holders && (
        <Tabs
          label="担当"
          tabs={shownHolders.map((holder) => ({
            href: `${queue.path}${queryOf(filter, { holder })}`,
            label: holderNames[holder],
            count: holders[holder],
            current: filter.holder === holder,
          }))}
        />
      )}
      {props.held > 0 && (
        <p>
          <a href={`${deskPath(queue)}/held`}>さきほどの決定（{props.held}件）</a>
          は、効力が生じるまで取り消せます。
        </p>
      )}
      {holders && holders.over > 0 && filter.due === "" && (
        <p>
          <a href={`${queue.path}${queryOf(filter, { due: "over" })}`}>
            期限を過ぎた{queue.noun}が{holders.over}件あります
          </a>
        </p>
      )}
      <FilterForm queue={queue} filter={filter} hasDue={view.turn !== "nobody"} />
      <Rows {...props} />
      <Steps queue={queue} look={look} page={page} />
      <May right="cases.see">
        <p>
          <a href="/office/desk/terms">審査の決まり（承認に要る人数、期限など）</a>
        </p>
      </May>
      {page.rows.length > 0 && (
        <May right="cases.see">
          <Form action={`${deskPath(queue)}/export${queryOf(filter)}`}>
            <ButtonRow>
              <Button variant="secondary">この一覧をCSVファイルで保存</Button>
            </ButtonRow>
          </Form>
        </May>
      )}
    </OfficePage>
  );
}

/** Who handles no case has none of their own. */
function holdersFor(handles: boolean): readonly Holder[] {
  return handles ? ["all", "free", "mine", "others"] : ["all", "free", "others"];
}

function WaitingWords({
  queue,
  waiting,
  elsewhere,
}: Pick<ListPageProps, "queue" | "waiting" | "elsewhere">) {
  const others = elsewhere.filter(([, count]) => count > 0);

  return (
    <p>
      あなたが扱える{queue.noun}は{waiting}件です。
      {others.length > 0 && (
        <>
          ほかの仕事：
          {others.map(([other, count], index) => (
            <span key={other.path}>
              {index > 0 && "、"}
              <a href={other.path}>
                {other.title}（{count}件）
              </a>
            </span>
          ))}
        </>
      )}
    </p>
  );
}

function Rows(props: ListPageProps) {
  const { actor, queue, view, look, page, officials, problem } = props;
  const canChoose = view.turn === "office" && may(actor, "cases.handle");
  if (page.rows.length === 0) {
    return <EmptyState title={`「${view.label}」に当てはまる${queue.noun}はありません。`} />;
  }

  return (
    <>
      <Table
        caption={`${view.label}（最大${QUEUE_PAGE}件ずつ）`}
        columns={columnsFor(queue, view, look, canChoose)}
        rows={page.rows}
        rowKey={({ id }) => id}
      />
      {canChoose && (
        <Form id={SEVERAL} action={`${deskPath(queue)}/several${queryOf(look.filter)}`}>
          <BulkFields queue={queue} officials={officials} problem={problem} />
        </Form>
      )}
    </>
  );
}

const SEVERAL = "several";

function columnsFor(
  queue: Queue,
  view: QueueView,
  look: Look,
  canChoose: boolean,
): Column<QueueRow>[] {
  const { about } = queue;
  const query = queryOf(look.filter);
  const today = tokyoDate(look.now);

  return [
    ...(canChoose
      ? [
          {
            key: "choose",
            header: "選ぶ",
            cell: ({ id, version, name }: QueueRow) => (
              <RowCheckbox
                form={SEVERAL}
                name="items"
                value={`${id}~${version}`}
                label={`${name}を選ぶ`}
              />
            ),
          },
        ]
      : []),
    {
      key: "facility",
      header: "施設",
      rowHeader: true,
      cell: ({ id, name, code }) => (
        <span>
          <a href={`${queue.recordPath(id)}${query}`}>{name}</a>
          <br />
          <small>{code}</small>
        </span>
      ),
    },
    {
      key: "kind",
      header: "種類と都道府県",
      cell: ({ kind, prefectureCode }) => (
        <span>
          {facilityKindName(kind)}
          <br />
          {prefectureByCode(prefectureCode)?.name ?? "不明"}
        </span>
      ),
    },
    ...(about === null
      ? []
      : [
          {
            key: "about",
            header: about.header,
            cell: (row: QueueRow) => about.words(row.about),
          },
        ]),
    { key: "state", header: "状態", cell: queue.badge },
    {
      key: "since",
      header: view.since,
      cell: ({ since }) => (
        <span>
          {formatDateTime(since)}
          {view.turn !== "nobody" && (
            <span>
              <br />
              <small>{waitWords(since, look.now)}</small>
            </span>
          )}
        </span>
      ),
    },
    ...(view.turn === "nobody"
      ? []
      : [
          {
            key: "due",
            header: "期限",
            cell: ({ dueOn }: QueueRow) =>
              dueOn ? (
                <span>
                  {formatDate(dueOn)}
                  <br />
                  <small>{leftWords(dueOn, today)}</small>
                </span>
              ) : (
                "なし"
              ),
          },
        ]),
    ...(view.turn === "office"
      ? [
          {
            key: "holder",
            header: "担当",
            cell: ({ holderId, holderName }: QueueRow) =>
              holderId === null ? (
                "なし"
              ) : holderId === look.officialId ? (
                <StatusBadge tone="info">自分</StatusBadge>
              ) : (
                holderName
              ),
          },
        ]
      : []),
  ];
}

function Steps({ queue, look: { filter }, page }: Pick<ListPageProps, "queue" | "look" | "page">) {
  const { before, after } = page;
  const query = queryOf(filter);
  const first = `${queue.path}${query}`;
  const to = (name: "before" | "after", { key, id }: Place) =>
    `${first}${query === "" ? "?" : "&"}${name}=${encodeURIComponent(`${key}~${id}`)}`;

  return (
    <Neighbours
      label={`${queue.noun}の一覧のページ`}
      links={[
        before && { href: first, label: "最初へ" },
        before && { href: to("before", before), label: `前の${QUEUE_PAGE}件`, rel: "prev" },
        after && { href: to("after", after), label: `次の${QUEUE_PAGE}件`, rel: "next" },
      ]}
    />
  );
}
