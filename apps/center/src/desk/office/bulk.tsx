/** What is done to several cases at a time: giving them to somebody, letting go of them, returning them for one reason. */
import {
  Button,
  ButtonRow,
  ErrorSummary,
  FieldError,
  Fieldset,
  Form,
  LinkButton,
  PageHeading,
  Section,
  SelectField,
} from "@madoguchi/ui";
import type { NamedOfficial, OfficialActor } from "../../accounts/index.ts";
import { summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import type { Queue } from "../queue.ts";
import type { Reason } from "../store/returns.ts";
import { ReasonFields } from "./decision.tsx";

export function deskPath({ work }: Queue): string {
  return `/office/desk/${work}`;
}

type BulkFieldsProps = {
  queue: Queue;
  officials: readonly NamedOfficial[];
  problem: string | undefined;
};

export function BulkFields({ queue, officials, problem }: BulkFieldsProps) {
  return (
    <Fieldset
      name="items"
      legend={`選んだ${queue.noun}をまとめて扱う`}
      help="ほかの担当者が持っているものは、担当を変えません。"
      error={problem}
    >
      <SelectField
        name="official"
        label="担当にする人"
        options={officials.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ButtonRow>
        <Button name="deed" value="give" variant="secondary">
          この人の担当にする
        </Button>
        <Button name="deed" value="release" variant="secondary">
          自分の担当を外す
        </Button>
        {queue.returnOne && (
          <Button name="deed" value="return" variant="secondary">
            同じ理由で差し戻す
          </Button>
        )}
      </ButtonRow>
    </Fieldset>
  );
}

export type Chosen = { readonly id: string; readonly version: number; readonly name: string };

type ReturnSeveralProps = {
  actor: OfficialActor;
  queue: Queue;
  chosen: readonly Chosen[];
  reasons: readonly Reason[];
  query: string;
  state: FormState;
};

export function ReturnSeveralPage(props: ReturnSeveralProps) {
  const { actor, queue, chosen, reasons, query, state } = props;
  const title = `${chosen.length}件を同じ理由で差し戻す`;
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={queue.path}
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: queue.title, href: `${queue.path}${query}` }, { label: title }]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead="理由は、このままメールでそれぞれの施設に届きます。何をどう直すかを書いてください。">
        {title}
      </PageHeading>
      <Section heading="差し戻すもの">
        <ul>
          {chosen.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      </Section>
      <Form
        action={`${deskPath(queue)}/return${query}`}
        hidden={{ items: chosen.map(({ id, version }) => `${id}~${version}`).join("\n") }}
      >
        <ReasonFields reasons={reasons} state={state} label="直しをお願いする理由" />
        <FieldError name="items">{state.errors["items"]}</FieldError>
        <ButtonRow>
          <Button>{chosen.length}件を差し戻す</Button>
          <LinkButton href={`${queue.path}${query}`} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

type ReturnedProps = {
  actor: OfficialActor;
  queue: Queue;
  query: string;
  returned: readonly Chosen[];
  left: readonly (Chosen & { readonly why: string })[];
};

export function ReturnedPage({ actor, queue, query, returned, left }: ReturnedProps) {
  const title = `${returned.length}件を差し戻しました`;

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={queue.path}
      width="text"
      crumbs={[{ label: queue.title, href: `${queue.path}${query}` }, { label: title }]}
    >
      <PageHeading lead="理由をそれぞれの施設にメールでお知らせします。">{title}</PageHeading>
      {left.length > 0 && (
        <Section heading={`差し戻さなかったもの（${left.length}件）`}>
          <ul>
            {left.map(({ id, name, why }) => (
              <li key={id}>
                <a href={queue.recordPath(id)}>{name}</a>：{why}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <ButtonRow>
        <LinkButton href={`${queue.path}${query}`}>一覧に戻る</LinkButton>
      </ButtonRow>
    </OfficePage>
  );
}
