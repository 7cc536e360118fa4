/** What a search found, and where to go when it found nothing. */
import {
  EmptyState,
  LinkButton,
  LinkList,
  PageHeading,
  Pagination,
  Particulars,
  Prose,
  SearchBox,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import type { Hit, Suggestion } from "../search/library.ts";
import { resultKinds } from "../search/library.ts";
import type { Piece } from "../search/fold.ts";

type SearchPageProps = {
  actor: FacilityActor | null;
  query: string;
  /** Those of this page. */
  hits: readonly Hit[];
  count: number;
  page: number;
  pages: number;
  /** Where nothing was found: what comes near. */
  suggestions: readonly Suggestion[];
};

const LEAD = "お知らせ、手順書、記事、よくある質問、資格確認の答えから探します。";

export function SearchPage(props: SearchPageProps) {
  const { actor, query, hits, count, page, pages, suggestions } = props;

  return (
    <PortalPage
      title={query === "" ? "検索" : `「${query}」の検索結果`}
      description={LEAD}
      actor={actor}
      width="text"
    >
      <PageHeading lead={LEAD}>検索</PageHeading>
      <SearchBox action="/search" label="探す言葉" value={query} />
      {count > 0 && (
        <>
          <p role="status">
            「{query}」で{count}件見つかりました。
          </p>
          <LinkList
            items={hits.map((hit) => ({
              key: hit.href,
              href: hit.href,
              title: <Marked pieces={hit.title} />,
              excerpt: <Marked pieces={hit.excerpt} />,
              meta: (
                <Particulars
                  items={[
                    resultKinds[hit.kind],
                    ...(hit.number === null ? [] : [<Marked key="number" pieces={hit.number} />]),
                  ]}
                />
              ),
            }))}
          />
          <Pagination
            label="検索結果"
            current={page}
            total={pages}
            href={(to) => `/search?${new URLSearchParams({ q: query, page: String(to) })}`}
          />
        </>
      )}
      {count === 0 && query !== "" && <Nothing query={query} suggestions={suggestions} />}
    </PortalPage>
  );
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text));
}

function Nothing({ query, suggestions }: Pick<SearchPageProps, "query" | "suggestions">) {
  return (
    <>
      <EmptyState
        title={`「${query}」は見つかりませんでした。`}
        action={
          <LinkButton href="/inquiries/new" variant="secondary">
            フォームで問い合わせる
          </LinkButton>
        }
      >
        <p>短い言葉に分けるか、別の言い方で探してみてください。</p>
        <p>
          <a href="/help">使い方と手順書</a>の一覧からも探せます。
        </p>
      </EmptyState>
      {suggestions.length > 0 && (
        <Prose>
          <h2>近い内容のもの</h2>
          <ul>
            {suggestions.map(({ href, title }) => (
              <li key={href}>
                <a href={href}>{title}</a>
              </li>
            ))}
          </ul>
        </Prose>
      )}
    </>
  );
}
