import { StatusBadge } from "@madoguchi/ui";
import { answerText } from "./form.ts";
import type { ApplicationContent, FieldName } from "./form.ts";

type AnswerProps = {
  name: FieldName;
  content: ApplicationContent;
  previous: ApplicationContent | null;
};

/** After a return, what was changed is marked, with what stood there before. */
export function Answer({ name, content, previous }: AnswerProps) {
  const now = answerText(content, name);
  const before = previous && answerText(previous, name);

  return before === null || before === now ? (
    now
  ) : (
    <>
      {now} <StatusBadge tone="warning">修正</StatusBadge>
      <br />
      <small>前の申請：{before}</small>
    </>
  );
}
