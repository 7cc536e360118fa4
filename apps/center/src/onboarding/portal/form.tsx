import {
  Button,
  ButtonRow,
  Details,
  ErrorSummary,
  Fieldset,
  Form,
  Notice,
  PageHeading,
  SaveState,
  Steps,
  fieldId,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { ReturnNotice } from "../../desk/index.ts";
import type { Return } from "../../desk/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import { summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { correction } from "../correction.ts";
import { fieldNames } from "../form.ts";
import type { UsageApplicationEvent } from "../store/applications.ts";
import { Confirmations, applicationFields } from "./form-fields.tsx";

const TITLE = "利用申請";

const useFields = ["eligibility", "devices", "accountCount", "plannedStartOn"] as const;
const contactFields = ["contactName", "contactPhone"] as const;

export type FormPageProps = {
  actor: FacilityActor;
  kind: FacilityKind;
  version: number;
  state: FormState;
  /** Of an application that was returned; else none. */
  events: readonly UsageApplicationEvent[];
  /** When the draft was saved last; null when nothing is saved yet. */
  saved: string | null;
  /** Somebody else saved in between. */
  conflict?: boolean;
  now: Temporal.Instant;
};

export function FormPage(props: FormPageProps) {
  const { actor, version, events, saved, conflict = false } = props;
  const returned = events.findLast((event) => event.returned !== null)?.returned ?? null;
  const errors = summaryOf(props.state.errors);

  return (
    <PortalPage
      title={returned ? "利用申請の直し" : TITLE}
      actor={actor}
      current="/usage-application"
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: TITLE }]}
      enhanced
    >
      <ErrorSummary errors={errors} />
      {conflict && (
        <Notice tone="error" title="別の画面で、この申請が保存されました。" live>
          <p>下には、いま入力した内容があります。確かめてから、もう一度進んでください。</p>
        </Notice>
      )}
      {returned && (
        <ReturnNotice
          returned={returned}
          correction={correction}
          hrefOf={(field) => `#${fieldId(field)}`}
          now={props.now}
        >
          <p>直したら「入力内容を確認する」へ進み、「修正を提出」を押してください。</p>
          <p>ほかの入力はそのまま残っています。</p>
        </ReturnNotice>
      )}
      <PageHeading
        caption="オンライン資格確認（資格確認限定型）"
        lead={returned ? undefined : "5分ほどで終わります。途中で保存して、あとから続けられます。"}
      >
        {returned ? "利用申請の直し" : TITLE}
      </PageHeading>
      <ApplicationSteps current="input" />
      <Form
        action="/usage-application"
        hidden={{ version: String(version) }}
        autosave={{ to: "/usage-application/draft", owner: actor.id }}
      >
        <Fields {...props} returned={returned} />
        <SaveState>{saved}</SaveState>
        <ButtonRow>
          <Button name="next" value="confirm">
            入力内容を確認する
          </Button>
          <Button name="next" value="save" variant="secondary">
            一時保存
          </Button>
          <Button name="next" value="later" variant="quiet">
            保存して、あとで続ける
          </Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

type FieldsProps = FormPageProps & { returned: Return | null };

/** What came back stands first, with the official's words; the rest can stay as it is. */
function Fields({ kind, state, returned }: FieldsProps) {
  const marked = fieldNames.filter((name) => returned?.points.some(({ field }) => field === name));
  const fields = applicationFields(kind, {
    ...state,
    errors: { ...marks(returned), ...state.errors },
  });
  if (marked.length > 0) {
    const others = fieldNames.filter((name) => !marked.includes(name));

    return (
      <>
        <Fieldset name="marked" legend="直す項目">
          {marked.map((name) => fields[name])}
        </Fieldset>
        {others.length > 0 && (
          <Details
            summary="ほかの項目（このままで構いません）"
            open={others.some((name) => state.errors[name] !== undefined)}
          >
            {others.map((name) => fields[name])}
          </Details>
        )}
        <Confirmations state={state} />
      </>
    );
  }

  return (
    <>
      <Fieldset name="use" legend="使い方">
        {useFields.map((name) => fields[name])}
      </Fieldset>
      <Fieldset
        name="contact"
        legend="担当者"
        help="審査で分からないことがあるときに、お電話します。"
      >
        {contactFields.map((name) => fields[name])}
      </Fieldset>
      <Confirmations state={state} />
    </>
  );
}

function marks(returned: Return | null): Record<string, string> {
  return Object.fromEntries(
    (returned?.points ?? []).map(({ field, message }) => [
      field,
      `審査担当から：${message === "" ? "この項目の直しをお願いします。" : message}`,
    ]),
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
