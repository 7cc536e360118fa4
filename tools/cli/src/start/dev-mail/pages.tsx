import { formatDateTime } from "@madoguchi/notation";
import {
  Breadcrumbs,
  DescriptionList,
  Document,
  EmptyState,
  Main,
  PageHeading,
  SiteHeader,
  SkipLink,
  Table,
} from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { Mail } from "./store.ts";

const title = "届いたメール（実演用）";
const codesTitle = "確認コード（実演用）";

export function MailListPage({
  mails,
  stylesHref,
}: {
  mails: readonly Mail[];
  stylesHref: string;
}) {
  return (
    <Frame title={title} stylesHref={stylesHref}>
      <PageHeading lead="この実演が送ったメールはすべてここに届きます。外には出ません。">
        {title}
      </PageHeading>
      {mails.length === 0 ? (
        <EmptyState title="メールはまだありません">
          <p>利用登録などを行うと、ここに届きます。</p>
        </EmptyState>
      ) : (
        <Table
          caption="メール"
          hideCaption
          rows={mails}
          rowKey={(mail) => mail.id}
          columns={[
            {
              key: "subject",
              header: "件名",
              rowHeader: true,
              cell: (mail) => <a href={`/dev/mail/${mail.id}`}>{mail.subject}</a>,
            },
            { key: "recipient", header: "宛先", cell: (mail) => mail.recipient },
            { key: "receivedAt", header: "届いた日時", cell: (mail) => receivedAt(mail) },
          ]}
        />
      )}
    </Frame>
  );
}

type Code = { readonly who: string; readonly id: string; readonly code: string };

export function CodesPage({ codes, stylesHref }: { codes: readonly Code[]; stylesHref: string }) {
  return (
    <Frame title={codesTitle} stylesHref={stylesHref}>
      <PageHeading lead="実演用の職員の、認証アプリの代わりです。数字は30秒ごとに変わり、一度だけ使えます。">
        {codesTitle}
      </PageHeading>
      <Table
        caption="確認コード"
        hideCaption
        rows={codes}
        rowKey={({ id }) => id}
        columns={[
          { key: "who", header: "職員", rowHeader: true, cell: ({ who }) => who },
          { key: "id", header: "ID", cell: ({ id }) => id },
          { key: "code", header: "いまの確認コード", cell: ({ code }) => <strong>{code}</strong> },
        ]}
      />
      <p>
        <a href="/dev/codes">新しい数字を見る</a>
      </p>
    </Frame>
  );
}

export function MailPage({ mail, stylesHref }: { mail: Mail; stylesHref: string }) {
  return (
    <Frame
      title={mail.subject}
      stylesHref={stylesHref}
      crumbs={[{ label: title, href: "/dev/mail" }, { label: mail.subject }]}
    >
      <PageHeading>{mail.subject}</PageHeading>
      <DescriptionList
        items={[
          { term: "差出人", detail: mail.sender },
          { term: "宛先", detail: mail.recipient },
          { term: "届いた日時", detail: receivedAt(mail) },
        ]}
      />
      {mail.text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index}>
          {paragraph
            .split("\n")
            .map((line, lineIndex) => [
              lineIndex > 0 && <br key={`break-${lineIndex}`} />,
              ...withLinks(line),
            ])}
        </p>
      ))}
    </Frame>
  );
}

type FrameProps = {
  title: string;
  stylesHref: string;
  crumbs?: readonly { label: string; href?: string }[];
  children: ReactNode;
};

function Frame(props: FrameProps) {
  return (
    <Document title={props.title} stylesHref={props.stylesHref}>
      <SkipLink />
      <SiteHeader serviceName="実演用メール" homeHref="/dev/mail" />
      {props.crumbs && <Breadcrumbs items={props.crumbs} />}
      <Main>{props.children}</Main>
    </Document>
  );
}

/** Web addresses become links; everything else stays text, escaped by React. */
function withLinks(line: string): ReactNode[] {
  return line.split(/(https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}

function receivedAt({ receivedAt }: Mail): string {
  return formatDateTime(receivedAt);
}
