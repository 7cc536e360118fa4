/** A batch of lines: one question to the registry, one part of the result. */
import type { Db, TableRow } from "@madoguchi/platform";
import { findInsured } from "../../coverage/index.ts";
import type { QuestionKey } from "./columns.ts";
import { codeOf, judge } from "./judge.ts";
import type { questionReader } from "./line.ts";
import { answered, refused } from "./result.ts";
import type { ResultContext, ResultLine } from "./result.ts";
import { countKeyOf } from "./rules.ts";
import type { BulkCounts } from "./rules.ts";

export type Row = TableRow<QuestionKey>;

export type AnsweredBatch = { readonly lines: readonly ResultLine[]; readonly counts: BulkCounts };

export async function answerBatch(
  db: Db,
  rows: readonly Row[],
  read: ReturnType<typeof questionReader>,
  context: ResultContext,
): Promise<AnsweredBatch> {
  const readings = rows.map((row) =>
    row.kind === "fault"
      ? ({ ok: false, row, values: null, problems: row.problems } as const)
      : { row, values: row.values, ...read(row.line, row.values) },
  );
  const questions = readings.flatMap((reading) => (reading.ok ? [reading.question] : []));
  const found = (await findInsured(db, questions)).values();
  const counts: BulkCounts = {};
  const count = (key: keyof BulkCounts) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const lines = readings.map((reading): ResultLine => {
    const line = { line: reading.row.line, values: reading.values };
    if (!reading.ok) {
      count("errors");
      return refused(line, reading.problems, context);
    }
    const verdict = judge(reading.question, found.next().value ?? [], context.asOf);
    count(countKeyOf(codeOf[verdict.kind]));
    return answered(line, reading.question.insurerNumber, verdict, context);
  });

  return { lines, counts };
}
