/** A facility's inquiries: what waits for it first. */
import { formatDateTime } from "@madoguchi/notation";
import { ButtonRow, EmptyState, LinkButton, PageHeading, Section, Table } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { CallCenter } from "../../shell/call-center.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { placeText } from "../../shell/places.ts";
import { Steps } from "../../shell/steps.tsx";
import { categories } from "../rules.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { StateBadge } from "./badge.tsx";

type ListPageProps = {
  actor: FacilityActor;
  inquiries: readonly Inquiry[];
  /** How many wait for the facility. */
  waiting: number;
  isFirst: boolean;
  /** Where there are more: the last that is shown. */
  last: Inquiry | null;
};

export function ListPage({ actor, inquiries, waiting, isFirst, last }: ListPageProps) {
  return (
    <PortalPage title="お問い合わせ" actor={actor} current="/inquiries">
      <PageHeading
        lead={
          waiting > 0
            ? `${waiting}件に、回答か確認のお願いが届いています。`
            : "わからないことを、担当者に尋ねられます。回答はこの画面で読めます。"
        }
      >
        お問い合わせ
      </PageHeading>
      <ButtonRow>
        <LinkButton href="/inquiries/new">新しく問い合わせる</LinkButton>
      </ButtonRow>
      {inquiries.length === 0 ? (
        <EmptyState title="お問い合わせはまだありません。" />
      ) : (
        <Table
          caption="これまでのお問い合わせ"
          columns={columns}
          rows={inquiries}
          rowKey={({ id }) => id}
        />
      )}
      <Steps
        label="お問い合わせ"
        path="/inquiries"
        query={last && isWaiting(last) ? { waiting: "yes" } : {}}
        isFirst={isFirst}
        next={last && placeText({ at: last.stateSince, id: last.id })}
      />
      <Section heading="お急ぎのときは電話で">
        <CallCenter />
      </Section>
    </PortalPage>
  );
}

const isWaiting = ({ state }: Inquiry) => state === "answered" || state === "waiting";

const columns: readonly Column<Inquiry>[] = [
  {
    key: "subject",
    header: "件名",
    rowHeader: true,
    cell: ({ number, subject }) => <a href={`/inquiries/${number}`}>{subject}</a>,
  },
  { key: "state", header: "状態", cell: ({ state }) => <StateBadge state={state} /> },
  { key: "category", header: "種類", cell: ({ category }) => categories[category] },
  { key: "since", header: "最後の動き", cell: ({ stateSince }) => formatDateTime(stateSince) },
  { key: "number", header: "受付番号", cell: ({ number }) => number },
];
