/** 機種の一覧 as it holds today, the versions before and after, and the way to another one. */
import { claimWords } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import { formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import {
  ButtonRow,
  EmptyState,
  LinkButton,
  PageHeading,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";
import { May } from "../../../accounts/index.ts";
import type { OfficialActor } from "../../../accounts/index.ts";
import { ProposalWaits } from "../../../proposals/index.ts";
import type { Proposal } from "../../../proposals/index.ts";
import { DEVICES, DEVICES_TITLE, MasterPage } from "../../frame.tsx";
import { kindNames, nameOf } from "../file.ts";
import type { CatalogueVersion } from "../store.ts";

type CataloguePageProps = {
  readonly actor: OfficialActor;
  readonly models: readonly KnownModel[];
  /** The newest first. */
  readonly versions: readonly CatalogueVersion[];
  readonly waiting: readonly Proposal[];
  readonly today: Temporal.PlainDate;
};

export function CataloguePage({ actor, models, versions, waiting, today }: CataloguePageProps) {
  return (
    <MasterPage actor={actor} title={DEVICES_TITLE} part={DEVICES}>
      <PageHeading lead="端末を選ぶ画面の比較と、補助金の審査の気づきに使います。一覧は目安で、使えるかを決めるものではありません。">
        {DEVICES_TITLE}
      </PageHeading>
      {waiting.map(({ id }) => (
        <ProposalWaits key={id} href={`${DEVICES}/${id}`} />
      ))}
      <ButtonRow>
        <May right="masters.change">
          {waiting.length === 0 && (
            <LinkButton href={`${DEVICES}/new`}>新しい一覧を取り込む</LinkButton>
          )}
        </May>
        <LinkButton href={`${DEVICES}/devices.csv`} variant="secondary">
          いまの一覧をCSVで受け取る
        </LinkButton>
      </ButtonRow>
      <Section heading={`いまの一覧　${models.length}機種`}>
        <Table caption="いまの一覧" hideCaption columns={columns} rows={models} rowKey={nameOf} />
      </Section>
      <Section heading="一覧の移り変わり">
        {versions.length === 0 ? (
          <EmptyState title="はじめの一覧のままです">
            <p>はじめの一覧は、窓口のプログラムに入っています。</p>
          </EmptyState>
        ) : (
          <Versions versions={versions} today={today} />
        )}
      </Section>
    </MasterPage>
  );
}

const columns: readonly Column<KnownModel>[] = [
  { key: "model", header: "機種", rowHeader: true, cell: nameOf },
  { key: "kind", header: "種類", cell: ({ kind }) => kindNames[kind] },
  { key: "connection", header: "つなぎ方", cell: ({ connection }) => connection },
  {
    key: "claim",
    header: "分かっていること",
    cell: ({ claim, source, sourceDate }) => `${claimWords[claim]}（${source}、${sourceDate}）`,
  },
  {
    key: "price",
    header: "販売価格",
    numeric: true,
    cell: ({ listPriceYen }) => (listPriceYen === undefined ? "記載なし" : formatYen(listPriceYen)),
  },
];

function Versions({ versions, today }: Pick<CataloguePageProps, "versions" | "today">) {
  const isAhead = ({ validFrom }: CatalogueVersion) =>
    Temporal.PlainDate.compare(validFrom, today) > 0;
  const current = versions.find((version) => !isAhead(version));

  return (
    <Table
      caption="一覧の移り変わり、新しい順"
      hideCaption
      columns={[
        {
          key: "from",
          header: "使い始める日",
          rowHeader: true,
          cell: ({ validFrom }) => formatDate(validFrom),
        },
        { key: "models", header: "機種の数", numeric: true, cell: ({ models }) => models.length },
        {
          key: "state",
          header: "状態",
          cell: (version) =>
            version === current ? (
              <StatusBadge tone="success">使用中</StatusBadge>
            ) : isAhead(version) ? (
              <StatusBadge tone="info">これから</StatusBadge>
            ) : (
              <StatusBadge tone="neutral">終わり</StatusBadge>
            ),
        },
        { key: "at", header: "決めた日時", cell: ({ recordedAt }) => formatDateTime(recordedAt) },
      ]}
      rows={versions}
      rowKey={({ id }) => id}
    />
  );
}
