import {
  Button,
  ButtonRow,
  CheckboxGroup,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  TextArea,
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
  state: FormState;
};

export function DecisionPage({ actor, action, review, state }: DecisionPageProps) {
  const { application, facility } = review;
  const { title, lead, label, button, variant } = words[action];
  const path = `/office/usage-applications/${application.id}`;
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office"
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: "利用申請の審査", href: "/office" },
        { label: facility.name, href: path },
        { label: title },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption={facility.name} lead={lead}>
        {title}
      </PageHeading>
      <Form
        action={`${path}/${action}`}
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
          <CheckboxGroup
            name="fields"
            label="直す項目"
            help="選んだ項目に、申請者の画面で印が付きます。"
            options={fieldNames.map((name) => ({ value: name, label: fieldLabels[name] }))}
            values={(state.values["fields"] ?? "").split("\n")}
          />
        )}
        <ButtonRow>
          <Button variant={variant}>{button}</Button>
          <LinkButton href={path} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
