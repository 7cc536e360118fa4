/** マイナ保険証利用率: what it is made of, what it was, and the one number that only the facility knows. */
import { Button, ButtonRow, Form, SelectField, ShareBar, Table, TextField } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { monthsToEnter } from "../actions/enter-patients.ts";
import type { MonthOfUse } from "../store/patients.ts";
import { monthText } from "./months.ts";

type CardUseProps = {
  /** Whose browser it is: the account's id. */
  readonly owner: string;
  months: readonly MonthOfUse[];
  today: Temporal.PlainDate;
  state: FormState;
};

export function CardUse({ owner, months, today, state }: CardUseProps) {
  return (
    <>
      <p>利用率は、カードで確認した患者さんの人数を、その月の患者数で割ったものです。</p>
      <p>
        分子は、その月に1回でもカードで確認して「有効」だった方の人数です。同じ方は1人と数えます。
        分母は、施設が入力した患者数（レセプトの件数）です。
      </p>
      {months.length > 0 && (
        <Table
          caption="月ごとの利用率"
          columns={columns}
          rows={months}
          rowKey={({ month }) => month.toString()}
        />
      )}
      <Form action="/statistics/patients" keep={owner}>
        <SelectField
          name="month"
          label="月"
          required
          options={monthsToEnter(today).map((month) => ({
            value: month.toString(),
            label: monthText(month),
          }))}
          {...fieldState(state, "month")}
        />
        <TextField
          name="patients"
          label="その月の患者数"
          help="レセプトの件数を入力します。入力し直すと、前の数字と入れ替わります。例：120"
          inputMode="numeric"
          width={8}
          required
          {...fieldState(state, "patients")}
        />
        <ButtonRow>
          <Button>患者数を入力する</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

const columns: readonly Column<MonthOfUse>[] = [
  { key: "month", header: "月", rowHeader: true, cell: ({ month }) => monthText(month) },
  {
    key: "byCard",
    header: "カードで確認した方",
    numeric: true,
    cell: ({ byCard }) => `${byCard}人`,
  },
  { key: "patients", header: "患者数", numeric: true, cell: ({ patients }) => `${patients}人` },
  {
    key: "rate",
    header: "利用率",
    numeric: true,
    cell: ({ byCard, patients }) => (
      <ShareBar share={byCard / patients}>{`${((100 * byCard) / patients).toFixed(1)}%`}</ShareBar>
    ),
  },
];
