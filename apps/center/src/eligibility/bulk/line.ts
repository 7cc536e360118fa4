/** One line of a question: read and checked by itself. */
import {
  dateMessage,
  foldCode,
  insuredNumberMessage,
  insurerNumberMessage,
  parseInsuredNumber,
  parseInsurerNumber,
} from "@madoguchi/notation";
import type { InsuredNumberProblem, InsurerNumber } from "@madoguchi/notation";
import type { TableProblem } from "@madoguchi/platform";
import { dayReader } from "../../coverage/index.ts";
import type { InsuredQuestion } from "../../coverage/index.ts";
import type { QuestionKey, QuestionPlaces, QuestionValues } from "./columns.ts";

export type QuestionReading =
  | { readonly ok: true; readonly question: InsuredQuestion }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

type Context = {
  readonly places: QuestionPlaces;
  /** ISO 8601: nobody is born after it. */
  readonly asOf: string;
};

export function questionReader({ places, asOf }: Context) {
  const day = dayReader();
  const insurers = insurerReader();

  return (line: number, values: QuestionValues): QuestionReading => {
    const problems: TableProblem[] = [];
    const fail = (key: QuestionKey, rule: string, words: string) => {
      problems.push({ line, column: places[key], rule, ...parted(words) });
    };
    const insurer = insurers(values.insurerNumber);
    if (!insurer.ok) {
      fail("insurerNumber", `insurer-${insurer.reason}`, insurerNumberMessage(insurer.reason));
    }
    const branch = /^[0-9０-９]$/.test(values.branch) ? `0${values.branch}` : values.branch;
    const insured = insurer.ok ? parseInsuredNumber(insurer.value, { ...values, branch }) : null;
    if (insured?.ok === false) {
      fail(columnOf(insured.reason), insured.reason, insuredNumberMessage(insured.reason));
    }
    const birth = day(values.birthDate);
    if ("problem" in birth) fail("birthDate", `date-${birth.problem}`, dateMessage(birth.problem));
    else if (birth.iso > asOf) {
      fail("birthDate", "in-the-future", "まだ来ていない日です。生年月日を直してください。");
    }
    if (!insurer.ok || !insured?.ok || "problem" in birth || problems.length > 0) {
      return { ok: false, problems };
    }
    const { value } = insured;

    return {
      ok: true,
      question: {
        insurerNumber: insurer.value.number,
        symbol: value.symbol || null,
        number: value.number,
        branch: value.branch || null,
        birthDate: birth.iso,
      },
    };
  };
}

const INSURERS_KEPT = 10_000;

/** A site's people share a few hundred insurers. */
function insurerReader() {
  const known = new Map<string, InsurerNumber>();

  return (text: string): ReturnType<typeof parseInsurerNumber> => {
    const before = known.get(text);
    if (before) return { ok: true, value: before };
    // A spreadsheet that took the number for one has dropped its leading zero.
    const folded = foldCode(text);
    const parsed = parseInsurerNumber(/^\d{5}$|^\d{7}$/.test(folded) ? `0${folded}` : text);
    if (parsed.ok && known.size < INSURERS_KEPT) known.set(text, parsed.value);

    return parsed;
  };
}

function columnOf(problem: InsuredNumberProblem): QuestionKey {
  if (problem.startsWith("symbol")) return "symbol";

  return problem.startsWith("branch") ? "branch" : "number";
}

/** Notation says cause and mend in one text. */
function parted(text: string): { readonly message: string; readonly mend: string } {
  const end = text.indexOf("。") + 1;

  return { message: text.slice(0, end), mend: text.slice(end) || "値を直してください。" };
}
