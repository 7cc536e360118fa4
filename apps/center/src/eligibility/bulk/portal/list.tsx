import { problemKinds } from "@madoguchi/contract";
import { formatDate, formatDateTime, tokyoDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxField,
  Details,
  EmptyState,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
  Section,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { FacilityActor } from "../../../accounts/index.ts";
import { fieldState, summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { PortalPage } from "../../../shell/pages.tsx";
import { answerTitles, questionColumns } from "../columns.ts";
import {
  BASIS_WORDS,
  KEPT_DAYS,
  MAXIMUM_BYTES,
  MAXIMUM_LINES,
  keptUntil,
  purposeNames,
  purposeOptions,
} from "../rules.ts";
import type { BulkInquiry } from "../store.ts";
import { BulkStateBadge, percentOf } from "./state.tsx";

const crumbs = [{ label: "準備の進み具合", href: "/home" }, { label: "一括照会" }];

type BulkListPageProps = {
  readonly actor: FacilityActor;
  readonly inquiries: readonly BulkInquiry[];
  /** Too many are unfinished for a further one. */
  readonly isWaiting: boolean;
  readonly state: FormState;
};

export function BulkListPage({ actor, inquiries, isWaiting, state }: BulkListPageProps) {
  return (
    <PortalPage
      title="一括照会"
      actor={actor}
      current="/bulk-inquiries"
      crumbs={crumbs}
      errorCount={Object.keys(state.errors).length}
    >
      <ErrorSummary errors={summaryOf(state.errors)} />
      <PageHeading lead="受診者のファイルを送ると、資格が有効かどうかをまとめて確認できます。">
        一括照会
      </PageHeading>
      {isWaiting ? (
        <Notice tone="warning" title="いまは、新しい照会を受け付けられません。">
          <p>{problemKinds["bulk-waiting"].cause}</p>
          <p>{problemKinds["bulk-waiting"].nextStep}</p>
        </Notice>
      ) : (
        <UploadForm state={state} />
      )}
      <Section heading="これまでの照会">
        {inquiries.length === 0 ? (
          <EmptyState title="照会はまだありません">
            <p>送ったファイルの受付番号と進み具合が、ここに並びます。</p>
          </EmptyState>
        ) : (
          <Table
            caption="一括照会の一覧（新しい順）"
            hideCaption
            columns={columns}
            rows={inquiries}
            rowKey={({ id }) => id}
          />
        )}
        <p>
          結果のファイルは、受け付けた日から{KEPT_DAYS}日たつと削除します。件数の記録は残ります。
        </p>
      </Section>
    </PortalPage>
  );
}

function UploadForm({ state }: { readonly state: FormState }) {
  return (
    <Section heading="受診者のファイルを送る">
      <HowTo />
      <Form action="/bulk-inquiries" upload>
        <RadioGroup
          {...fieldState(state, "purpose")}
          name="purpose"
          label="照会の目的"
          required
          options={purposeOptions}
        />
        <CheckboxField
          name="basis"
          label={BASIS_WORDS}
          required
          checked={state.values["basis"] === "yes"}
          {...(state.errors["basis"] === undefined ? {} : { error: state.errors["basis"] })}
        />
        <FileField
          name="file"
          label="受診者のファイル"
          help={`CSV（UTF-8またはShift_JIS、gzipで圧縮しても可）。${MAXIMUM_BYTES / 1024 / 1024}MB、${MAXIMUM_LINES / 10_000}万行まで。`}
          accept=".csv,.gz,text/csv,application/gzip"
          maxBytes={MAXIMUM_BYTES}
          required
          {...(state.errors["file"] === undefined ? {} : { error: state.errors["file"] })}
        />
        <ButtonRow>
          <Button>送信して受付番号を受け取る</Button>
          <LinkButton href="/bulk-inquiries/template.csv" variant="secondary">
            記入例のファイルを保存する
          </LinkButton>
        </ButtonRow>
      </Form>
    </Section>
  );
}

function HowTo() {
  return (
    <Details summary="ファイルの書き方と、結果に書かれること">
      <p>1行目は見出し、2行目から1行に1人です。列の順は自由です。</p>
      <ul>
        {questionColumns.map((column) => (
          <li key={column.key}>
            {column.title}
            {"isOptional" in column ? "（なくても構いません。施設の番号をそのまま返します）" : ""}
          </li>
        ))}
      </ul>
      <p>
        記号や枝番がない方は、値を空にしてください。枝番が空で、同じ番号と生年月日の方が複数いるときは「複数該当」になります。
      </p>
      <p>
        氏名や住所など、ほかの列は送らないでください。あるときは、ファイル全体を受け取りません。
      </p>
      <p>結果は同じ順で、送った列に次の列を加えます。</p>
      <ul>
        {answerTitles.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </Details>
  );
}

const columns: Column<BulkInquiry>[] = [
  {
    key: "receipt",
    header: "受付番号",
    cell: ({ receiptNumber }) => <a href={`/bulk-inquiries/${receiptNumber}`}>{receiptNumber}</a>,
    rowHeader: true,
  },
  { key: "state", header: "状態", cell: (inquiry) => <BulkStateBadge state={inquiry.state} /> },
  {
    key: "progress",
    header: "進み具合",
    cell: (inquiry) => (inquiry.finishedAt ? "終わりました" : `${percentOf(inquiry)}%`),
  },
  {
    key: "lines",
    header: "行数",
    numeric: true,
    cell: ({ linesDone }) => `${linesDone.toLocaleString("ja-JP")}行`,
  },
  { key: "purpose", header: "目的", cell: ({ purpose }) => purposeNames[purpose] },
  {
    key: "accepted",
    header: "受け付けた日時",
    cell: ({ acceptedAt }) => formatDateTime(acceptedAt),
  },
  {
    key: "kept",
    header: "保存の期限",
    cell: ({ state, acceptedAt }) =>
      state === "deleted" ? "削除しました" : formatDate(keptUntil(tokyoDate(acceptedAt))),
  },
];

export function NotAllowedPage({ actor }: { readonly actor: FacilityActor }) {
  const { title, cause, nextStep } = problemKinds["bulk-not-allowed"];

  return (
    <PortalPage title="一括照会" actor={actor} crumbs={crumbs}>
      <PageHeading>一括照会</PageHeading>
      <EmptyState title={title} action={<LinkButton href="/home">準備の進み具合へ戻る</LinkButton>}>
        <p>{cause}</p>
        <p>{nextStep}</p>
      </EmptyState>
    </PortalPage>
  );
}
