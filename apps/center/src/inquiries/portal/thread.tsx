/** One inquiry: what was said, what to do now, and a place to write on. The same for a facility and for a guest. */
import { formatDate, formatDateTime, tokyoDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  Conversation,
  DescriptionList,
  ErrorSummary,
  Form,
  Notice,
  PageHeading,
  Section,
  TextArea,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { categories, CLOSE_AFTER_DAYS, TEXT_MAXIMUM, transitions, turns } from "../rules.ts";
import type { Inquiry } from "../store/inquiries.ts";
import type { Message } from "../store/messages.ts";
import { FilesField } from "./ask.tsx";
import { AttachmentList } from "./attachment-list.tsx";
import { StateBadge } from "./badge.tsx";

/** How the reader of this page came in, and so where its forms lead. */
export type Way = {
  readonly actor: FacilityActor | null;
  /** For guests. */
  readonly token: string | null;
};

export type ThreadPageProps = {
  way: Way;
  inquiry: Inquiry;
  messages: readonly Message[];
  state: FormState;
  fileProblems: readonly string[];
  formKey: string;
  done: "asked" | "written" | "closed" | null;
};

const doneWords = {
  asked: "お問い合わせを受け付けました。",
  written: "返信を送りました。",
  closed: "お問い合わせを終了しました。",
} as const;

export function ThreadPage(props: ThreadPageProps) {
  const { way, inquiry, messages, state, fileProblems, done } = props;
  const { actor } = way;
  const errors = [
    ...summaryOf(state.errors),
    ...fileProblems.map((message) => ({ name: "files", message })),
  ];

  return (
    <PortalPage
      title={inquiry.subject}
      actor={actor}
      current="/inquiries"
      width="text"
      errorCount={errors.length}
      enhanced={actor !== null}
      crumbs={
        actor
          ? [{ label: "お問い合わせ", href: "/inquiries" }, { label: inquiry.number }]
          : [{ label: "はじめに", href: "/" }, { label: "お問い合わせ" }]
      }
    >
      <ErrorSummary errors={errors} />
      {done && <Done done={done} inquiry={inquiry} />}
      <PageHeading caption={`お問い合わせ ${inquiry.number}`}>{inquiry.subject}</PageHeading>
      <p>
        <StateBadge state={inquiry.state} />
      </p>
      <WhatNow inquiry={inquiry} />
      <Conversation
        utterances={messages.map((message) => ({
          key: message.id,
          who: whoOf(message, actor),
          ...(message.kind === "request" ? { kind: "確認のお願い" } : {}),
          date: formatDateTime(message.at),
          dateTime: message.at.toString(),
          side: message.author === "official" ? "other" : "own",
          text: message.text,
          ...(message.attachments.length > 0
            ? {
                children: (
                  <AttachmentList
                    attachments={message.attachments}
                    hrefOf={({ id }) => attachmentHref(way, inquiry, id)}
                  />
                ),
              }
            : {}),
        }))}
      />
      <WriteOn {...props} />
      <Section heading="このお問い合わせについて">
        <DescriptionList
          items={[
            { term: "受付番号", detail: inquiry.number },
            { term: "種類", detail: categories[inquiry.category] },
            { term: "受け付けた日時", detail: formatDateTime(inquiry.createdAt) },
            ...(inquiry.relatedPath === null
              ? []
              : [
                  {
                    term: "関係するページ",
                    detail: <a href={inquiry.relatedPath}>{inquiry.relatedPath}</a>,
                  },
                ]),
          ]}
        />
      </Section>
    </PortalPage>
  );
}

function Done({ done, inquiry }: { done: keyof typeof doneWords; inquiry: Inquiry }) {
  return (
    <Notice tone="success" title={doneWords[done]}>
      {done === "asked" && (
        <p>受付番号は {inquiry.number} です。回答したときは、メールでお知らせします。</p>
      )}
    </Notice>
  );
}

function WhatNow({ inquiry }: { inquiry: Inquiry }) {
  const closesOn = tokyoDate(inquiry.stateSince.add({ hours: 24 * CLOSE_AFTER_DAYS }));
  if (turns[inquiry.state] === "office") {
    return <p>担当者が確認しています。回答したときは、メールでお知らせします。</p>;
  }
  if (inquiry.state === "closed") {
    return <p>終了しています。続きがあるときは、下から返信すると再び受け付けます。</p>;
  }

  return (
    <p>
      {inquiry.state === "waiting"
        ? "担当者から確認のお願いがあります。下から返信してください。"
        : "解決したときは「解決した」を押してください。続きがあるときは返信してください。"}
      ご返事がなければ、{formatDate(closesOn)}ごろに終了します。
    </p>
  );
}

function WriteOn({ way, inquiry, state, fileProblems, formKey }: ThreadPageProps) {
  const base = way.token === null ? `/inquiries/${inquiry.number}` : "/inquiries/guest";
  const query = new URLSearchParams(way.token === null ? {} : { token: way.token });
  const known = transitions[inquiry.state];

  return (
    <>
      {known.close && turns[inquiry.state] === "asker" && (
        <Form action={`${base}/close?${query}`}>
          <Button variant="secondary">解決した（終了する）</Button>
        </Form>
      )}
      {known.write && (
        <Section heading="返信を書く">
          <Form action={`${base}/reply?key=${formKey}&${query}`} upload keep={way.actor?.id}>
            <TextArea
              name="text"
              label="返信の内容"
              help={`${TEXT_MAXIMUM}文字まで。患者さんの氏名や番号は書かないでください。`}
              required
              {...fieldState(state, "text")}
            />
            <FilesField problems={fileProblems} />
            <ButtonRow>
              <Button>返信を送る</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </>
  );
}

function whoOf({ author, accountId, authorName }: Message, actor: FacilityActor | null): string {
  switch (author) {
    case "official":
      return "お問い合わせ担当";
    case "guest":
      return "あなた";
    case "facility":
      return accountId === actor?.id ? "あなた" : (authorName ?? "施設の方");
  }
}

function attachmentHref({ token }: Way, { number }: Inquiry, id: string): string {
  return token === null
    ? `/inquiries/${number}/files/${id}`
    : `/inquiries/guest/files/${id}?token=${token}`;
}
