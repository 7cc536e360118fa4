/** One line of the result: the line's number, the question as it came, and the answer. */
import { relationshipWords } from "@madoguchi/contract";
import { columnLetters } from "@madoguchi/platform";
import type { TableProblem } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { membershipWords } from "../membership/rules.ts";
import { answerTitles, keptKeys } from "./columns.ts";
import type { AnswerTitle, QuestionPlaces, QuestionValues } from "./columns.ts";
import type { Verdict } from "./judge.ts";
import { codeOf } from "./judge.ts";
import { wordsOfVerdict } from "./words.ts";

export type ResultLine = {
  readonly fields: readonly string[];
  /** None where the line was answered. */
  readonly problems: readonly TableProblem[];
};

type Line = {
  readonly line: number;
  /** Null where the line could not be parted into values. */
  readonly values: QuestionValues | null;
};

type Answer = Partial<Record<AnswerTitle, string>>;

export type ResultContext = {
  readonly places: QuestionPlaces;
  readonly asOf: Temporal.PlainDate;
  /** Numbers of the insurers with whom the site has a contract on the day. */
  readonly contracted: ReadonlySet<string>;
};

export function answered(
  line: Line,
  insurerNumber: string,
  verdict: Verdict,
  context: ResultContext,
): ResultLine {
  const { name, cause, nextStep } = wordsOfVerdict(verdict, context.asOf);
  const membership = membershipWords(context.contracted.has(insurerNumber));
  const isTold = verdict.kind === "valid" || verdict.kind === "invalid" || verdict.kind === "newer";

  return resultLine(line, context.places, {
    資格有効性: codeOf[verdict.kind],
    資格有効性の内容: name,
    説明: cause,
    次にすること: nextStep,
    // Of somebody who is no member now it would say the wrong thing.
    健診の契約: verdict.kind === "valid" ? membership.text : "",
    ...(isTold && coverageItems(verdict)),
  });
}

function coverageItems({
  person,
  coverage,
}: Extract<Verdict, { kind: "valid" | "invalid" | "newer" }>): Answer {
  return {
    保険者名称: coverage.insurerName,
    氏名カナ: person.kana,
    "本人・家族の別": relationshipWords[coverage.relationship],
    資格取得年月日: coverage.qualifiedOn,
    資格喪失年月日: coverage.disqualifiedOn ?? "",
    有効終了年月日: coverage.validTo ?? "",
  };
}

export function refused(
  line: Line,
  problems: readonly TableProblem[],
  { places }: ResultContext,
): ResultLine {
  const answer = {
    資格有効性の内容: "照会していません",
    エラーの規則: problems.map(({ rule }) => rule).join("／"),
    エラーの内容: problems.map(withPlace).join(""),
    直し方: problems.map(({ mend }) => mend).join(""),
  };

  return { ...resultLine(line, places, answer), problems };
}

function withPlace({ column, message }: TableProblem): string {
  if (!column) return message;
  const letters = column.position === null ? "" : `${columnLetters(column.position)}列`;

  return `${letters}「${column.title}」：${message}`;
}

function resultLine({ line, values }: Line, places: QuestionPlaces, answer: Answer): ResultLine {
  const question = keptKeys(places).map((key) => values?.[key] ?? "");
  const items = answerTitles.map((title) => answer[title] ?? "");

  return { fields: [String(line), ...question, ...items], problems: [] };
}
