import {
  Button,
  ButtonRow,
  CheckboxGroup,
  ErrorSummary,
  Fieldset,
  Form,
  LinkButton,
  PageHeading,
  TextArea,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { fieldLabels, fieldNames } from "../form.ts";
import type { Review } from "./review.tsx";

const words = {
  return: {
    title: "申請を差し戻す",
    lead: "理由は、このままメールで施設に届きます。何をどう直すかを書いてください。",
    label: "直しをお願いする理由",
    button: "差し戻す",
    variant: "primary",
  },
  refuse: {
    title: "申請を却下する",
    lead: "理由は、このままメールで施設に届きます。根拠と、申請し直せる条件を書いてください。",
    label: "承認できない理由",
    button: "却下する",
    variant: "danger",
  },
} as const;

type DecisionPageProps = {
  actor: OfficialActor;
  action: keyof typeof words;
  review: Review;
  /** Of the list that it was opened from. */
  query: string;
  state: FormState;
};

export function DecisionPage({ actor, action, review, query, state }: DecisionPageProps) {
  const { application, facility } = review;
  const { title, lead, label, button, variant } = words[action];
  const path = `/office/usage-applications/${application.id}`;
  const back = `${path}${query}`;
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office"
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: "利用申請の審査", href: `/office${query}` },
        { label: facility.name, href: back },
        { label: title },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption={facility.name} lead={lead}>
        {title}
      </PageHeading>
      <Form
        action={`${path}/${action}${query}`}
        hidden={{ version: state.values["version"] ?? String(application.version) }}
      >
        <TextArea
          name="reason"
          label={label}
          help="500文字まで"
          rows={5}
          required
          {...fieldState(state, "reason")}
        />
        {action === "return" && (
          <>
            <CheckboxGroup
              name="fields"
              label="直す項目"
              help="選んだ項目に、申請者の画面で印が付きます。ほかの項目は、そのままでよいと伝わります。"
              options={fieldNames.map((name) => ({ value: name, label: fieldLabels[name] }))}
              values={(state.values["fields"] ?? "").split("\n")}
            />
            <Fieldset
              name="remarks"
              legend="項目ごとの言葉"
              help="書いた言葉は、申請者の画面でその項目のすぐ下に出ます。書いた項目には印が付きます。"
            >
              {fieldNames.map((name) => (
                <TextField
                  key={name}
                  name={`remarks.${name}`}
                  label={`「${fieldLabels[name]}」について`}
                  {...fieldState(state, `remarks.${name}`)}
                />
              ))}
            </Fieldset>
          </>
        )}
        <ButtonRow>
          <Button variant={variant}>{button}</Button>
          <LinkButton href={back} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
