import {
  Button,
  ButtonRow,
  DateFields,
  ErrorSummary,
  Form,
  Notice,
  PageHeading,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { lookReasons } from "../actions/look-up-links.ts";
import { lookWords } from "./words.ts";

type SearchPageProps = { actor: OfficialActor; state: FormState; nobody: boolean };

/** By what stands on a paper, all of it: no list of people to look through. */
export function SearchPage({ actor, state, nobody }: SearchPageProps) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title="利用登録を調べる"
      actor={actor}
      current="/office/certificate-links"
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      {nobody && (
        <Notice tone="warning" title="該当する方が見つかりません">
          <p>書面と見比べて、記号・番号・枝番・生年月日を確かめてください。</p>
        </Notice>
      )}
      <PageHeading lead="調べたことは、理由と一緒に記録に残ります。すべての項目が合う方だけを表示します。">
        利用登録を調べる
      </PageHeading>
      <Form action="/office/certificate-links">
        <TextField
          name="insurerNumber"
          label="保険者番号"
          help="8桁か6桁の数字"
          width={12}
          required
          inputMode="numeric"
          autoComplete="off"
          {...fieldState(state, "insurerNumber")}
        />
        <TextField
          name="symbol"
          label="記号"
          help="ないときは空のままにします。"
          width={20}
          autoComplete="off"
          {...fieldState(state, "symbol")}
        />
        <TextField
          name="number"
          label="番号"
          width={20}
          required
          autoComplete="off"
          {...fieldState(state, "number")}
        />
        <TextField
          name="branch"
          label="枝番"
          help="ないときは空のままにします。"
          width={4}
          inputMode="numeric"
          autoComplete="off"
          {...fieldState(state, "branch")}
        />
        <DateFields
          name="birthDate"
          label="生年月日"
          help="西暦の年、月、日を数字で入力してください。例：1980年2月17日"
          required
          {...dateState(state, "birthDate")}
        />
        <RadioGroup
          name="reason"
          label="調べる理由"
          required
          options={lookReasons.map((value) => ({ value, label: lookWords[value] }))}
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button size="large">調べる</Button>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
