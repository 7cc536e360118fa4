/** 使い方: the manuals in a table, then articles and questions by topic. */
import { formatDate } from "@madoguchi/notation";
import { PageHeading, Prose, Section, Table } from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { articleHref, topics } from "../rules/article.ts";
import type { Article, Topic } from "../rules/article.ts";
import { forWhom } from "./words.ts";

const LEAD = "手順書、記事、よくある質問をまとめました。";

type HelpPageProps = { actor: FacilityActor | null; catalogue: Catalogue };

export function HelpPage({ actor, catalogue: { articles } }: HelpPageProps) {
  const manuals = articles.filter(({ kind }) => kind === "manual");
  // Who is in trouble looks there, and not for a manual.
  const others = articles.filter(({ kind, topic }) => kind !== "manual" || topic === "trouble");

  return (
    <PortalPage title="使い方と手順書" description={LEAD} actor={actor} current="/help">
      <PageHeading lead={LEAD}>使い方と手順書</PageHeading>
      <Section heading="手順書" id="manuals">
        <Table
          caption="手順書の一覧"
          hideCaption
          columns={[
            { key: "title", header: "手順書", cell: titleCell, rowHeader: true },
            { key: "for", header: "対象", cell: forWhom },
            { key: "version", header: "版", cell: ({ version }) => version },
            {
              key: "updated",
              header: "更新日",
              cell: ({ updated }) => (
                <time dateTime={updated.toString()}>{formatDate(updated)}</time>
              ),
            },
            {
              key: "pdf",
              header: "印刷用",
              cell: (manual) => (
                <a href={`${articleHref(manual)}.pdf`} aria-label={`PDF：${manual.title}`}>
                  PDF
                </a>
              ),
            },
          ]}
          rows={manuals}
          rowKey={({ number }) => number}
        />
        <p>
          アプリは<a href="/downloads">受付アプリの入手</a>からダウンロードできます。
        </p>
      </Section>
      {topicKeys.map((topic) => (
        <TopicSection
          key={topic}
          topic={topic}
          articles={others.filter((article) => article.topic === topic)}
        />
      ))}
      <Section heading="用語">
        <Prose>
          <p>
            手順書と記事に出る言葉は、<a href="/help/glossary">用語集</a>で説明しています。
          </p>
        </Prose>
      </Section>
    </PortalPage>
  );
}

const topicKeys = Object.keys(topics).filter((key): key is Topic => Object.hasOwn(topics, key));

function titleCell(manual: Article) {
  const { code, title } = manual;

  return (
    <a href={articleHref(manual)}>
      {code !== null && `${code}　`}
      {title}
    </a>
  );
}

function TopicSection({ topic, articles }: { topic: Topic; articles: readonly Article[] }) {
  if (articles.length === 0 && topic !== "reception") return null;

  return (
    <Section heading={topics[topic]} id={topic}>
      <Prose>
        <ul>
          {topic === "reception" && (
            <li>
              <a href="/help/answers">資格確認の答えと対応</a>
            </li>
          )}
          {articles.map((article) => (
            <li key={article.number}>
              <a href={articleHref(article)}>{article.title}</a>
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  );
}
