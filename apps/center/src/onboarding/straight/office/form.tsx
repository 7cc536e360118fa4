/** Proposing whether, and how, the rule approves applications of one kind of facility. */
import {
  Button,
  ButtonRow,
  DateFields,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../../accounts/index.ts";
import { facilityKindName } from "../../../facilities/index.ts";
import type { FacilityKind } from "../../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { OfficePage } from "../../../shell/pages.tsx";
import { STRAIGHT, switchWords, termsLabels, TITLE } from "../words.ts";

type StraightFormPageProps = {
  readonly actor: OfficialActor;
  readonly kind: FacilityKind;
  readonly form: FormState;
  /** Why it was not proposed. */
  readonly refusal?: string | undefined;
};

export function StraightFormPage({ actor, kind, form, refusal }: StraightFormPageProps) {
  const errors = summaryOf(form.errors);
  const title = "自動の承認の変更を提案する";

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: TITLE, href: STRAIGHT }, { label: "提案" }]}
    >
      <ErrorSummary errors={errors} />
      {refusal !== undefined && <Notice tone="error" title={refusal} live />}
      <PageHeading
        caption={facilityKindName(kind)}
        lead="提案のあと、もう1人が確かめると、始まりの日から変わります。"
      >
        {title}
      </PageHeading>
      <Form action={`${STRAIGHT}/${kind}`}>
        <RadioGroup
          name="isOn"
          label={termsLabels.isOn}
          help="使わないときは、すべての申請を人が審査します。"
          required
          options={Object.entries(switchWords).map(([value, label]) => ({ value, label }))}
          {...fieldState(form, "isOn")}
        />
        <DateFields
          name="effectiveFrom"
          label={termsLabels.effectiveFrom}
          help="今日か、これからの日。この日から、前に決めた版より優先します。"
          required
          {...dateState(form, "effectiveFrom")}
        />
        <TextField
          name="samplePercent"
          label={termsLabels.samplePercent}
          help="条件をすべて満たす申請のうち、人に回す割合です。1から100まで。"
          inputMode="numeric"
          width={8}
          required
          {...fieldState(form, "samplePercent")}
        />
        <TextField
          name="holdMinutes"
          label={termsLabels.holdMinutes}
          help="このあいだ、施設には何も送りません。10から1440まで。"
          inputMode="numeric"
          width={8}
          required
          {...fieldState(form, "holdMinutes")}
        />
        <ButtonRow>
          <Button>提案する</Button>
          <LinkButton href={STRAIGHT} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
