/** The newest notices of one facility, for a page of another noun. */
import { Section } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { Notice } from "../rules/notice.ts";
import type { Shelf } from "../shelf.ts";
import { NoticeList } from "./notice-list.tsx";

type NewsProps = { notices: readonly Notice[]; shelf: Shelf; now: Temporal.Instant };

export function News({ notices, shelf, now }: NewsProps) {
  return (
    <Section heading="あなたの施設へのお知らせ" action={<a href="/notices">お知らせの一覧</a>}>
      {notices.length === 0 ? (
        <p>掲載中のお知らせはありません。</p>
      ) : (
        <NoticeList notices={notices} shelf={shelf} now={now} />
      )}
    </Section>
  );
}
