import { Button, ButtonRow, Form, LinkButton, TextField } from "@madoguchi/ui";
import { fieldState } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import type { OfficialActor } from "../../rules.ts";
import { PATH, ResetFrame } from "./frame.tsx";
import type { ResetReview } from "./review.tsx";

type DeclinePageProps = {
  readonly actor: OfficialActor;
  readonly review: ResetReview;
  readonly state: FormState;
};

export function DeclinePage({ actor, review: { reset, account }, state }: DeclinePageProps) {
  return (
    <ResetFrame
      actor={actor}
      title="解除を断る"
      lead={`${account.name} さんの確認方法は、いまのままになります。`}
      state={state}
    >
      <Form action={`${PATH}/${reset.id}/decline`}>
        <TextField
          name="reason"
          label="断る理由"
          help="本人へのメールに、そのまま書かれます。"
          required
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button variant="danger">断る</Button>
          <LinkButton href={`${PATH}/${reset.id}`} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </ResetFrame>
  );
}
