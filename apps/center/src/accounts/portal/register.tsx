/** The registration form: a facility and the person who acts for it. */
import { readForm } from "@madoguchi/platform";
import type { FieldErrors, FormResult } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CheckboxField,
  ErrorSummary,
  Fieldset,
  Form,
  PageHeading,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import { facilityKindOptions, isFacilityKind, readFacilityCode } from "../../facilities/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import type { ReadRegistration } from "../actions/register.ts";
import { registrationSchema } from "../rules.ts";

/** The code's form depends on the kind, so it is read beside the schema and its message joins the others in place. */
export function readRegistrationForm(body: unknown): FormResult<ReadRegistration> {
  const form = readForm(registrationSchema, body);
  const kind = form.values["kind"] ?? "";
  const reading = isFacilityKind(kind) ? readFacilityCode(kind, form.values["code"] ?? "") : null;
  if (form.ok && reading?.ok) {
    const { code, prefectureCode } = reading;

    return { ...form, value: { ...form.value, code, prefectureCode } };
  }
  const found = form.ok ? {} : form.errors;
  const errors = reading && !reading.ok ? { ...found, code: reading.message } : found;

  return { ok: false, values: form.values, errors: inFieldOrder(errors) };
}

const fieldOrder = Object.keys(registrationSchema.shape);

function inFieldOrder(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).toSorted(
      ([left], [right]) => fieldOrder.indexOf(left) - fieldOrder.indexOf(right),
    ),
  );
}

export function RegisterPage({ state }: { state: FormState }) {
  const errors = summaryOf(state.errors);

  return (
    <PortalPage title="新規ユーザー登録" actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} />
      <PageHeading lead="施設と担当者を登録します。5分ほどで終わります。登録は無料です。">
        新規ユーザー登録
      </PageHeading>
      <Form action="/register">
        <Fieldset name="facility" legend="施設">
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
            help="医療機関コードは10桁です。都道府県2桁、点数表1桁、番号7桁の順に入力します。例：1319700017　全角やハイフンがあっても構いません。"
            width={20}
            required
            inputMode="numeric"
            {...fieldState(state, "code")}
          />
          <TextField
            name="facilityName"
            label="施設の名称"
            required
            autoComplete="organization"
            {...fieldState(state, "facilityName")}
          />
          <TextField
            name="founder"
            label="開設者の氏名"
            help="法人のときは法人の名称を入力します。"
            required
            {...fieldState(state, "founder")}
          />
          <TextField
            name="postalCode"
            label="郵便番号"
            help="例：100-0013"
            width={8}
            required
            inputMode="numeric"
            autoComplete="postal-code"
            {...fieldState(state, "postalCode")}
          />
          <TextField
            name="address"
            label="所在地"
            required
            autoComplete="street-address"
            {...fieldState(state, "address")}
          />
          <TextField
            name="phone"
            label="電話番号"
            help="例：03-1234-5678"
            type="tel"
            width={20}
            required
            autoComplete="tel"
            {...fieldState(state, "phone")}
          />
        </Fieldset>
        <Fieldset name="person" legend="担当者">
          <TextField
            name="personName"
            label="担当者の氏名"
            required
            autoComplete="name"
            {...fieldState(state, "personName")}
          />
          <TextField
            name="mail"
            label="メールアドレス"
            help="ログインに使います。登録を続けるためのメールをお送りします。"
            type="email"
            required
            autoComplete="email"
            {...fieldState(state, "mail")}
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
