/** Notices in a list: for the front door, the page of all notices, and a facility's own first page. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { LinkList, Particulars, StatusBadge } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import { ageWords, isForSome, newsAt, noticeHref, noticeTitle } from "../rules/notice.ts";
import type { Notice } from "../rules/notice.ts";
import { averageStars } from "../rules/rating.ts";
import type { Shelf } from "../shelf.ts";

type NoticeListProps = { notices: readonly Notice[]; shelf: Shelf; now: Temporal.Instant };

export function NoticeList({ notices, shelf, now }: NoticeListProps) {
  return (
    <LinkList
      items={notices.map((notice) => ({
        key: notice.number,
        href: noticeHref(notice),
        title: noticeTitle(notice),
        badge: isForSome(notice) ? <StatusBadge>一部機関</StatusBadge> : undefined,
        meta: <NoticeFacts notice={notice} shelf={shelf} now={now} />,
      }))}
    />
  );
}

export function NoticeFacts({
  notice,
  shelf,
  now,
}: {
  notice: Notice;
  shelf: Shelf;
  now: Temporal.Instant;
}) {
  const at = newsAt(notice);

  return (
    <Particulars
      items={[
        notice.number,
        <time key="at" dateTime={at.toString()}>
          {formatDate(tokyoDate(at))}（{ageWords(at, now)}）
        </time>,
        ...reading(shelf, notice.number),
      ]}
    />
  );
}

/** How often it was read, and what readers think. */
export function reading(shelf: Shelf, number: string): string[] {
  const opinion = shelf.opinionOf(number);
  const stars = averageStars(opinion);

  return [
    `閲覧 ${shelf.viewsOf(number).toLocaleString("ja-JP")}回`,
    stars === null ? "評価はまだありません" : `評価 ★${stars}（${opinion.count}件）`,
  ];
}
