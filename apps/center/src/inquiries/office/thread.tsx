/** One inquiry at the office: left what was said and the answer to write, right who asks and how their checks went lately. */
import { Columns, ErrorSummary, Notice, PageHeading, StatusBadge } from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Activity } from "../../eligibility/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { emptyForm, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import type { HandleResult } from "../actions/handle.ts";
import { can } from "../rules.ts";
import type { Inquiry } from "../store/inquiries.ts";
import type { Message } from "../store/messages.ts";
import { OfficeConversation } from "./conversation.tsx";
import { AskerFacts } from "./asker-facts.tsx";
import { officeStateWords } from "./list.tsx";
import { AnswerForm, Desk, NoteForm } from "./desk.tsx";

export type OfficeThread = {
  readonly inquiry: Inquiry;
  readonly messages: readonly Message[];
  /** Null where a guest asks. */
  readonly facility: Facility | null;
  /** Of the last days. */
  readonly activity: readonly Activity[];
  readonly days: number;
};

export type OfficeThreadPageProps = {
  actor: OfficialActor;
  thread: OfficeThread;
  /** Of the answer. */
  state: FormState;
  note?: FormState;
  formKey: string;
  done: keyof typeof doneWords | null;
  refused?: HandleResult;
};

const doneWords = {
  claim: "担当になりました。",
  release: "担当を外れました。",
  answer: "送りました。尋ねた方にメールでお知らせします。",
  note: "メモを残しました。職員だけが読めます。",
  escalate: "上申の状態を変えました。",
  close: "終了しました。尋ねた方にメールでお知らせします。",
} as const;

const refusalWords: Partial<Record<HandleResult, { title: string; next: string }>> = {
  "someone-elses": {
    title: "ほかの担当者が受け持っているため、送りませんでした。",
    next: "代わって回答するときは、先に「担当になる」を押してください。",
  },
  "changed-meanwhile": {
    title: "開いたあとに新しい動きがあったため、まだ何も送っていません。",
    next: "下のやりとりを確かめて、もう一度押してください。書いた文は残っています。",
  },
  "wrong-state": {
    title: "いまの状態では、この操作はできません。",
    next: "下のやりとりで、いまの状態を確かめてください。",
  },
  "not-your-role": {
    title: "あなたの役割では、お問い合わせに回答できません。",
    next: "役割を変えられるのは、審査室の管理者です。",
  },
};

export function OfficeThreadPage(props: OfficeThreadPageProps) {
  const { actor, thread, state, note = emptyForm, formKey, done, refused } = props;
  const { inquiry, messages } = thread;
  const errors = [...summaryOf(state.errors), ...summaryOf(note.errors)];
  const refusal = refused && refusalWords[refused];

  return (
    <OfficePage
      title={inquiry.subject}
      actor={actor}
      current="/office/inquiries"
      errorCount={errors.length}
      crumbs={[{ label: "お問い合わせ", href: "/office/inquiries" }, { label: inquiry.number }]}
    >
      <ErrorSummary errors={errors} />
      {refusal && (
        <Notice tone="error" title={refusal.title} live>
          <p>{refusal.next}</p>
        </Notice>
      )}
      {done && <Notice tone="success" title={doneWords[done]} />}
      <PageHeading caption={`お問い合わせ ${inquiry.number}`}>{inquiry.subject}</PageHeading>
      <p>
        <StatusBadge tone="info">{officeStateWords[inquiry.state]}</StatusBadge>{" "}
        {inquiry.escalatedAt && <StatusBadge tone="error">上申中</StatusBadge>}
      </p>
      <Columns layout="side">
        <div>
          <OfficeConversation
            number={inquiry.number}
            messages={messages}
            asker={inquiry.guestName ?? "ログインしていない方"}
          />
          {can.handle(actor) === true && (
            <>
              <AnswerForm actor={actor} inquiry={inquiry} state={state} formKey={formKey} />
              <NoteForm inquiry={inquiry} state={note} formKey={formKey} />
            </>
          )}
        </div>
        <div>
          {can.handle(actor) === true && (
            <Desk actor={actor} inquiry={inquiry} hasAnswer={hasAnswer(messages)} />
          )}
          <AskerFacts thread={thread} />
        </div>
      </Columns>
    </OfficePage>
  );
}

function hasAnswer(messages: readonly Message[]): boolean {
  return messages.some(({ kind }) => kind === "answer");
}
