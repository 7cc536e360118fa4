import { formatDate, formatDateTime, tokyoDate } from "@madoguchi/notation";
import {
  ButtonRow,
  DescriptionList,
  LinkButton,
  Notice,
  PageHeading,
  Progress,
  Section,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../../accounts/index.ts";
import { PortalPage } from "../../../shell/pages.tsx";
import { countKeys, countNames, hasFile, keptUntil, purposeNames } from "../rules.ts";
import type { BulkInquiry } from "../store.ts";
import { BulkStateBadge, percentOf } from "./state.tsx";

type StatusProps = { readonly inquiry: BulkInquiry; readonly now: Temporal.Instant };

export function BulkStatusPage({
  actor,
  inquiry,
  now,
}: StatusProps & { readonly actor: FacilityActor }) {
  const { receiptNumber, acceptedAt, asOf, state } = inquiry;

  return (
    <PortalPage
      title={`一括照会 ${receiptNumber}`}
      actor={actor}
      current="/bulk-inquiries"
      crumbs={[{ label: "一括照会", href: "/bulk-inquiries" }, { label: receiptNumber }]}
    >
      <PageHeading caption="一括照会の受付番号">{receiptNumber}</PageHeading>
      <WhatNext inquiry={inquiry} now={now} />
      <Section heading="この照会について">
        <DescriptionList
          items={[
            { term: "状態", detail: <BulkStateBadge state={state} /> },
            { term: "受け付けた日時", detail: formatDateTime(acceptedAt) },
            { term: "いつの資格か", detail: `${formatDate(asOf)}の資格` },
            { term: "目的", detail: purposeNames[inquiry.purpose] },
            {
              term: "ファイルの期限",
              detail:
                state === "deleted"
                  ? "期限が過ぎたため、削除しました。"
                  : `${formatDate(keptUntil(tokyoDate(acceptedAt)))}まで保存します。`,
            },
          ]}
        />
      </Section>
      <Counts inquiry={inquiry} />
    </PortalPage>
  );
}

function WhatNext({ inquiry, now }: StatusProps) {
  const { state, linesDone, receiptNumber } = inquiry;
  const lines = linesDone.toLocaleString("ja-JP");
  switch (state) {
    case "accepted":
    case "working":
      return (
        <>
          <Progress
            label="一括照会"
            done={percentOf(inquiry)}
            total={100}
            text={`${percentOf(inquiry)}%（${lines}行）済みました。${timeLeft(inquiry, now)}`}
          />
          <p>この画面を閉じても、処理は続きます。受付番号を控えておいてください。</p>
          <ButtonRow>
            <LinkButton href={`/bulk-inquiries/${receiptNumber}`}>最新の状態にする</LinkButton>
          </ButtonRow>
        </>
      );
    case "done":
      return (
        <Notice tone="success" title={`${lines}行の照会が終わりました。`}>
          {(inquiry.counts.errors ?? 0) > 0 && (
            <p>
              このうち{inquiry.counts.errors?.toLocaleString("ja-JP")}
              行は、書き方に直しが要るため照会していません。
            </p>
          )}
          <Files inquiry={inquiry} />
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="error" title="ファイルを読み取れないため、照会していません。">
          <p>理由と直し方は、エラーのファイルにあります。直して、もう一度送ってください。</p>
          <Files inquiry={inquiry} />
        </Notice>
      );
    case "failed":
      return (
        <Notice tone="error" title="窓口の不具合で、処理できませんでした。">
          <p>ファイルは削除しました。もう一度送ってください。</p>
          <p>続くときは、受付番号を添えてコールセンターにご連絡ください。</p>
        </Notice>
      );
    case "deleted":
      return (
        <Notice title="保存の期間が過ぎたため、結果のファイルを削除しました。">
          <p>結果が要るときは、もう一度照会してください。</p>
        </Notice>
      );
  }
}

function Files({ inquiry }: { readonly inquiry: BulkInquiry }) {
  const path = `/bulk-inquiries/${inquiry.receiptNumber}`;

  return (
    <ButtonRow>
      {hasFile(inquiry, "result") && (
        <LinkButton href={`${path}/result.csv`}>結果のファイルを保存する</LinkButton>
      )}
      {hasFile(inquiry, "errors") && (
        <LinkButton href={`${path}/errors.csv`} variant="secondary">
          エラーのファイルを保存する
        </LinkButton>
      )}
    </ButtonRow>
  );
}

/** From what the work has needed so far. */
function timeLeft({ acceptedAt, bytesDone, bytesTotal }: BulkInquiry, now: Temporal.Instant) {
  if (bytesDone === 0) return "";
  const gone = now.since(acceptedAt).total("seconds");
  const left = Math.ceil((gone * (bytesTotal - bytesDone)) / bytesDone);

  return left < 60 ? `あと${left}秒ほどです。` : `あと${Math.ceil(left / 60)}分ほどです。`;
}

type Count = { readonly key: string; readonly name: string; readonly lines: number };

const columns: Column<Count>[] = [
  { key: "name", header: "資格有効性", cell: ({ name }) => name, rowHeader: true },
  {
    key: "lines",
    header: "行数",
    numeric: true,
    cell: ({ lines }) => `${lines.toLocaleString("ja-JP")}行`,
  },
];

function Counts({ inquiry: { counts } }: { readonly inquiry: BulkInquiry }) {
  const rows = countKeys.map((key) => ({ key, name: countNames[key], lines: counts[key] ?? 0 }));

  return (
    <Section heading="結果の内訳">
      <Table
        caption="資格有効性ごとの行数"
        hideCaption
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
      />
    </Section>
  );
}
