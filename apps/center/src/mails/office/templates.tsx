/** The list of all kinds of mail, and one of them with its examples. */
import type { Letter, MailTemplate } from "@madoguchi/platform";
import {
  DescriptionList,
  Details,
  MailFrame,
  PageHeading,
  Prose,
  Section,
  Table,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { MailPage, TEMPLATES } from "./frame.tsx";

const TITLE = "メールの文面";

const columns: readonly Column<MailTemplate>[] = [
  {
    key: "when",
    header: "送るとき",
    rowHeader: true,
    cell: ({ name, when }) => <a href={`${TEMPLATES}/${name}`}>{when}</a>,
  },
  { key: "to", header: "あて先", cell: ({ to }) => to },
  { key: "subject", header: "件名（例）", cell: ({ examples }) => examples().at(0)?.subject ?? "" },
];

export function TemplatesPage({
  actor,
  templates,
}: {
  actor: OfficialActor;
  templates: readonly MailTemplate[];
}) {
  return (
    <MailPage actor={actor} title={TITLE}>
      <PageHeading
        lead={`窓口が送るメールのすべてです。${templates.length}種類あります。例の名前や金額は、見本です。`}
      >
        {TITLE}
      </PageHeading>
      <Table
        caption={TITLE}
        hideCaption
        columns={columns}
        rows={templates}
        rowKey={({ name }) => name}
      />
    </MailPage>
  );
}

type TemplatePageProps = {
  readonly actor: OfficialActor;
  readonly template: MailTemplate;
  readonly from: string;
};

export function TemplatePage({ actor, template, from }: TemplatePageProps) {
  const { name, when, to } = template;
  const examples = template.examples();

  return (
    <MailPage actor={actor} title={when} above={{ label: TITLE, href: TEMPLATES }}>
      <PageHeading lead={`${to}に届きます。名前や金額は、見本です。`}>{when}</PageHeading>
      {examples.map((letter, index) => (
        <Example
          key={index}
          heading={examples.length === 1 ? "届くメール" : `届くメール（例${index + 1}）`}
          href={`${TEMPLATES}/${name}/${index + 1}`}
          {...{ letter, from }}
        />
      ))}
    </MailPage>
  );
}

type ExampleProps = {
  readonly heading: string;
  readonly href: string;
  readonly letter: Letter;
  readonly from: string;
};

function Example({ heading, href, letter, from }: ExampleProps) {
  const { subject, text, unsubscribeUrl } = letter;

  return (
    <Section heading={heading}>
      <DescriptionList
        items={[
          { term: "件名", detail: subject },
          { term: "差出人", detail: from },
          {
            term: "配信の停止",
            detail:
              unsubscribeUrl === undefined
                ? "できません（手続きのためのメール）"
                : "メールの中のリンクと、メールソフトのボタンでできます",
          },
        ]}
      />
      <MailFrame title={`${heading}：${subject}`} href={href} />
      <Details summary="文字だけで読むとき">
        <Prose>
          <pre>{text}</pre>
        </Prose>
      </Details>
    </Section>
  );
}
