/** What is known of an insurer beside its number: the form to change it, and the fields that a new one has too. */
import {
  Button,
  ButtonRow,
  DateFields,
  ErrorSummary,
  Fieldset,
  Form,
  LinkButton,
  PageHeading,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import type { InsurerTable } from "../store/tables.ts";
import { InsurerPage, pathOf } from "./frame.tsx";

type InsurerFormProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  readonly state: FormState;
};

export function InsurerForm({ actor, insurer, state }: InsurerFormProps) {
  const errors = summaryOf(state.errors);
  const base = pathOf(insurer);

  return (
    <InsurerPage
      actor={actor}
      insurer={insurer}
      title="登録内容の変更"
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={`保険者番号 ${insurer.number}　${insurer.name}`}
        lead="電話と受付時間は、資格を確認できないときに医療機関等の画面に表示されます。"
      >
        登録内容の変更
      </PageHeading>
      <Form action={`${base}/edit`}>
        <DetailFields state={state} />
        <TextField
          name="endingPercent"
          label="2人目の確認が要る、終わる資格の割合"
          help="1つのファイルでこの割合を超えて資格が終わるとき、もう1人の職員の確認を待ちます。"
          unit="%"
          width={4}
          inputMode="decimal"
          required
          {...fieldState(state, "endingPercent")}
        />
        <ButtonRow>
          <Button>変更する</Button>
          <LinkButton href={base} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </InsurerPage>
  );
}

export function DetailFields({ state }: { readonly state: FormState }) {
  return (
    <>
      <TextField name="name" label="名称" required {...fieldState(state, "name")} />
      <TextField name="kana" label="フリガナ" help="全角カタカナ" {...fieldState(state, "kana")} />
      <TextField
        name="telephone"
        label="電話番号"
        type="tel"
        width={20}
        {...fieldState(state, "telephone")}
      />
      <TextField
        name="hours"
        label="電話の受付時間"
        help="例：平日9時〜17時"
        width={20}
        {...fieldState(state, "hours")}
      />
      <TextField
        name="postalCode"
        label="郵便番号"
        inputMode="numeric"
        width={8}
        {...fieldState(state, "postalCode")}
      />
      <TextField name="address" label="所在地" {...fieldState(state, "address")} />
    </>
  );
}

export function ContractFields({ state }: { readonly state: FormState }) {
  return (
    <Fieldset name="contract" legend="契約">
      <DateFields
        name="contractFrom"
        label="始まりの日"
        help="この日から、保険者は資格を登録できます。例：2026年4月1日"
        {...dateState(state, "contractFrom")}
      />
      <DateFields
        name="contractTo"
        label="終わりの日"
        help="契約の最後の日です。決まっていないときは、空のままにしてください。"
        {...dateState(state, "contractTo")}
      />
    </Fieldset>
  );
}
