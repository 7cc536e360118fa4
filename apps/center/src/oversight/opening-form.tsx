/** Before personal data is shown on a page: one press for the usual reason, a choice and a word for any other. */
import { Button, ButtonRow, Details, Form, RadioGroup, TextField } from "@madoguchi/ui";
import { fieldState } from "../shell/errors.tsx";
import type { FormState } from "../shell/errors.tsx";
import { OPENING_HOURS, openingReasons } from "./rules.ts";
import type { OpeningReason } from "./rules.ts";

type OpeningFormProps = {
  readonly action: string;
  /** What is shown then: 「口座番号」. */
  readonly what: string;
  readonly usual: Extract<OpeningReason, "case" | "payment">;
  readonly state: FormState;
};

export function OpeningForm({ action, what, usual, state }: OpeningFormProps) {
  const isOther = Object.keys(state.errors).some((name) => name.startsWith("opening."));

  return (
    <>
      <p>
        {what}
        を見た職員、日時、理由を記録します。一度答えると、{OPENING_HOURS}時間は聞きません。
      </p>
      <Form action={action} hidden={{ "opening.reason": usual }}>
        <ButtonRow>
          <Button variant="secondary">
            {openingReasons[usual]}、{what}を表示する
          </Button>
        </ButtonRow>
      </Form>
      <Details summary="ほかの理由で表示する" open={isOther}>
        <Form action={action}>
          <RadioGroup
            name="opening.reason"
            label="見る理由"
            required
            options={Object.entries(openingReasons)
              .filter(([value]) => value !== usual)
              .map(([value, label]) => ({ value, label }))}
            {...fieldState(state, "opening.reason")}
          />
          <TextField
            name="opening.note"
            label="案件の番号や説明"
            help="100文字まで。あとで監査する職員が読みます。"
            required
            {...fieldState(state, "opening.note")}
          />
          <ButtonRow>
            <Button variant="secondary">{what}を表示する</Button>
          </ButtonRow>
        </Form>
      </Details>
    </>
  );
}
