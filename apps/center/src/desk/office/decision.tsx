/** 差戻し and 却下, one page for every work: the reason, what is to be mended, and what the facility will read. */
import { formatDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  ErrorSummary,
  Fieldset,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
  TextArea,
  TextField,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import type { Queue } from "../queue.ts";
import type { Reason } from "../store/returns.ts";

const words = {
  return: {
    title: "差し戻す",
    lead: "理由は、このままメールで施設に届きます。何をどう直すかを書いてください。",
    label: "直しをお願いする理由",
    button: "差し戻す",
    variant: "primary",
  },
  refuse: {
    title: "却下する",
    lead: "理由は、不服があるときの手続きとともに、このままメールで施設に届きます。根拠も書いてください。",
    label: "承認できない理由",
    button: "却下する",
    variant: "danger",
  },
} as const;

type DecisionPageProps = {
  actor: OfficialActor;
  queue: Queue;
  action: keyof typeof words;
  id: string;
  version: number;
  caption: string;
  /** What a return can point at. */
  fields: Readonly<Record<string, string>>;
  reasons: readonly Reason[];
  /** If it were returned now, the last day for mending it. */
  lastDay: Temporal.PlainDate | null;
  /** Of the list that it was opened from. */
  query: string;
  state: FormState;
};

export function DecisionPage(props: DecisionPageProps) {
  const { actor, queue, action, id, version, caption, lastDay, query, state } = props;
  const { lead, button, variant } = words[action];
  const title = `${queue.noun}を${words[action].title}`;
  const path = queue.recordPath(id);
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={queue.path}
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: queue.title, href: `${queue.path}${query}` },
        { label: caption, href: `${path}${query}` },
        { label: title },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption={caption} lead={lead}>
        {title}
      </PageHeading>
      {action === "return" && lastDay && (
        <p>
          直しの期限は{formatDate(lastDay)}になります。期限の前と当日に、メールでお知らせします。
        </p>
      )}
      <Form
        action={`${path}/${action}${query}`}
        hidden={{ version: state.values["version"] ?? String(version) }}
      >
        <ReasonFields {...props} label={words[action].label} />
        {action === "return" && <MarkFields {...props} />}
        <ButtonRow>
          <Button variant={variant}>{button}</Button>
          <LinkButton href={`${path}${query}`} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

type ReasonFieldsProps = { reasons: readonly Reason[]; state: FormState; label: string };

/** Also of several at a time. */
export function ReasonFields({ reasons, state, label }: ReasonFieldsProps) {
  return (
    <>
      <RadioGroup
        name="code"
        label="理由の種類"
        help="選んだ種類の説明も、施設に届きます。"
        required
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        {...fieldState(state, "code")}
      />
      <TextArea
        name="reason"
        label={label}
        help="500文字まで"
        rows={5}
        required
        {...fieldState(state, "reason")}
      />
    </>
  );
}

function MarkFields({ state, ...props }: Pick<DecisionPageProps, "fields" | "state">) {
  const fields = Object.entries(props.fields);

  return (
    <>
      <CheckboxGroup
        name="fields"
        label="直す項目"
        help="選んだ項目に、申請者の画面で印が付きます。ほかの項目は、そのままでよいと伝わります。"
        options={fields.map(([value, label]) => ({ value, label }))}
        values={(state.values["fields"] ?? "").split("\n")}
      />
      <Fieldset
        name="remarks"
        legend="項目ごとの言葉"
        help="書いた言葉は、申請者の画面でその項目のすぐ下に出ます。書いた項目には印が付きます。"
      >
        {fields.map(([name, label]) => (
          <TextField
            key={name}
            name={`remarks.${name}`}
            label={`「${label}」について`}
            {...fieldState(state, `remarks.${name}`)}
          />
        ))}
      </Fieldset>
    </>
  );
}
