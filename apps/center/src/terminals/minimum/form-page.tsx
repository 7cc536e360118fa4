import { APP_VERSION } from "@madoguchi/contract";
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
import { minimumLabels } from "./form.ts";
import { NO_MINIMUM, NOTICE_DAYS } from "./rules.ts";

export const MINIMUM = "/office/app-minimum";
export const TITLE = "受付アプリの版";

type MinimumFormPageProps = {
  actor: OfficialActor;
  form: FormState;
  /** Why it was not proposed. */
  refusal?: string | undefined;
};

export function MinimumFormPage({ actor, form, refusal }: MinimumFormPageProps) {
  const errors = summaryOf(form.errors);

  return (
    <OfficePage
      title={`${TITLE}の変更を提案する`}
      actor={actor}
      current={MINIMUM}
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: TITLE, href: MINIMUM }, { label: "提案" }]}
    >
      <ErrorSummary errors={errors} />
      {refusal !== undefined && <Notice tone="error" title={refusal} live />}
      <PageHeading lead="提案のあと、もう1人が確かめると決まります。途中の確認と、送信待ちの確認は、古い版でも受け付けます。">
        {TITLE}の変更を提案する
      </PageHeading>
      <Form action={MINIMUM}>
        <TextField
          name="version"
          label={minimumLabels.version}
          help={`これより古い版が対象です。いまの版は${APP_VERSION}、なくすときは${NO_MINIMUM}です。`}
          width={8}
          required
          {...fieldState(form, "version")}
        />
        <DateFields
          name="noticeFrom"
          label={minimumLabels.noticeFrom}
          help="この日から、古い版の受付アプリに案内が出ます。西暦で入力してください。"
          required
          {...dateState(form, "noticeFrom")}
        />
        <DateFields
          name="refusedFrom"
          label={minimumLabels.refusedFrom}
          help={`お知らせを始める日から、${NOTICE_DAYS}日以上あとの日です。`}
          required
          {...dateState(form, "refusedFrom")}
        />
        <ButtonRow>
          <Button>提案する</Button>
          <LinkButton href={MINIMUM} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
