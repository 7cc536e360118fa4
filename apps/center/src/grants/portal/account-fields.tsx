/** The fields of an account, as an application and a later correction ask for it. */
import { Columns, Details, Fieldset, RadioGroup, SearchChoice, TextField } from "@madoguchi/ui";
import { bankChoices, branchChoices } from "../account-form.ts";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { depositKinds } from "../rules/application.ts";
import { holderAsTransferred } from "../rules/holder.ts";

export const CHOICES = "/grants/banks";

/** Whether the button only asked to have the choices listed. */
export function isSearch(button: string | undefined): button is "find-bank" | "find-branch" {
  return button === "find-bank" || button === "find-branch";
}

export function AccountFields({ state }: { state: FormState }) {
  const { values, errors } = state;
  const value = (name: string) => values[name] ?? "";
  const banks = bankChoices(value("bankSearch"), value("bank"));
  const branches = branchChoices(value("bank"), value("branchSearch"), value("branch"));
  const transferred = holderAsTransferred(value("accountHolder"));

  return (
    <>
      <Fieldset name="bankAndBranch" legend="金融機関と支店">
        <SearchChoice
          label="金融機関を探す"
          help="名前、読み、または4桁のコードを入力します。例：みずほ、ゆうちょ、0001"
          required
          name="bankSearch"
          {...fieldState(state, "bankSearch")}
          button={{ label: "探す", name: "do", value: "find-bank" }}
          note={banks.note}
          choice={{
            name: "bank",
            label: "見つかった金融機関",
            value: values["bank"],
            options: banks.options,
            asked: value("bankSearch"),
            askedName: "bankAsked",
          }}
          suggestions={{ from: CHOICES }}
        />
        <SearchChoice
          label="支店を探す"
          help="名前、読み、または3桁の店番を入力します。ゆうちょ銀行は、振込用の店番です。"
          required
          name="branchSearch"
          {...fieldState(state, "branchSearch")}
          button={{ label: "探す", name: "do", value: "find-branch" }}
          note={branches.note}
          choice={{
            name: "branch",
            label: "見つかった支店",
            value: values["branch"],
            options: branches.options,
            asked: value("branchSearch"),
            askedName: "branchAsked",
          }}
          suggestions={{ from: CHOICES, within: "bank" }}
        />
        <UnlistedBank state={state} />
      </Fieldset>
      <Fieldset name="deposit" legend="口座">
        <RadioGroup
          name="depositKind"
          label="種別"
          required
          options={Object.entries(depositKinds).map(([kind, label]) => ({ value: kind, label }))}
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
        {transferred !== "" && !errors["accountHolder"] && (
          <p>振込では「{transferred}」と書きます。</p>
        )}
      </Fieldset>
    </>
  );
}

const unlisted = ["bankName", "bankCode", "branchName", "branchCode"] as const;

/** Banks merge and open branches faster than any list; open where something stands in it. */
function UnlistedBank({ state }: { state: FormState }) {
  const used = unlisted.some((name) => (state.values[name] ?? "") !== "" || state.errors[name]);

  return (
    <Details summary="探しても見つからないときは、名前とコードを入力する" open={used}>
      <p>上で選んだものがあるときは、そちらを使います。</p>
      <Columns>
        <TextField name="bankName" label="金融機関名" {...fieldState(state, "bankName")} />
        <TextField
          name="bankCode"
          label="金融機関コード"
          help="4桁の数字。先頭の0も入力します。"
          width={4}
          inputMode="numeric"
          {...fieldState(state, "bankCode")}
        />
      </Columns>
      <Columns>
        <TextField name="branchName" label="支店名" {...fieldState(state, "branchName")} />
        <TextField
          name="branchCode"
          label="支店コード（店番）"
          help="3桁の数字。先頭の0も入力します。"
          width={4}
          inputMode="numeric"
          {...fieldState(state, "branchCode")}
        />
      </Columns>
    </Details>
  );
}
