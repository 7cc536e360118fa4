/** The second page of registering: the facility's details, filled in from the lists where they know it, and the person who acts. */
import { formatDate, formatPhone, formatPostalCode } from "@madoguchi/notation";
import { readForm } from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CheckboxField,
  ErrorSummary,
  Fieldset,
  Form,
  Notice,
  PageHeading,
  RadioGroup,
  SummaryList,
  TextField,
} from "@madoguchi/ui";
import {
  codeName,
  facilityKindName,
  facilityKindOptions,
  isFacilityKind,
  isTarget,
  readIdentity,
  targetNames,
  targetsFor,
} from "../../facilities/index.ts";
import type { MasterRecord, Target } from "../../facilities/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import type { ReadRegistration } from "../actions/register.ts";
import { registrationSchema } from "../rules.ts";
import { CheckDigitWork, RegisterSteps, identityQuery } from "./register-code.tsx";

/** The code's form depends on the kind, so both are read beside the schema, and their messages come first, as the fields do. */
export function readRegistrationForm(
  body: unknown,
): FormResult<ReadRegistration> & { readonly unchecked: string | null } {
  const form = readForm(registrationSchema, body);
  const identity = readIdentity({ kind: form.values["kind"], code: form.values["code"] });
  if (form.ok && identity.ok) {
    const statedTarget = targetOf(form.values);

    return {
      ...form,
      value: { ...form.value, ...identity.value, statedTarget },
      unchecked: null,
    };
  }
  const errors = {
    ...(identity.ok ? {} : identity.errors),
    ...(form.ok ? {} : form.errors),
  };

  return {
    ok: false,
    values: form.values,
    errors,
    unchecked: identity.ok ? null : identity.unchecked,
  };
}

/** What the five questions came to, where it fits the kind that is registered. */
export function targetOf({ kind = "", target = "" }: FormValues): Target | null {
  return isFacilityKind(kind) && isTarget(target) && targetsFor(kind).includes(target)
    ? target
    : null;
}

type RegisterPageProps = {
  state: FormState;
  /** What the lists say of this code. */
  master: MasterRecord | undefined;
  unchecked?: string | null;
};

export function RegisterPage({ state, master, unchecked = null }: RegisterPageProps) {
  const errors = summaryOf(state.errors);
  const filled = { ...state, values: { ...masterValues(master), ...state.values } };
  const target = targetOf(state.values);

  return (
    <PortalPage title="新規ユーザー登録" actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      {unchecked !== null && <CheckDigitWork digits={unchecked} />}
      <PageHeading lead="施設と担当者を登録します。5分ほどで終わります。登録は無料です。">
        新規ユーザー登録
      </PageHeading>
      <RegisterSteps current="details" values={state.values} />
      <Form action="/register" hidden={target === null ? {} : { target }}>
        <Identity state={state} target={target} />
        <MasterNotice master={master} />
        <Fieldset name="facility" legend="施設">
          <TextField
            name="facilityName"
            label="施設の名称"
            required
            autoComplete="organization"
            {...fieldState(filled, "facilityName")}
          />
          <TextField
            name="founder"
            label="開設者の氏名"
            help="法人のときは法人の名称を入力します。"
            required
            {...fieldState(filled, "founder")}
          />
          <TextField
            name="postalCode"
            label="郵便番号"
            help="例：100-0013"
            width={8}
            required
            inputMode="numeric"
            autoComplete="postal-code"
            {...fieldState(filled, "postalCode")}
          />
          <TextField
            name="address"
            label="所在地"
            required
            autoComplete="street-address"
            {...fieldState(filled, "address")}
          />
          <TextField
            name="phone"
            label="電話番号"
            help="例：03-1234-5678"
            type="tel"
            width={20}
            required
            autoComplete="tel"
            {...fieldState(filled, "phone")}
          />
        </Fieldset>
        <Fieldset name="person" legend="担当者">
          <TextField
            name="personName"
            label="担当者の氏名"
            required
            autoComplete="name"
            {...fieldState(filled, "personName")}
          />
          <TextField
            name="mail"
            label="メールアドレス"
            help="ログインに使います。登録を続けるためのメールをお送りします。"
            type="email"
            required
            autoComplete="email"
            {...fieldState(filled, "mail")}
          />
        </Fieldset>
        <CheckboxField
          name="consent"
          label="利用規約に同意します"
          help={
            <>
              入力された情報は、利用申請と補助金の審査にだけ使います。
              <a href="/terms" target="_blank">
                利用規約を読む（別の画面で開きます）
              </a>
            </>
          }
          required
          checked={state.values["consent"] === "yes"}
          error={state.errors["consent"]}
        />
        <ButtonRow>
          <Button>確認メールを送る</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

/** Settled on the page before, unless what came from there is wrong. */
function Identity({ state, target }: { state: FormState; target: Target | null }) {
  const { kind = "", code = "" } = state.values;
  if (state.errors["kind"] !== undefined || state.errors["code"] !== undefined) {
    return (
      <Fieldset name="identity" legend="施設の種類とコード">
        <RadioGroup
          name="kind"
          label="施設の種類"
          required
          options={facilityKindOptions}
          {...fieldState(state, "kind")}
        />
        <TextField
          name="code"
          label="医療機関コード（施術所は登録記号番号）"
          width={20}
          required
          inputMode="numeric"
          {...fieldState(state, "code")}
        />
      </Fieldset>
    );
  }
  const changeHref = `/register?${identityQuery(state.values)}`;

  return (
    <>
      <input type="hidden" name="kind" defaultValue={kind} />
      <input type="hidden" name="code" defaultValue={code} />
      <SummaryList
        items={[
          { label: "施設の種類", value: facilityKindName(kind), changeHref },
          { label: codeName(kind), value: code, changeHref },
          ...(target === null ? [] : [{ label: "対象の区分", value: targetNames[target] }]),
        ]}
      />
    </>
  );
}

function MasterNotice({ master }: { master: MasterRecord | undefined }) {
  if (!master) {
    return (
      <Notice title="このコードは、公表された名簿にありませんでした。">
        <p>コードが正しければ、施設の内容を入力して、そのまま登録できます。</p>
      </Notice>
    );
  }
  const listed = `${master.source}（${formatDate(master.listedOn, { weekday: false })}現在）`;

  return (
    <>
      {master.leftOn && (
        <Notice
          tone="warning"
          title={`この施設は、${formatDate(master.leftOn)}の名簿にはありません。`}
        >
          <p>廃止やコードの変更がなかったか、確かめてください。</p>
        </Notice>
      )}
      <Notice title="名簿にある内容を入れました。違うところは直してください。">
        <p>{listed}による内容です。</p>
        <p>直したところは、名簿の訂正の提案として審査担当に伝わります。</p>
      </Notice>
    </>
  );
}

function masterValues(master: MasterRecord | undefined): FormValues {
  const { name, founder, postalCode, address, phone } = master ?? {};

  return {
    facilityName: name ?? "",
    founder: founder ?? "",
    postalCode: postalCode ? formatPostalCode(postalCode) : "",
    address: address ?? "",
    phone: phone ? formatPhone(phone) : "",
  };
}
