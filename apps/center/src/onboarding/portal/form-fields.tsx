/** The fields of the usage application, each by its name: a correction shows them in another order than the first time. */
import {
  CheckboxField,
  CheckboxGroup,
  DateFields,
  Fieldset,
  RadioGroup,
  SelectField,
  TextField,
} from "@madoguchi/ui";
import type { ReactElement } from "react";
import { facilityKindName } from "../../facilities/index.ts";
import type { FacilityKind } from "../../facilities/index.ts";
import { dateState, fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import {
  MAXIMUM_ACCOUNTS,
  deviceNames,
  eligibilitiesFor,
  eligibilityNames,
  fieldLabels,
} from "../form.ts";
import type { FieldName } from "../form.ts";

export function applicationFields(
  kind: FacilityKind,
  state: FormState,
): Readonly<Record<FieldName, ReactElement>> {
  return {
    eligibility: (
      <RadioGroup
        key="eligibility"
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
    ),
    devices: (
      <CheckboxGroup
        key="devices"
        name="devices"
        label={fieldLabels.devices}
        help="使うものをすべて選んでください。カードリーダーは、長い命令を送れるもの（拡張Lc/Le対応）が必要です。"
        required
        options={Object.entries(deviceNames).map(([value, label]) => ({ value, label }))}
        values={(state.values["devices"] ?? "").split("\n")}
        error={state.errors["devices"]}
      />
    ),
    accountCount: (
      <SelectField
        key="accountCount"
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
    ),
    plannedStartOn: (
      <DateFields
        key="plannedStartOn"
        name="plannedStartOn"
        label={fieldLabels.plannedStartOn}
        help="おおよその予定で構いません。運用開始日は、あとで決めて入力します。西暦の年、月、日を数字で入力してください。"
        required
        {...dateState(state, "plannedStartOn")}
      />
    ),
    contactName: (
      <TextField
        key="contactName"
        name="contactName"
        label={fieldLabels.contactName}
        required
        autoComplete="name"
        {...fieldState(state, "contactName")}
      />
    ),
    contactPhone: (
      <TextField
        key="contactPhone"
        name="contactPhone"
        label={fieldLabels.contactPhone}
        help="例：03-1234-5678"
        type="tel"
        width={20}
        required
        autoComplete="tel"
        {...fieldState(state, "contactPhone")}
      />
    ),
  };
}

export function Confirmations({ state }: { state: FormState }) {
  return (
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
  );
}
