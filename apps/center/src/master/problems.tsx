/** What is wrong with a file that an official brought, line by line. */
import { columnLetters } from "@madoguchi/platform";
import type { TableProblem } from "@madoguchi/platform";
import { Table } from "@madoguchi/ui";

const SHOWN = 20;

/** @param total where there are more than are given */
export function ProblemTable({
  problems,
  total = problems.length,
}: {
  problems: readonly TableProblem[];
  total?: number;
}) {
  return (
    <Table
      caption={total > SHOWN ? `はじめの${SHOWN}件` : "すべて"}
      columns={[
        {
          key: "line",
          header: "行",
          rowHeader: true,
          cell: ({ line }) => (line === null ? "全体" : `${line}行目`),
        },
        {
          key: "column",
          header: "列",
          cell: ({ column }) =>
            column === null
              ? "－"
              : `${column.position === null ? "" : `${columnLetters(column.position)}列`}「${column.title}」`,
        },
        { key: "message", header: "内容", cell: ({ message }) => message },
        { key: "mend", header: "直し方", cell: ({ mend }) => mend },
      ]}
      rows={problems.slice(0, SHOWN)}
      rowKey={({ line, rule, column }) => `${line} ${rule} ${column?.title}`}
    />
  );
}
