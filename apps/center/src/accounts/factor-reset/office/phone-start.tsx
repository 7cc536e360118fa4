import { Button, ButtonRow, Form, LinkButton, TextField } from "@madoguchi/ui";
import { fieldState } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import type { OfficialActor } from "../../rules.ts";
import { ReasonField } from "../words.tsx";
import { PATH, ResetFrame } from "./frame.tsx";

export function PhoneStartPage({ actor, state }: { actor: OfficialActor; state: FormState }) {
  return (
    <ResetFrame
      actor={actor}
      title="電話の申し込みを記録する"
      lead="記録したあと、電話を切り、施設の登録の電話番号へかけ直します。"
      state={state}
    >
      <Form action={`${PATH}/new`}>
        <TextField
          name="mail"
          label="担当者のメールアドレス（ID）"
          type="email"
          required
          {...fieldState(state, "mail")}
        />
        <TextField
          name="code"
          label="医療機関コード（施術所は登録記号番号）"
          width={12}
          required
          {...fieldState(state, "code")}
        />
        <ReasonField state={state} />
        <ButtonRow>
          <Button>記録する</Button>
          <LinkButton href={PATH} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </ResetFrame>
  );
}
