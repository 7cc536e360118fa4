/** All insurers, or those that are searched for; above them what waits for a second official. */
import { formatDateTime, formatPhone } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Pagination,
  Section,
  StatusBadge,
  Table,
  TextField,
} from "@madoguchi/ui";
import { useContext } from "react";
import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import { May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { OfficePage, ReaderRights } from "../../shell/pages.tsx";
import type { NamedChange } from "../store/contract-changes.ts";
import type { Delivery } from "../store/deliveries.ts";
import { INSURER_PAGE } from "../store/insurers.ts";
import type { InsurerTable } from "../store/tables.ts";
import { ContractBadge, INSURERS, number, pathOf } from "./frame.tsx";

type InsurerListPageProps = {
  readonly actor: OfficialActor;
  readonly text: string;
  readonly page: number;
  readonly insurers: readonly InsurerTable[];
  readonly count: number;
  readonly unconfirmed: readonly Delivery[];
  readonly contractChanges: readonly NamedChange[];
  readonly today: Temporal.PlainDate;
};

export function InsurerListPage(props: InsurerListPageProps) {
  const { actor, text, page, insurers, count, unconfirmed, contractChanges, today } = props;

  return (
    <OfficePage title="保険者" actor={actor} current={INSURERS}>
      <Waiting unconfirmed={unconfirmed} contractChanges={contractChanges} />
      <PageHeading lead="保険者ごとに、契約、連絡先、届いたファイルを確かめます。">
        保険者
      </PageHeading>
      <Form action={INSURERS} method="get">
        <TextField
          name="q"
          label="保険者をさがす"
          help="番号のはじめの数字、または名称やフリガナの一部"
          type="search"
          value={text}
          width={20}
        />
        <ButtonRow>
          <Button>さがす</Button>
          <May right="insurers.change">
            <LinkButton href={`${INSURERS}/new`} variant="secondary">
              保険者を登録する
            </LinkButton>
          </May>
          <LinkButton href={`${INSURERS}/suspended`} variant="secondary">
            照会停止中の人を見る
          </LinkButton>
        </ButtonRow>
      </Form>
      <Section
        heading={
          text === "" ? `すべて　${number(count)}件` : `見つかった保険者　${number(count)}件`
        }
      >
        {insurers.length === 0 ? (
          <EmptyState title="条件に合う保険者はありません。">
            <p>番号や名称の一部だけを入力して、もう一度さがしてください。</p>
          </EmptyState>
        ) : (
          <Table
            caption="保険者"
            hideCaption
            rows={insurers}
            rowKey={(row) => row.number}
            columns={[
              { key: "number", header: "番号", cell: (row) => row.number },
              {
                key: "name",
                header: "名称",
                rowHeader: true,
                cell: (row) => <a href={pathOf(row)}>{row.name}</a>,
              },
              {
                key: "contract",
                header: "契約",
                cell: (row) => <ContractBadge insurer={row} today={today} />,
              },
              {
                key: "telephone",
                header: "電話",
                cell: (row) => (row.telephone === null ? "なし" : formatPhone(row.telephone)),
              },
              { key: "feed", header: "前のファイル", cell: (row) => <LastFeed insurer={row} /> },
            ]}
          />
        )}
        <Pagination
          label="保険者"
          current={page}
          total={Math.ceil(count / INSURER_PAGE)}
          href={(to) => `${INSURERS}?${new URLSearchParams({ q: text, page: String(to) })}`}
        />
      </Section>
    </OfficePage>
  );
}

function Waiting({
  unconfirmed,
  contractChanges,
}: Pick<InsurerListPageProps, "unconfirmed" | "contractChanges">) {
  const count = unconfirmed.length + contractChanges.length;
  if (count === 0) return null;

  return (
    <Notice tone="warning" title={`2人目の確認を待っているものが${count}件あります`}>
      <ul>
        {unconfirmed.map(({ id, fileName, insurerNumber }) => (
          <li key={id}>
            <a href={`/office/feeds/${id}`}>
              {fileName}（保険者番号 {insurerNumber}）
            </a>
          </li>
        ))}
        {contractChanges.map(({ id, insurerName, insurerNumber }) => (
          <li key={id}>
            <ContractChangeLink number={insurerNumber}>
              契約の変更：{insurerName}（保険者番号 {insurerNumber}）
            </ContractChangeLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The change is shown where it is decided. */
function ContractChangeLink({
  number: insurerNumber,
  children,
}: {
  readonly number: string;
  readonly children: ReactNode;
}) {
  return useContext(ReaderRights).includes("insurers.change") ? (
    <a href={`${pathOf({ number: insurerNumber })}/contract`}>{children}</a>
  ) : (
    children
  );
}

function LastFeed({ insurer: { feedAt, feedState } }: { insurer: InsurerTable }) {
  if (feedAt === null) return <>まだありません</>;

  return (
    <>
      {formatDateTime(feedAt)}{" "}
      {feedState === "accepted" ? (
        <StatusBadge tone="success">取り込みました</StatusBadge>
      ) : (
        <StatusBadge tone="error">取り込みませんでした</StatusBadge>
      )}
    </>
  );
}
