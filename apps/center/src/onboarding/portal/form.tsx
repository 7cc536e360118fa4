import { formatDate, tokyoDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  CheckboxField,
  CheckboxGroup,
  DateFields,
  ErrorSummary,
  Fieldset,
  Form,
  Notice,
  PageHeading,
  RadioGroup,
  SelectField,
  Steps,
  TextField,
  fieldId,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import {
  MAXIMUM_ACCOUNTS,
  deviceNames,
  eligibilitiesFor,
  eligibilityNames,
  fieldLabels,
} from "../form.ts";
import type { FieldName } from "../form.ts";
import { ReasonText } from "../history.tsx";
import type { UsageApplicationEvent } from "../store.ts";

const TITLE = "利用申請";

type FormPageProps = {
  actor: FacilityActor;
  kind: FacilityKind;
  version: number;
  state: FormState;
  /** Of an application that was returned; else none. */
  events: readonly UsageApplicationEvent[];
  /** Somebody else saved in between. */
  conflict?: boolean;
};

export function FormPage(props: FormPageProps) {
  const { actor, kind, version, events, conflict = false } = props;
  const returned = events.findLast((event) => event.kind === "returned");
  const errors = summaryOf(props.state.errors);
  // The marks of the official stand at their fields until the form has errors of its own.
  const state =
    errors.length > 0 ? props.state : { ...props.state, errors: marks(returned?.fields ?? []) };

  return (
    <PortalPage
      title={returned ? "利用申請の直し" : TITLE}
      actor={actor}
      current="/usage-application"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: TITLE }]}
    >
      <ErrorSummary errors={errors} />
      {conflict && (
        <Notice tone="error" title="別の画面で、この申請が保存されました。" live>
          <p>下には、いま入力した内容があります。確かめてから、もう一度進んでください。</p>
        </Notice>
      )}
      {returned && <ReturnNotice event={returned} />}
      <PageHeading
        caption="オンライン資格確認（資格確認限定型）"
        lead={returned ? undefined : "5分ほどで終わります。途中で保存して、あとから続けられます。"}
      >
        {returned ? "利用申請の直し" : TITLE}
      </PageHeading>
      <ApplicationSteps current="input" />
      <Form action="/usage-application" hidden={{ version: String(version) }}>
        <Fieldset name="use" legend="使い方">
          <RadioGroup
            name="eligibility"
            label={fieldLabels.eligibility}
            help={`登録した施設の種類（${facilityKindName(kind)}）に合うものが並んでいます。`}
            required
            options={eligibilitiesFor(kind).map((value) => ({
              value,
              label: eligibilityNames[value],
            }))}
            {...fieldState(state, "eligibility")}
          />
          <CheckboxGroup
            name="devices"
            label={fieldLabels.devices}
            help="使うものをすべて選んでください。カードリーダーは拡張Lc/Le（拡張APDU）に対応したものが必要です。"
            required
            options={Object.entries(deviceNames).map(([value, label]) => ({ value, label }))}
            values={(state.values["devices"] ?? "").split("\n")}
            error={state.errors["devices"]}
          />
          <SelectField
            name="accountCount"
            label={fieldLabels.accountCount}
            help={`受付に使う端末1台につき1件が目安です。${MAXIMUM_ACCOUNTS}件まで申請できます。`}
            required
            emptyLabel={null}
            options={Array.from({ length: MAXIMUM_ACCOUNTS }, (_, index) => ({
              value: String(index + 1),
              label: `${index + 1}件`,
            }))}
            {...fieldState(state, "accountCount")}
          />
          <DateFields
            name="plannedStartOn"
            label={fieldLabels.plannedStartOn}
            help="おおよその予定で構いません。運用開始日は、あとで決めて入力します。西暦の年、月、日を数字で入力してください。"
            required
            {...dateState(state, "plannedStartOn")}
          />
        </Fieldset>
        <Fieldset
          name="contact"
          legend="担当者"
          help="審査で分からないことがあるときに、お電話します。"
        >
          <TextField
            name="contactName"
            label={fieldLabels.contactName}
            required
            autoComplete="name"
            {...fieldState(state, "contactName")}
          />
          <TextField
            name="contactPhone"
            label={fieldLabels.contactPhone}
            help="例：03-1234-5678"
            type="tel"
            width={20}
            required
            autoComplete="tel"
            {...fieldState(state, "contactPhone")}
          />
        </Fieldset>
        <Fieldset name="confirmations" legend="確認">
          <CheckboxField
            name="confirmPurpose"
            label="患者さんの保険の資格を確認するためだけに使います"
            required
            checked={state.values["confirmPurpose"] === "yes"}
            error={state.errors["confirmPurpose"]}
          />
          <CheckboxField
            name="confirmTruth"
            label="入力した内容は事実のとおりです"
            required
            checked={state.values["confirmTruth"] === "yes"}
            error={state.errors["confirmTruth"]}
          />
        </Fieldset>
        <ButtonRow>
          <Button name="next" value="confirm">
            入力内容を確認する
          </Button>
          <Button name="next" value="later" variant="secondary">
            保存して、あとで続ける
          </Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

function marks(fields: readonly FieldName[]): Record<string, string> {
  return Object.fromEntries(
    fields.map((field) => [field, "審査担当から、この項目の直しをお願いされています。"]),
  );
}

function ReturnNotice({ event }: { event: UsageApplicationEvent }) {
  return (
    <Notice
      tone="warning"
      word="直しのお願い"
      title={`${formatDate(tokyoDate(event.at))}に、審査担当から申請が戻りました。`}
    >
      <ReasonText event={event} />
      {event.fields.length > 0 && (
        <ul>
          {event.fields.map((field) => (
            <li key={field}>
              <a href={`#${fieldId(field)}`}>{fieldLabels[field]}</a>
            </li>
          ))}
        </ul>
      )}
      <p>直したら「入力内容を確認する」へ進み、「修正を提出」を押してください。</p>
      <p>ほかの入力はそのまま残っています。</p>
    </Notice>
  );
}

export function ApplicationSteps({ current }: { current: "input" | "confirm" }) {
  return (
    <Steps
      label="利用申請の手順"
      steps={[
        current === "input"
          ? { label: "入力", state: "current" }
          : { label: "入力", state: "done", href: "/usage-application" },
        { label: "入力内容の確認", state: current === "confirm" ? "current" : "upcoming" },
        { label: "審査の結果を待つ", state: "upcoming" },
      ]}
    />
  );
}
