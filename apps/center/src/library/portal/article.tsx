/** One article: its particulars, what it holds, its text, its history, and where to read on. */
import { formatDate } from "@madoguchi/notation";
import {
  ButtonRow,
  Contents,
  Details,
  LinkButton,
  PageHeading,
  Particulars,
  Prose,
  Section,
  Table,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { articleHref, articleKinds, topics } from "../rules/article.ts";
import type { Article, Revision } from "../rules/article.ts";
import { inlineWords } from "../text/blocks.ts";
import type { Shelf } from "../shelf.ts";
import { reading } from "./notice-list.tsx";
import { RatingErrors, RatingSection } from "./rating.tsx";
import type { RatingState } from "./rating.tsx";
import { beginning, forWhom } from "./words.ts";

type ArticlePageProps = {
  actor: FacilityActor | null;
  article: Article;
  shelf: Shelf;
  rating: RatingState;
};

/** A page that fits the window needs no list of what it holds. */
const HEADINGS_WORTH_LISTING = 3;

export function ArticlePage({ actor, article, shelf, rating }: ArticlePageProps) {
  const { title, kind, topic, headings, html, history, related, words } = article;
  const others = related.flatMap((number) => shelf.catalogue.byNumber.get(number) ?? []);

  return (
    <PortalPage
      title={title}
      description={beginning(words)}
      actor={actor}
      width="text"
      errorCount={Object.keys(rating.errors).length}
      crumbs={[
        { label: "使い方と手順書", href: "/help" },
        { label: topics[topic], href: `/help#${topic}` },
        { label: title },
      ]}
    >
      <RatingErrors state={rating} />
      <PageHeading caption={articleKinds[kind]}>{title}</PageHeading>
      <Particulars items={[...factsOf(article), ...reading(shelf, article.number)]} />
      {kind === "manual" && (
        <ButtonRow>
          <LinkButton href={`${articleHref(article)}.pdf`} variant="secondary">
            印刷用のPDFを開く
          </LinkButton>
        </ButtonRow>
      )}
      {headings.length >= HEADINGS_WORTH_LISTING && (
        <Contents
          items={headings.map(({ id, inlines, level }) => ({
            href: `#${id}`,
            label: inlineWords(inlines),
            level,
          }))}
        />
      )}
      <div dangerouslySetInnerHTML={{ __html: html }} />
      {others.length > 0 && (
        <Section heading="あわせて読む" screenOnly>
          <Prose>
            <ul>
              {others.map((other) => (
                <li key={other.number}>
                  <a href={articleHref(other)}>{other.title}</a>
                </li>
              ))}
            </ul>
          </Prose>
        </Section>
      )}
      {history.length > 0 && <History history={history} />}
      <RatingSection number={article.number} state={rating} />
    </PortalPage>
  );
}

/** What a reader on the telephone is asked for. */
function factsOf(article: Article) {
  const { number, version, updated } = article;

  return [
    number,
    ...(version === null ? [] : [`第${version}版`]),
    <>
      <time dateTime={updated.toString()}>{formatDate(updated)}</time>更新
    </>,
    `対象：${forWhom(article)}`,
  ];
}

function History({ history }: { history: readonly Revision[] }) {
  return (
    <Details summary="更新の履歴">
      <Table
        caption="更新の履歴"
        hideCaption
        columns={[
          { key: "version", header: "版", cell: ({ version }) => version, rowHeader: true },
          {
            key: "on",
            header: "日付",
            cell: ({ on }) => <time dateTime={on.toString()}>{formatDate(on)}</time>,
          },
          { key: "what", header: "変わったところ", cell: ({ what }) => what },
        ]}
        rows={history}
        rowKey={({ version, on }) => `${version} ${on.toString()}`}
      />
    </Details>
  );
}
