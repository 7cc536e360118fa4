/** The fields of an account, as an application and a later correction ask for it. */
import { Fieldset, RadioGroup, TextField } from "@madoguchi/ui";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { depositKinds } from "../rules/application.ts";

export function AccountFields({ state }: { state: FormState }) {
  return (
    <>
      <Fieldset name="bank" legend="金融機関">
        <TextField
          name="bankName"
          label="金融機関名"
          help="例：架空銀行"
          required
          {...fieldState(state, "bankName")}
        />
        <TextField
          name="bankCode"
          label="金融機関コード"
          help="4桁の数字。先頭の0も入力します。"
          width={4}
          inputMode="numeric"
          required
          {...fieldState(state, "bankCode")}
        />
        <TextField
          name="branchName"
          label="支店名"
          help="例：霞が関支店"
          required
          {...fieldState(state, "branchName")}
        />
        <TextField
          name="branchCode"
          label="支店コード（店番）"
          help="3桁の数字。先頭の0も入力します。"
          width={4}
          inputMode="numeric"
          required
          {...fieldState(state, "branchCode")}
        />
      </Fieldset>
      <Fieldset name="deposit" legend="口座">
        <RadioGroup
          name="depositKind"
          label="種別"
          required
          options={Object.entries(depositKinds).map(([value, label]) => ({ value, label }))}
          {...fieldState(state, "depositKind")}
        />
        <TextField
          name="accountNumber"
          label="口座番号"
          help="7桁の数字。7桁に満たないときは、先頭に0を付けます。"
          width={8}
          inputMode="numeric"
          required
          {...fieldState(state, "accountNumber")}
        />
        <TextField
          name="accountHolder"
          label="口座名義（カナ）"
          help="通帳の見開きにあるとおり、カタカナで入力します。半角でも構いません。例：カクウイイン　カクウ　タロウ"
          required
          {...fieldState(state, "accountHolder")}
        />
      </Fieldset>
    </>
  );
}
