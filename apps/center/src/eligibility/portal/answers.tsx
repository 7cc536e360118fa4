/** 「資格確認の答えと対応」: the whole table in words, each row once, as the screens and the API say it. */
import {
  DECLARATION,
  chargeOnPapers,
  copayOfAnyAge,
  otherWays,
  ownerWords,
} from "@madoguchi/contract";
import { DescriptionList, LinkButton, PageHeading, Prose, Section } from "@madoguchi/ui";
import { Fragment } from "react";
import { everyAnswer } from "../rules/article.ts";
import type { Entry, Topic } from "../rules/article.ts";

export function AnswersArticle() {
  return (
    <>
      <PageHeading lead="受付の画面に出る答えごとに、理由、患者さんへの言い方、次にすること、今日の会計をまとめました。">
        資格確認の答えと対応
      </PageHeading>
      <nav aria-label="この記事の内容">
        <DescriptionList
          items={everyAnswer.map(({ heading, topics }) => ({
            term: heading,
            detail: <Links topics={topics} />,
          }))}
        />
      </nav>
      <Section heading="この記事に出る言葉">
        <DescriptionList items={words} />
      </Section>
      <WithoutCard />
      {everyAnswer.map(({ heading, topics }) => (
        <Section heading={heading} key={heading}>
          {topics.map((topic) => (
            <TopicSection topic={topic} key={topic.id} />
          ))}
        </Section>
      ))}
    </>
  );
}

const words = [
  { term: "レセコン", detail: "医療費の計算と請求に使うコンピューターです。" },
  {
    term: "受領委任",
    detail: "施術所が、患者さんに代わって保険者に費用を請求する取扱いです。",
  },
  { term: DECLARATION, detail: "資格を確かめるものが何もないときに、患者さんが書く書面です。" },
];

function Links({ topics }: { topics: readonly Topic[] }) {
  return topics.map(({ id, title }, index) => (
    <Fragment key={id}>
      {index > 0 && "／"}
      <a href={`#${id}`}>{title}</a>
    </Fragment>
  ));
}

function WithoutCard() {
  return (
    <Section
      heading="カードで確かめられないとき"
      id="without-card"
      action={
        <LinkButton href="/papers/declaration" variant="secondary">
          {DECLARATION}の様式
        </LinkButton>
      }
    >
      <Prose>
        <p>
          次の順で確かめます。根拠は、厚生労働省保険局長通知（令和5年7月10日（月）
          保発0710第1号）です。
        </p>
        <Steps steps={otherWays} />
        <p>{chargeOnPapers(copayOfAnyAge)}</p>
      </Prose>
    </Section>
  );
}

function TopicSection({ topic: { id, title, entries } }: { topic: Topic }) {
  return (
    <Section heading={title} level={3} id={id}>
      {entries.map((entry) => (
        <EntryList entry={entry} key={entry.codes.join()} />
      ))}
    </Section>
  );
}

function EntryList({ entry }: { entry: Entry }) {
  const { causes, owner, patientWords, nextSteps, charge, validity } = entry;
  return (
    <DescriptionList
      items={[
        {
          term: "なぜ起きるか",
          detail: causes.map(({ code, cause }) => (
            <p id={code === entry.topic ? undefined : code} key={code}>
              {cause}
            </p>
          )),
        },
        ...(owner === null ? [] : [{ term: "だれが変えられるか", detail: ownerWords[owner] }]),
        { term: "患者さんへの言い方", detail: `「${patientWords}」` },
        { term: "次にすること", detail: <Steps steps={nextSteps} /> },
        { term: "今日の会計", detail: charge },
        ...(validity === null
          ? []
          : [{ term: "レセコンへの資格有効性", detail: `コード ${validity}` }]),
      ]}
    />
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <Prose>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Prose>
  );
}
