/** The form of a new version: every rule of a programme, with a trial on past applications before anything is proposed. */
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  DateFields,
  ErrorSummary,
  Fieldset,
  Form,
  Notice,
  PageHeading,
  RadioGroup,
  Section,
  TextField,
  YenField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { facilityKindOptions } from "../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { exhaustions, itemKindOptions, roundings } from "../rules/programme.ts";
import type { Programme } from "../rules/programme.ts";
import { EffectSections } from "./comparison.tsx";
import type { Effect } from "./comparison.tsx";
import { PapersFields } from "./papers-fields.tsx";

type ProgrammeFormPageProps = {
  readonly actor: OfficialActor;
  /** The newest version of what is changed; null for a new programme. */
  readonly newest: Programme | null;
  readonly form: FormState;
  /** What stands against the proposal as a whole. */
  readonly refusal?: string | undefined;
  /** After a trial. */
  readonly effect?: Effect | undefined;
};

export function ProgrammeFormPage(props: ProgrammeFormPageProps) {
  const { actor, newest, form, refusal, effect } = props;
  const errors = summaryOf(form.errors);
  const title = newest ? `${newest.name}の新しい版` : "新しい補助事業";

  return (
    <OfficePage
      title={title}
      actor={actor}
      current="/office/grants"
      errorCount={errors.length}
      crumbs={[
        { label: "補助事業", href: "/office/grants/programmes" },
        ...(newest
          ? [{ label: newest.name, href: `/office/grants/programmes/${newest.code}` }]
          : []),
        { label: newest ? "新しい版" : title },
      ]}
    >
      <ErrorSummary errors={errors} />
      {refusal !== undefined && <Notice tone="warning" title={refusal} />}
      <PageHeading lead="提案した後、もう1人の職員が確かめると決まります。いまの版は書き換わりません。">
        {title}
      </PageHeading>
      {effect && (
        <>
          <Notice title="試算しました。まだ何も提案していません">
            <p>下の入力を直して、もう一度試算できます。</p>
          </Notice>
          <EffectSections effect={effect} />
        </>
      )}
      <Form
        action="/office/grants/programmes"
        hidden={newest ? { newest: newest.id, code: newest.code } : { newest: "" }}
      >
        <Names form={form} isNew={newest === null} />
        <Amounts form={form} />
        <Times form={form} />
        <Money form={form} />
        <Section heading="必要書類">
          <p>申請する人の画面と、審査の画面は、ここで決めたとおりになります。</p>
          <PapersFields form={form} />
        </Section>
        <ButtonRow>
          <Button name="do" value="propose">
            この版を提案する
          </Button>
          <Button name="do" value="try" variant="secondary">
            過去の申請で試算する
          </Button>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}

type Part = { readonly form: FormState };

const chosen = (form: FormState, name: string) => ({
  values: (form.values[name] ?? "").split("\n"),
  error: form.errors[name],
});

function Names({ form, isNew }: Part & { readonly isNew: boolean }) {
  return (
    <>
      {isNew && (
        <TextField
          name="code"
          label="補助事業の記号"
          help="システムの中での呼び名です。後から変えられません。例：tanmatsu-2026"
          width={20}
          required
          {...fieldState(form, "code")}
        />
      )}
      <TextField name="name" label="名称" maxLength={100} required {...fieldState(form, "name")} />
      <TextField
        name="legalBasis"
        label="根拠"
        help="要綱の名前と番号。施設の画面にも出ます。"
        maxLength={200}
        required
        {...fieldState(form, "legalBasis")}
      />
      <DateFields
        name="effectiveFrom"
        label="この版の始まりの日"
        help="あす以後の日。この日から提出される申請に使います。西暦で入力します。"
        required
        {...dateState(form, "effectiveFrom")}
      />
      <CheckboxGroup
        name="facilityKinds"
        label="対象の施設"
        options={facilityKindOptions}
        required
        {...chosen(form, "facilityKinds")}
      />
    </>
  );
}

function Amounts({ form }: Part) {
  return (
    <>
      <CheckboxGroup
        name="itemKinds"
        label="対象の品目"
        options={itemKindOptions.filter(({ value }) => value !== "other")}
        required
        {...chosen(form, "itemKinds")}
      />
      <Fieldset name="rate" legend="補助率" help="4分の3なら、分母に4、分子に3を入力します。">
        <TextField
          name="rateDenominator"
          label="分母"
          inputMode="numeric"
          width={4}
          required
          {...fieldState(form, "rateDenominator")}
        />
        <TextField
          name="rateNumerator"
          label="分子"
          inputMode="numeric"
          width={4}
          required
          {...fieldState(form, "rateNumerator")}
        />
      </Fieldset>
      <YenField name="capYen" label="上限" required {...fieldState(form, "capYen")} />
      <YenField
        name="roundingYen"
        label="端数処理の単位"
        help="千円未満を切り捨てるなら、1000を入力します。"
        required
        {...fieldState(form, "roundingYen")}
      />
      <RadioGroup
        name="rounding"
        label="端数処理"
        options={Object.entries(roundings).map(([value, label]) => ({ value, label }))}
        required
        {...fieldState(form, "rounding")}
      />
      <RadioGroup
        name="tax"
        label="金額の消費税"
        options={[
          { value: "included", label: "税込の金額で計算する" },
          { value: "excluded", label: "税抜の金額で計算する" },
        ]}
        required
        {...fieldState(form, "tax")}
      />
    </>
  );
}

function Times({ form }: Part) {
  const empty = "定めがなければ、3つとも空けます。西暦で入力します。";

  return (
    <>
      <DateFields
        name="purchaseFrom"
        label="購入日の始まり"
        help={empty}
        {...dateState(form, "purchaseFrom")}
      />
      <DateFields
        name="purchaseUntil"
        label="購入日の終わり"
        help={empty}
        {...dateState(form, "purchaseUntil")}
      />
      <DateFields
        name="intakeFrom"
        label="受付の始まりの日"
        help="この日の0時から受け付けます。西暦で入力します。"
        required
        {...dateState(form, "intakeFrom")}
      />
      <DateFields
        name="intakeUntil"
        label="受付の最後の日"
        help="この日の終わり（24時）まで受け付けます。西暦で入力します。"
        required
        {...dateState(form, "intakeUntil")}
      />
      <RadioGroup
        name="times"
        label="申請の回数"
        options={[
          { value: "once", label: "1つの施設に1回" },
          { value: "again", label: "交付の決定の後に、もう一度できる" },
        ]}
        required
        {...fieldState(form, "times")}
      />
      <TextField
        name="correctionDays"
        label="直しの日数"
        help="差戻しの翌日から数えます。"
        inputMode="numeric"
        width={4}
        unit="日"
        required
        {...fieldState(form, "correctionDays")}
      />
    </>
  );
}

function Money({ form }: Part) {
  return (
    <>
      <YenField
        name="budgetYen"
        label="予算"
        help="これまでの分を含めた全体の額。定めがなければ空けます。"
        {...fieldState(form, "budgetYen")}
      />
      <RadioGroup
        name="whenExhausted"
        label="予算がなくなったとき"
        options={Object.entries(exhaustions).map(([value, label]) => ({ value, label }))}
        required
        {...fieldState(form, "whenExhausted")}
      />
      <TextField
        name="repaymentInterest"
        label="返還の加算金の率"
        help="1年あたり。加算金がなければ空けます。例：10.95"
        inputMode="decimal"
        width={8}
        unit="%"
        {...fieldState(form, "repaymentInterest")}
      />
      <TextField
        name="approvalsRequired"
        label="承認する人の数"
        help="2人以上。"
        inputMode="numeric"
        width={4}
        unit="人"
        required
        {...fieldState(form, "approvalsRequired")}
      />
      <TextField
        name="retentionYears"
        label="書類を保管する年数"
        help="決定した年度の終わりから数えます。"
        inputMode="numeric"
        width={4}
        unit="年"
        required
        {...fieldState(form, "retentionYears")}
      />
    </>
  );
}
