import { formatDateTime } from "@madoguchi/notation";
import { ButtonRow, EmptyState, LinkButton, PageHeading, Table, Tabs } from "@madoguchi/ui";
import { OfficePage } from "../../../shell/pages.tsx";
import { Steps } from "../../../shell/steps.tsx";
import { May } from "../../may.tsx";
import type { OfficialActor } from "../../rules.ts";
import { resetReasons } from "../rules.ts";
import { resetViews } from "../store.ts";
import type { ListedReset, ResetView } from "../store.ts";
import { dueWords, stateWords, TITLE } from "../words.tsx";
import { PATH } from "./frame.tsx";

const viewNames = {
  open: "確認と承認",
  waiting: "解除を待っています",
  ended: "終わったもの",
} as const satisfies Record<ResetView, string>;

type ResetListPageProps = {
  readonly actor: OfficialActor;
  readonly view: ResetView;
  readonly isFirst: boolean;
  readonly next: string | null;
  readonly rows: readonly ListedReset[];
  readonly counts: Readonly<Record<ResetView, number>>;
};

export function ResetListPage({ actor, view, isFirst, next, rows, counts }: ResetListPageProps) {
  return (
    <OfficePage title={TITLE} actor={actor} current={PATH}>
      <PageHeading lead="2つ目の確認方法をすべてなくした担当者からの申し込みです。">
        {TITLE}
      </PageHeading>
      <May right="resets.handle">
        <ButtonRow>
          <LinkButton href={`${PATH}/new`} variant="secondary">
            電話の申し込みを記録する
          </LinkButton>
        </ButtonRow>
      </May>
      <Tabs
        label="解除の状態"
        tabs={resetViews.map((name) => ({
          href: `${PATH}?view=${name}`,
          label: viewNames[name],
          count: counts[name],
          current: name === view,
        }))}
      />
      {rows.length === 0 ? (
        <EmptyState title={`「${viewNames[view]}」の申し込みはありません。`} />
      ) : (
        <Table
          caption={viewNames[view]}
          hideCaption
          columns={[
            {
              key: "person",
              header: "担当者",
              rowHeader: true,
              cell: ({ id, name, mail }) => (
                <>
                  <a href={`${PATH}/${id}`}>{name}</a>
                  <br />
                  <small>{mail}</small>
                </>
              ),
            },
            { key: "reason", header: "理由", cell: ({ reason }) => resetReasons[reason] },
            {
              key: "started",
              header: "申し込み",
              cell: ({ startedAt }) => formatDateTime(startedAt),
            },
            {
              key: "state",
              header: "状態",
              cell: (reset) => dueWords(reset) ?? stateWords[reset.state],
            },
          ]}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
      <Steps label={viewNames[view]} path={PATH} query={{ view }} isFirst={isFirst} next={next} />
    </OfficePage>
  );
}
