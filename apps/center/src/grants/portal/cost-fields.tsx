/** The fields of one line of the 領収書内訳書. */
import { findModel } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import type { FormValues } from "@madoguchi/platform";
import {
  Columns,
  DateFields,
  Details,
  Fieldset,
  SelectField,
  TextField,
  YenField,
} from "@madoguchi/ui";
import { dateState, fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { isBlankRow } from "../forms.ts";
import { itemKindOptions } from "../rules/programme.ts";
import { taxes } from "../rules/tax.ts";

type LineFieldsProps = {
  row: number;
  state: FormState;
  tax: string;
  catalogue: readonly KnownModel[];
};

export function LineFields({ row, state, tax, catalogue }: LineFieldsProps) {
  const name = `lines.${row}`;
  const required = row === 0 || !isBlankRow(state.values, row);

  return (
    <Fieldset name={name} legend={`${row + 1}行目`}>
      <Columns>
        <SelectField
          name={`${name}.item`}
          label="項目"
          required={required}
          options={itemKindOptions}
          {...fieldState(state, `${name}.item`)}
        />
        <TextField
          name={`${name}.quantity`}
          label="数量"
          width={2}
          inputMode="numeric"
          required={required}
          {...fieldState(state, `${name}.quantity`)}
        />
      </Columns>
      <Columns>
        <TextField
          name={`${name}.product`}
          label="品名"
          help="例：ICカードリーダー"
          required={required}
          {...fieldState(state, `${name}.product`)}
        />
        <TextField
          name={`${name}.model`}
          label="型番"
          help={modelHelp(state.values, row, catalogue)}
          {...fieldState(state, `${name}.model`)}
        />
      </Columns>
      <Columns>
        <YenField
          name={`${name}.amountYen`}
          label={`${tax}金額`}
          help="この行の全部の数量を合わせた金額です。"
          required={required}
          {...fieldState(state, `${name}.amountYen`)}
        />
        <SelectField
          name={`${name}.tax`}
          label="金額の税"
          help={`領収書に${tax}の金額がないときだけ選びます。`}
          emptyLabel={`${tax}のまま計算する`}
          options={Object.entries(taxes).map(([value, label]) => ({ value, label }))}
          {...fieldState(state, `${name}.tax`)}
        />
      </Columns>
      <Columns>
        <DateFields
          name={`${name}.purchasedOn`}
          label="購入日"
          help="西暦で入力します。例：2026年1月31日"
          required={required}
          {...dateState(state, `${name}.purchasedOn`)}
        />
        <TextField
          name={`${name}.shop`}
          label="購入先"
          help="領収書にある店や会社の名前です。"
          required={required}
          {...fieldState(state, `${name}.shop`)}
        />
      </Columns>
      <MoreFields name={name} state={state} tax={tax} />
    </Fieldset>
  );
}

const moreFields = ["detail", "maker", "unitYen", "otherYen", "receiptNumber"] as const;

/** What the form of the 領収書内訳書 has room for and few receipts need; open where something stands in it. */
function MoreFields({ name, state, tax }: { name: string; state: FormState; tax: string }) {
  const used = moreFields.some(
    (field) => (state.values[`${name}.${field}`] ?? "") !== "" || state.errors[`${name}.${field}`],
  );

  return (
    <Details summary="内訳、メーカー、単価、対象外の金額、領収書の番号も入力する" open={used}>
      <Columns>
        <TextField
          name={`${name}.detail`}
          label="内訳"
          help="例：受付用"
          {...fieldState(state, `${name}.detail`)}
        />
        <TextField
          name={`${name}.maker`}
          label="メーカー"
          {...fieldState(state, `${name}.maker`)}
        />
      </Columns>
      <Columns>
        <YenField
          name={`${name}.unitYen`}
          label={`単価（${tax}）`}
          help="1つの値段です。"
          {...fieldState(state, `${name}.unitYen`)}
        />
        <YenField
          name={`${name}.otherYen`}
          label="対象外の金額"
          help="この行の金額に、保証料や送料など補助の対象でないものが含まれるとき。"
          {...fieldState(state, `${name}.otherYen`)}
        />
      </Columns>
      <TextField
        name={`${name}.receiptNumber`}
        label="領収書の番号"
        {...fieldState(state, `${name}.receiptNumber`)}
      />
    </Details>
  );
}

/** Whether the catalogue of readers knows it; phones and tablets are not listed. */
function modelHelp(values: FormValues, row: number, catalogue: readonly KnownModel[]): string {
  const value = (field: string) => values[`lines.${row}.${field}`] ?? "";
  const name = `${value("maker")} ${value("product")} ${value("model")}`;
  if (value("item") !== "reader" || name.trim() === "") return "箱や本体にある記号です。";
  const known = findModel(name, catalogue);

  return known
    ? `機種の一覧の「${known.maker} ${known.model}」として見ています。`
    : "機種の一覧に見つかりません。箱や本体にある記号を入力してください。";
}
