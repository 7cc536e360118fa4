/** Proposing how a kind of case is decided; and the same as people read it. */
import { formatDate, formatMinutes } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DateFields,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import type { Queue } from "../queue.ts";
import type { Terms } from "../rules/terms.ts";
import { termsLabels } from "../terms-form.ts";

export const TERMS = "/office/desk/terms";

export function termsItems(terms: Terms): readonly { term: string; detail: string }[] {
  const { approvers, correctionDays, holdMinutes } = terms;

  return [
    { term: termsLabels.effectiveFrom, detail: formatDate(terms.effectiveFrom) },
    {
      term: termsLabels.approvers,
      detail: approvers === null ? "補助事業ごとに決めています" : `${approvers}人`,
    },
    {
      term: termsLabels.correctionDays,
      detail: correctionDays === null ? "補助事業ごとに決めています" : `${correctionDays}日`,
    },
    { term: termsLabels.remindDays, detail: `${terms.remindDays}日前と当日` },
    { term: termsLabels.reviewDays, detail: `${terms.reviewDays}日` },
    ...(terms.work === "grant"
      ? []
      : [
          {
            term: termsLabels.holdMinutes,
            detail: holdMinutes === 0 ? "すぐに効力が生じます" : formatMinutes(holdMinutes),
          },
        ]),
  ];
}

type TermsFormPageProps = {
  actor: OfficialActor;
  queue: Queue;
  form: FormState;
  /** Why it was not proposed. */
  refusal?: string | undefined;
};

export function TermsFormPage({ actor, queue, form, refusal }: TermsFormPageProps) {
  const errors = summaryOf(form.errors);
  const title = `${queue.title}の決まりの変更を提案する`;
  const field = (name: keyof typeof termsLabels, help: string) => (
    <TextField
      name={name}
      label={termsLabels[name]}
      help={help}
      inputMode="numeric"
      width={8}
      required
      {...fieldState(form, name)}
    />
  );

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: "審査の決まり", href: TERMS }, { label: "提案" }]}
    >
      <ErrorSummary errors={errors} />
      {refusal !== undefined && <Notice tone="error" title={refusal} live />}
      <PageHeading lead="提案のあと、もう1人が確かめると、始まりの日から変わります。">
        {title}
      </PageHeading>
      <Form action={`${TERMS}/${queue.work}`}>
        <DateFields
          name="effectiveFrom"
          label={termsLabels.effectiveFrom}
          help="今日か、これからの日。西暦の年、月、日を数字で入力してください。"
          required
          {...dateState(form, "effectiveFrom")}
        />
        {queue.work !== "grant" && (
          <>
            {field("approvers", "違う人の数です。1から5まで。")}
            {field("correctionDays", "差し戻した日の翌日から数えます。1から90まで。")}
          </>
        )}
        {field("remindDays", "1から30まで。期限の当日にも知らせます。")}
        {field("reviewDays", "一覧の「期限」と、申請した方への目安に使います。1から90まで。")}
        {queue.work !== "grant" &&
          field("holdMinutes", "0から1440まで。0にすると、すぐに効力が生じます。")}
        <ButtonRow>
          <Button>提案する</Button>
          <LinkButton href={TERMS} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
