/** All notices as the office sees them, and what readers wrote lately. */
import { formatDate, formatDateTime, tokyoDate } from "@madoguchi/notation";
import {
  EmptyState,
  LinkButton,
  Notice as Banner,
  PageHeading,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Proposal } from "../../proposals/index.ts";
import { noticeChanges } from "../actions.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { audienceWords } from "../portal/notice.tsx";
import { reading } from "../portal/notice-list.tsx";
import { can, newsAt, noticeHref, noticeState, noticeTitle } from "../rules/notice.ts";
import type { Notice, NoticeState } from "../rules/notice.ts";
import type { Shelf } from "../shelf.ts";
import type { Comment } from "../store/readers.ts";

const states = {
  scheduled: ["掲載前", "neutral"],
  published: ["掲載中", "success"],
  expired: ["掲載終了", "neutral"],
  withdrawn: ["取下げ", "error"],
} as const satisfies Record<NoticeState, readonly [string, Tone]>;

type OfficeNoticesProps = {
  readonly actor: OfficialActor;
  readonly notices: readonly Notice[];
  readonly comments: readonly Comment[];
  /** Waiting for a second official. */
  readonly proposals: readonly Proposal[];
  readonly shelf: Shelf;
  readonly now: Temporal.Instant;
};

export function OfficeNoticesPage(props: OfficeNoticesProps) {
  const { actor, notices, comments, proposals, shelf, now } = props;
  const mayPublish = can.publish(actor) === true;

  return (
    <OfficePage title="お知らせ" actor={actor} current="/office/notices">
      <PageHeading lead="総合ポータルサイトに載せるお知らせです。">お知らせ</PageHeading>
      {mayPublish ? (
        <LinkButton href="/office/notices/new">お知らせを書く</LinkButton>
      ) : (
        <Banner title="お知らせを書いたり変えたりできるのは、広報の役割の職員です。" />
      )}
      {proposals.map((proposal) => (
        <Banner
          key={proposal.id}
          tone="warning"
          title={`「${proposedTitle(proposal)}」が、もう1人の確認を待っています`}
        >
          <p>
            <a href={`/office/notices/proposals/${proposal.id}`}>内容を確かめる</a>
          </p>
        </Banner>
      ))}
      {notices.length === 0 ? (
        <EmptyState title="お知らせはまだありません。" />
      ) : (
        <Table
          caption="お知らせの一覧"
          hideCaption
          columns={[
            {
              key: "number",
              header: "管理番号",
              rowHeader: true,
              cell: (notice) =>
                mayPublish && notice.withdrawnAt === null ? (
                  <a href={`/office/notices/${notice.number}`}>{notice.number}</a>
                ) : (
                  <a href={noticeHref(notice)}>{notice.number}</a>
                ),
            },
            { key: "title", header: "題名", cell: noticeTitle },
            { key: "state", header: "状態", cell: (notice) => <State notice={notice} now={now} /> },
            { key: "audience", header: "対象", cell: audienceWords },
            {
              key: "at",
              header: "掲載・更新",
              cell: (notice) => formatDate(tokyoDate(newsAt(notice))),
            },
            {
              key: "reading",
              header: "読まれ方",
              cell: ({ number }) => reading(shelf, number).join("、"),
            },
          ]}
          rows={notices}
          rowKey={({ number }) => number}
        />
      )}
      <Section heading="読んだ方のご意見">
        {comments.length === 0 ? (
          <p>ご意見はまだありません。</p>
        ) : (
          <Table
            caption="読んだ方のご意見"
            hideCaption
            columns={[
              { key: "at", header: "日時", cell: ({ at }) => formatDateTime(at), rowHeader: true },
              { key: "number", header: "番号", cell: ({ number }) => number },
              { key: "stars", header: "評価", cell: ({ stars }) => `${stars}` },
              { key: "comment", header: "ご意見", cell: ({ comment }) => comment },
            ]}
            rows={comments}
            rowKey={({ at, number }) => `${at.toString()} ${number}`}
          />
        )}
      </Section>
    </OfficePage>
  );
}

function proposedTitle({ content }: Proposal): string {
  return noticeChanges.read(content)?.draft.title ?? "お知らせ";
}

function State({ notice, now }: { notice: Notice; now: Temporal.Instant }) {
  const [word, tone] = states[noticeState(notice, now)];

  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
