/** 承認, 差戻し, 却下: the three answers, each with what it needs. */
import { formatYen } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  Fieldset,
  Form,
  LinkButton,
  Notice,
  Section,
  SelectField,
  TextArea,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import { may } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { ReasonFields } from "../../desk/index.ts";
import type { Reason } from "../../desk/index.ts";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import type { GrantRecord } from "../record.ts";
import { grantAmount } from "../rules/amount.ts";
import { can, parts } from "../rules/application.ts";
import type { Submission } from "../store/submissions.ts";

type AnswersProps = {
  readonly actor: OfficialActor;
  readonly record: GrantRecord;
  readonly submission: Submission;
  readonly now: Temporal.Instant;
  readonly form: FormState;
  readonly reasons: Readonly<Record<"return" | "refuse", readonly Reason[]>>;
};

export function Answers({ actor, record, submission, now, form, reasons }: AnswersProps) {
  const { application, programme } = record;
  const hidden = { version: String(application.version) };
  const approvers = submission.approvals.map(({ officialId }) => officialId);
  const decides = may(actor, "cases.decide");
  const mayApprove = decides ? can.approve(actor, application, approvers) : "not-your-right";
  const mayReturn = may(actor, "cases.handle") && can.return(application) === true;
  const mayRefuse = decides && can.refuse(record.standing, now) === true;
  if (
    (mayApprove === "not-submitted" || mayApprove === "not-your-right") &&
    !mayReturn &&
    !mayRefuse
  ) {
    return null;
  }

  return (
    <>
      <Section heading="審査の結果">
        {programme.approvalsRequired > 1 && (
          <p>
            この補助事業は{programme.approvalsRequired}人の承認が要ります。いまの承認は
            {approvers.length}人です。
          </p>
        )}
        {mayApprove === "already-approved-by-you" && (
          <Notice title="あなたは承認済みです">
            <p>同じ人が2回承認することはできません。ほかの審査担当の承認を待っています。</p>
          </Notice>
        )}
        {mayReturn && <ReturnForm {...{ record, hidden, form, reasons }} />}
        {mayRefuse && <RefuseForm {...{ record, hidden, form, reasons }} />}
        {mayApprove === true && (
          <Form id={APPROVE_FORM} action={`${officePath(record)}/approve`} hidden={hidden}>
            {null}
          </Form>
        )}
      </Section>
      <ButtonRow sticky>
        {mayApprove === true && (
          <Button form={APPROVE_FORM}>
            {formatYen(grantAmount(programme, submission.lines).amountYen)}で承認する
          </Button>
        )}
        {mayReturn && (
          <LinkButton href="#return" variant="secondary">
            差戻しへ
          </LinkButton>
        )}
        {mayRefuse && (
          <LinkButton href="#refuse" variant="secondary">
            却下へ
          </LinkButton>
        )}
      </ButtonRow>
    </>
  );
}

const APPROVE_FORM = "approve";

function officePath({ application }: GrantRecord): string {
  return `/office/grants/${application.id}`;
}

type AnswerFormProps = {
  readonly record: GrantRecord;
  readonly hidden: Readonly<Record<string, string>>;
  readonly form: FormState;
  readonly reasons: AnswersProps["reasons"];
};

function ReturnForm({ record, hidden, form, reasons }: AnswerFormProps) {
  return (
    <Section heading="差し戻して直しをお願いする" level={3} id="return">
      <Form action={`${officePath(record)}/return`} hidden={hidden}>
        <p>
          直してほしいところだけを選びます。書いた文は、そのままメールと画面で施設に伝わります。期限は今日から
          {record.programme.correctionDays}日です。
        </p>
        {Object.entries(parts).map(([part, label]) => (
          <Fieldset
            key={part}
            name={`points.${part}`}
            legend={label}
            error={form.errors[`points.${part}`]}
          >
            <SelectField
              name={`points.${part}.code`}
              label={`${label}の直し`}
              emptyLabel="直しはありません"
              options={reasons.return.map(({ code, label: text }) => ({
                value: code,
                label: text,
              }))}
              {...fieldState(form, `points.${part}.code`)}
            />
            <TextArea
              name={`points.${part}.message`}
              label={`${label}についての説明`}
              help="何がどう違い、どう直せばよいかを書きます。"
              rows={2}
              maxLength={400}
              {...fieldState(form, `points.${part}.message`)}
            />
          </Fieldset>
        ))}
        <ButtonRow>
          <Button variant="secondary">差し戻す</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

function RefuseForm({ record, hidden, form, reasons }: AnswerFormProps) {
  return (
    <Section heading="却下する（不交付）" level={3} id="refuse">
      <Form action={`${officePath(record)}/refuse`} hidden={hidden}>
        <ReasonFields reasons={reasons.refuse} state={form} label="不交付の理由" />
        <ButtonRow>
          <Button variant="danger">却下する</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}
