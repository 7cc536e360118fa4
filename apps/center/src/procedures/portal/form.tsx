import { formatDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DateFields,
  DescriptionList,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  TextField,
  fieldId,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { ReturnNotice } from "../../desk/index.ts";
import type { Return } from "../../desk/index.ts";
import { codeName } from "../../facilities/index.ts";
import type { Facility } from "../../facilities/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { kindNames } from "../rules.ts";
import type { ProcedureKind } from "../rules.ts";
import { correction, dayLabels } from "../words.ts";
import { TITLE } from "./overview.tsx";

export type FormPageProps = {
  actor: FacilityActor;
  facility: Facility;
  kind: ProcedureKind;
  state: FormState;
  /** Why it cannot be notified now; the form is then not offered. */
  notNow?: string | null;
  /** Where it was returned. */
  returned?: Return | null;
  now: Temporal.Instant;
};

export function FormPage({
  actor,
  facility,
  kind,
  state,
  notNow = null,
  returned = null,
  now,
}: FormPageProps) {
  const errors = summaryOf(state.errors);
  const title = `${kindNames[kind]}の手続き`;

  return (
    <PortalPage
      title={title}
      actor={actor}
      current="/procedures"
      width="text"
      errorCount={errors.length}
      enhanced={notNow === null}
      crumbs={[{ label: TITLE, href: "/procedures" }, { label: title }]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption={facility.name} lead={leads[kind]}>
        {title}
      </PageHeading>
      {returned && (
        <ReturnNotice {...{ returned, correction, now }} hrefOf={(field) => `#${fieldId(field)}`}>
          <p>直したら「内容と影響を確かめる」へ進み、提出してください。</p>
        </ReturnNotice>
      )}
      {notNow === null ? (
        <ProcedureForm
          actor={actor}
          facility={facility}
          kind={kind}
          state={{ ...state, errors: { ...marks(returned), ...state.errors } }}
        />
      ) : (
        <>
          <Notice tone="warning" title={notNow} />
          <LinkButton href="/procedures" variant="secondary">
            手続きの一覧へ
          </LinkButton>
        </>
      )}
    </PortalPage>
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

const leads = {
  suspend: "休止の日から、端末で資格を確認できなくなります。再開するまで、設定は残ります。",
  resume: "再開の日から、これまでの端末でまた資格を確認できます。",
  close: "廃止の日に、アプリアカウントがすべて停止します。元には戻せません。",
  details: "変わるところだけを書き換えてください。ほかはそのままで構いません。",
  founder: "コードが変わらないまま、開設者だけが変わるときの手続きです。",
  code: "同じ施設のまま、コードが変わるときの手続きです。",
} as const satisfies Record<ProcedureKind, string>;

const dayHelps: Readonly<Record<ProcedureKind, string>> = {
  suspend: "この日から休みます。最後に受付をする日の次の日です。",
  resume: "この日から受付を始めます。",
  close: "この日から資格を確認できません。最後に受付をする日の次の日です。",
  details: "この日から、新しい内容になります。",
  founder: "この日から、新しい開設者になります。",
  code: "この日から、新しいコードになります。",
};

function ProcedureForm({
  actor,
  facility,
  kind,
  state,
}: Pick<FormPageProps, "actor" | "facility" | "kind" | "state">) {
  const { again, version } = state.values;

  return (
    <Form
      action={`/procedures/${kind}/preview`}
      hidden={again && version ? { again, version } : {}}
      keep={actor.id}
    >
      {kind === "details" && <DetailFields state={state} />}
      {kind === "founder" && (
        <>
          <DescriptionList items={[{ term: "いまの開設者", detail: facility.founder }]} />
          <TextField
            name="founder"
            label="新しい開設者の氏名"
            help="法人のときは法人の名称を入力します。"
            required
            {...fieldState(state, "founder")}
          />
        </>
      )}
      {kind === "code" && (
        <>
          <DescriptionList
            items={[{ term: `いまの${codeName(facility.kind)}`, detail: facility.code }]}
          />
          <TextField
            name="code"
            label={`新しい${codeName(facility.kind)}`}
            help="指定の通知書のとおりに入力します。全角やハイフンがあっても構いません。"
            width={20}
            required
            {...fieldState(state, "code")}
          />
        </>
      )}
      {kind === "resume" && facility.suspendedFrom && (
        <DescriptionList
          items={[{ term: "休止の日", detail: formatDate(facility.suspendedFrom) }]}
        />
      )}
      <DateFields
        name="effectiveOn"
        label={dayLabels[kind]}
        help={`${dayHelps[kind]}西暦の年、月、日を数字で入力してください。`}
        required
        {...dateState(state, "effectiveOn")}
      />
      <ButtonRow>
        <Button>内容と影響を確かめる</Button>
        <LinkButton href="/procedures" variant="secondary">
          やめて戻る
        </LinkButton>
      </ButtonRow>
    </Form>
  );
}

function DetailFields({ state }: { state: FormState }) {
  return (
    <>
      <TextField name="name" label="施設の名称" required {...fieldState(state, "name")} />
      <TextField
        name="postalCode"
        label="郵便番号"
        help="例：100-0013"
        width={8}
        required
        inputMode="numeric"
        {...fieldState(state, "postalCode")}
      />
      <TextField name="address" label="所在地" required {...fieldState(state, "address")} />
      <TextField
        name="phone"
        label="電話番号"
        help="例：03-1234-5678"
        type="tel"
        width={20}
        required
        {...fieldState(state, "phone")}
      />
    </>
  );
}
