/** 「この記事は役に立ちましたか」 at the foot of a text. */
import { Button, ErrorSummary, Form, Notice, RadioGroup, Section, TextArea } from "@madoguchi/ui";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { COMMENT_MAXIMUM, STARS, starWords } from "../rules/rating.ts";

export type RatingState = FormState & {
  /** What became of the reader's last rating. */
  readonly outcome?: "thanks" | "too-many";
};

export const noRating: RatingState = { values: {}, errors: {} };

export function RatingErrors({ state }: { state: RatingState }) {
  return <ErrorSummary errors={summaryOf(state.errors)} />;
}

export function RatingSection({ number, state }: { number: string; state: RatingState }) {
  return (
    <Section heading="この記事は役に立ちましたか" id="rating" screenOnly>
      {state.outcome === "thanks" && (
        <Notice tone="success" title="評価を受け付けました。ありがとうございます。" live>
          <p>もう一度送ると、前の評価と入れ替わります。</p>
        </Notice>
      )}
      {state.outcome === "too-many" && (
        <Notice tone="warning" title="短い時間に多くの評価が送られました。" live>
          <p>1時間ほどたってから、もう一度送ってください。</p>
        </Notice>
      )}
      <Form action={`/library/${number}/rating#rating`}>
        <RadioGroup
          {...fieldState(state, "stars")}
          name="stars"
          label="評価"
          required
          options={STARS.map((stars) => ({
            value: stars,
            label: `${"★".repeat(Number(stars))}　${starWords[stars]}`,
          }))}
        />
        <TextArea
          {...fieldState(state, "comment")}
          name="comment"
          label="ご意見"
          help={`${COMMENT_MAXIMUM}文字まで。返事はできません。お名前や患者さんのことは書かないでください。`}
          rows={3}
        />
        <Button variant="secondary">評価を送る</Button>
      </Form>
    </Section>
  );
}
