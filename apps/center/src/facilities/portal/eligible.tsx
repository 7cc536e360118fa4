import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  RadioGroup,
  Section,
  SummaryList,
} from "@madoguchi/ui";
import { PortalPage } from "../../shell/pages.tsx";
import type { PortalReader } from "../../shell/pages.tsx";
import { isTarget, kindForTarget, questionNames } from "../rules/eligible.ts";
import type { Outcome, PartialAnswers, Question } from "../rules/eligible.ts";
import { optionsFor, outcomeWords, questionWords } from "../rules/eligible-words.ts";

const TITLE = "わたしの施設は対象ですか";
const MISSING = "当てはまるものを1つ選んでください。";

type EligibleProps = { actor: PortalReader | null; answers: PartialAnswers };

type QuestionPageProps = EligibleProps & {
  question: Question;
  /** The button was pressed without an answer. */
  isUnanswered: boolean;
};

const LEAD = "多くて5つの質問に答えると、資格確認限定型の対象かどうかが分かります。";

export function QuestionPage({ actor, answers, question, isUnanswered }: QuestionPageProps) {
  const { title, help } = questionWords[question];
  const number = answered(answers).length + 1;

  return (
    <PortalPage
      title={`${title}（${TITLE}）`}
      description={LEAD}
      actor={actor}
      width="text"
      errorCount={isUnanswered ? 1 : 0}
    >
      <ErrorSummary errors={isUnanswered ? [{ name: question, message: MISSING }] : []} />
      <PageHeading caption={TITLE} lead={`${LEAD}答えは保存されません。`}>
        質問{number}
      </PageHeading>
      <Form action="/eligible" method="get" hidden={{ ...codesOf(answers), asked: question }}>
        <RadioGroup
          name={question}
          label={title}
          help={help}
          required
          options={optionsOf(question, answers)}
          error={isUnanswered ? MISSING : undefined}
        />
        <ButtonRow>
          <Button>次へ</Button>
        </ButtonRow>
      </Form>
      <AnswersSoFar answers={answers} />
    </PortalPage>
  );
}

export function OutcomePage({ actor, answers, outcome }: EligibleProps & { outcome: Outcome }) {
  const { title, reasons, source, next } = outcomeWords[outcome];
  const { kind } = answers;
  const registerHref =
    isTarget(outcome) && kind
      ? `/register?${new URLSearchParams({ kind: kindForTarget(kind, outcome), target: outcome })}`
      : null;

  return (
    <PortalPage title={`${title}（${TITLE}）`} actor={actor} width="text">
      <PageHeading caption={TITLE}>{title}</PageHeading>
      <Notice
        tone={registerHref === null ? "warning" : "success"}
        word={registerHref === null ? "対象外" : "対象"}
        title={reasons[0] ?? title}
      >
        {reasons.slice(1).map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
      </Notice>
      <Prose>
        <Section heading="次にすること">
          <ul>
            {next.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </Section>
      </Prose>
      <ButtonRow>
        {registerHref !== null && !actor && (
          <LinkButton href={registerHref}>この内容で新規ユーザー登録へ</LinkButton>
        )}
        {registerHref !== null && actor && (
          <LinkButton href="/usage-application">利用申請へ</LinkButton>
        )}
        <LinkButton href="/eligible" variant="secondary">
          はじめからやり直す
        </LinkButton>
      </ButtonRow>
      <Section heading="根拠">
        <p>{source}</p>
        <p>ここでの答えは目安です。対象かどうかは、利用申請の審査で決まります。</p>
      </Section>
      <AnswersSoFar answers={answers} />
    </PortalPage>
  );
}

/** Each with the way back to it: the questions before it keep their answers. */
function AnswersSoFar({ answers }: { answers: PartialAnswers }) {
  const names = answered(answers);
  if (names.length === 0) {
    return null;
  }

  return (
    <Section heading="これまでの答え">
      <SummaryList
        items={names.map((name, index) => ({
          label: questionWords[name].title,
          value: answerLabel(name, answers),
          changeHref: `/eligible?${new URLSearchParams(codesOf(answers, names.slice(0, index)))}`,
        }))}
      />
    </Section>
  );
}

function answered(answers: PartialAnswers): readonly Question[] {
  return questionNames.filter((name) => answers[name] !== undefined);
}

function codesOf(
  answers: PartialAnswers,
  names: readonly Question[] = answered(answers),
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, answers[name] ?? ""]));
}

type Option = { readonly value: string; readonly label: string; readonly help?: string };

function optionsOf(question: Question, { kind }: PartialAnswers): readonly Option[] {
  const words: Readonly<Record<string, { readonly label: string; readonly help?: string }>> =
    questionWords[question].options;

  return optionsFor(question, kind).flatMap((value) => {
    const option = words[value];

    return option ? [{ value, ...option }] : [];
  });
}

function answerLabel(question: Question, answers: PartialAnswers): string {
  const words: Readonly<Record<string, { readonly label: string }>> =
    questionWords[question].options;

  return words[answers[question] ?? ""]?.label ?? "";
}
