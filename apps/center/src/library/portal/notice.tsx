/** One notice, and the list of all. */
import { formatDate, formatDateTime, prefectureByCode, tokyoDate } from "@madoguchi/notation";
import {
  Details,
  EmptyState,
  Notice as Banner,
  PageHeading,
  Pagination,
  Particulars,
  SearchBox,
  Table,
  Tabs,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import {
  ageWords,
  categories,
  isCategory,
  isForSome,
  noticeState,
  noticeTitle,
  weights,
} from "../rules/notice.ts";
import type { Audience, Category, Notice } from "../rules/notice.ts";
import type { Shelf, ShelvedNotice } from "../shelf.ts";
import type { NoticeChange } from "../store/notices.ts";
import { conditions, isCondition } from "../rules/audience.ts";
import { NoticeList, reading } from "./notice-list.tsx";
import { RatingErrors, RatingSection } from "./rating.tsx";
import type { RatingState } from "./rating.tsx";
import { beginning } from "./words.ts";

type Common = { actor: FacilityActor | null; shelf: Shelf; now: Temporal.Instant };

type NoticesPageProps = Common & {
  /** Those of this page. */
  notices: readonly Notice[];
  page: number;
  pages: number;
  category: Category | null;
};

const DESCRIPTION =
  "資格確認限定型、補助金、設備の点検などのお知らせの一覧です。新しいものから並んでいます。";

export function NoticesPage(props: NoticesPageProps) {
  const { actor, shelf, now, notices, page, pages, category } = props;

  return (
    <PortalPage
      title="お知らせ"
      description={DESCRIPTION}
      actor={actor}
      current="/notices"
      withFeed
    >
      <PageHeading lead="新しいものから並んでいます。">お知らせ</PageHeading>
      <SearchBox action="/search" label="お知らせと手順書を探す" />
      <Tabs
        label="お知らせの分類"
        tabs={[
          { href: "/notices", label: "すべて", current: category === null },
          ...categoryKeys.map((key) => ({
            href: listHref(key, 1),
            label: categories[key],
            current: key === category,
          })),
        ]}
      />
      {notices.length === 0 ? (
        <EmptyState title="掲載中のお知らせはありません。" />
      ) : (
        <NoticeList notices={notices} shelf={shelf} now={now} />
      )}
      <Pagination
        label="お知らせ"
        current={page}
        total={pages}
        href={(to) => listHref(category, to)}
      />
      <p>
        お知らせは<a href="/feed.atom">フィード（Atom）</a>でも受け取れます。
        {actor?.facilityId && <a href="/notices/mail">お知らせのメールを変える</a>}
      </p>
    </PortalPage>
  );
}

const categoryKeys = Object.keys(categories).filter(isCategory);

function listHref(category: Category | null, page: number): string {
  const query = new URLSearchParams({
    ...(category === null ? {} : { category }),
    ...(page === 1 ? {} : { page: String(page) }),
  });

  return query.size === 0 ? "/notices" : `/notices?${query}`;
}

type NoticePageProps = Common & {
  notice: ShelvedNotice;
  rating: RatingState;
};

export function NoticePage({ actor, shelf, now, notice, rating }: NoticePageProps) {
  const { number, title, weight, html, changes } = notice;
  const state = noticeState(notice, now);

  return (
    <PortalPage
      title={noticeTitle(notice)}
      {...(state === "withdrawn" ? {} : { description: beginning(notice.words) })}
      actor={actor}
      width="text"
      errorCount={Object.keys(rating.errors).length}
      crumbs={[{ label: "お知らせ", href: "/notices" }, { label: title }]}
    >
      <RatingErrors state={rating} />
      {state === "withdrawn" && (
        <Banner tone="error" word="取下げ" title="このお知らせは取り下げました。">
          <p>{notice.withdrawnBecause}</p>
        </Banner>
      )}
      {state === "expired" && (
        <Banner tone="warning" word="掲載終了" title="このお知らせは掲載期間が終わりました。">
          <p>いまの内容と違うことがあります。</p>
        </Banner>
      )}
      <PageHeading caption={weights[weight]}>{title}</PageHeading>
      <NoticeParticulars notice={notice} shelf={shelf} now={now} />
      {state !== "withdrawn" && <div dangerouslySetInnerHTML={{ __html: html }} />}
      {changes.length > 1 && <Changes changes={changes} />}
      {state === "published" && <RatingSection number={number} state={rating} />}
    </PortalPage>
  );
}

function NoticeParticulars({ notice, shelf, now }: { notice: Notice } & Omit<Common, "actor">) {
  const { number, publishedAt, revisedAt } = notice;

  return (
    <Particulars
      items={[
        `管理番号 ${number}`,
        <>
          <Day at={publishedAt} now={now} />
          掲載
        </>,
        ...(revisedAt === null
          ? []
          : [
              <>
                <Day at={revisedAt} now={now} />
                更新
              </>,
            ]),
        `対象：${audienceWords(notice)}`,
        ...reading(shelf, number),
      ]}
    />
  );
}

function Day({ at, now }: { at: Temporal.Instant; now: Temporal.Instant }) {
  return (
    <time dateTime={at.toString()}>
      {formatDate(tokyoDate(at))}（{ageWords(at, now)}）
    </time>
  );
}

/** 「一部機関（薬局、助産所。東京都）」 */
export function audienceWords(audience: Audience): string {
  if (!isForSome(audience)) return "すべての施設";
  const kinds = audience.audienceKinds.map(facilityKindName).join("、");
  const places = audience.audiencePrefectures
    .map((code) => prefectureByCode(code)?.name ?? code)
    .join("、");

  const condition = isCondition(audience.audienceCondition)
    ? conditions[audience.audienceCondition]
    : "";

  return `一部機関（${[kinds, places, condition].filter((part) => part !== "").join("。")}）`;
}

function Changes({ changes }: { changes: readonly NoticeChange[] }) {
  return (
    <Details summary="更新の履歴">
      <Table
        caption="更新の履歴"
        hideCaption
        columns={[
          {
            key: "at",
            header: "日時",
            cell: ({ at }) => <time dateTime={at.toString()}>{formatDateTime(at)}</time>,
            rowHeader: true,
          },
          { key: "what", header: "変わったところ", cell: ({ what }) => what || "はじめて掲載" },
        ]}
        rows={changes.toReversed()}
        rowKey={({ version }) => String(version)}
      />
    </Details>
  );
}
