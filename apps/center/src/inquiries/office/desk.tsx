/** What an official can do with an inquiry. */
import {
  Button,
  ButtonRow,
  Details,
  Form,
  Notice,
  RadioGroup,
  Section,
  TextArea,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { can, TEXT_MAXIMUM } from "../rules.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { templatesFor } from "../templates.ts";

type AnswerFormProps = {
  actor: OfficialActor;
  inquiry: Inquiry;
  state: FormState;
  formKey: string;
};

export function AnswerForm({ actor, inquiry, state, formKey }: AnswerFormProps) {
  const may = can.decide(actor, inquiry, "answer");
  const base = `/office/inquiries/${inquiry.number}`;
  if (may === "someone-elses") {
    return (
      <Notice title="ほかの担当者が受け持っています。">
        <p>代わって回答するときは、「担当になる」を押してください。</p>
      </Notice>
    );
  }
  if (may !== true) {
    return null;
  }

  return (
    <Section heading="回答を書く" id="answer">
      <Details summary="文例から始める">
        <ul>
          {templatesFor(inquiry.category).map(({ key, title }) => (
            <li key={key}>
              <a href={`${base}?template=${key}#answer`}>{title}</a>
            </li>
          ))}
        </ul>
      </Details>
      <Form action={`${base}/answer`} hidden={{ key: formKey, version: String(inquiry.version) }}>
        <TextArea
          name="text"
          label="回答"
          help={`${TEXT_MAXIMUM}文字まで。1文を短く、次にすることを書いてください。`}
          rows={8}
          required
          {...fieldState(state, "text")}
        />
        <RadioGroup
          name="kind"
          label="送り方"
          required
          options={[
            { value: "answer", label: "回答として送る" },
            { value: "request", label: "確認のお願いとして送る（返事を待ちます）" },
          ]}
          {...fieldState(state, "kind")}
        />
        <ButtonRow>
          <Button>送る</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

type NoteFormProps = { inquiry: Inquiry; state: FormState; formKey: string };

export function NoteForm({ inquiry, state, formKey }: NoteFormProps) {
  const failed = Object.keys(state.errors).length > 0;

  return (
    <Section heading="メモ">
      <Details summary="職員だけのメモを残す" open={failed}>
        <Form action={`/office/inquiries/${inquiry.number}/note`} hidden={{ key: formKey }}>
          <NoteText state={state} />
          <Button variant="secondary">メモを残す</Button>
        </Form>
      </Details>
    </Section>
  );
}

/** Its name is not the answer's, so that each has its own place on the page. */
function NoteText({ state }: { state: FormState }) {
  return (
    <TextArea
      name="note"
      label="メモ"
      help="尋ねた方には見えません。"
      required
      {...fieldState(state, "note")}
    />
  );
}

type DeskProps = { actor: OfficialActor; inquiry: Inquiry; hasAnswer: boolean };

export function Desk({ actor, inquiry, hasAnswer }: DeskProps) {
  const base = `/office/inquiries/${inquiry.number}`;
  const isMine = inquiry.assigneeId === actor.id;
  const escalated = inquiry.escalatedAt !== null;

  return (
    <Section heading="担当と状態">
      <ButtonRow>
        {isMine ? (
          <Form action={`${base}/release`}>
            <Button variant="secondary">担当を外れる</Button>
          </Form>
        ) : (
          <Form action={`${base}/claim`}>
            <Button variant="secondary">担当になる</Button>
          </Form>
        )}
        <Form action={`${base}/escalate`} hidden={{ wanted: escalated ? "no" : "yes" }}>
          <Button variant="secondary">{escalated ? "上申をやめる" : "上申する"}</Button>
        </Form>
        {can.decide(actor, inquiry, "close") === true && (
          <Form action={`${base}/close`} hidden={{ version: String(inquiry.version) }}>
            <Button variant="secondary">終了する</Button>
          </Form>
        )}
        {hasAnswer && (
          <Form action={`${base}/article.md`}>
            <Button variant="secondary">回答を記事の下書きにする</Button>
          </Form>
        )}
      </ButtonRow>
      {hasAnswer && <p>下書きには件名と回答だけが入ります。尋ねた方の文は入りません。</p>}
    </Section>
  );
}
