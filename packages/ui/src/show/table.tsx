import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right, digits under digits. */
  numeric?: boolean;
  /** Names the row; the first column of most tables. */
  rowHeader?: boolean;
  /** How the rows are ordered by this column now, and the link that changes it. */
  sort?: { href: string; direction: "ascending" | "descending" | "none" };
};

type TableProps<Row> = {
  caption: ReactNode;
  /** The heading above the table says the same already. */
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Totals, one cell per column key. */
  footer?: Readonly<Record<string, ReactNode>>;
};

/**
 * Rows and columns; on narrow screens each row becomes a small list whose lines repeat the column's name.
 * The roles restate what the elements are, because browsers drop table semantics when CSS lays them out anew.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, hideCaption = false, columns, rows, rowKey, footer } = props;
  return (
    <table className="mg-table" role="table">
      <caption>
        {hideCaption ? <span className="mg-visually-hidden">{caption}</span> : caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <ColumnHeader key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={rowKey(row)}>
            {columns.map((column) => (
              <Cell key={column.key} column={column}>
                {column.cell(row)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
      {footer !== undefined && (
        <tfoot role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <Cell key={column.key} column={column}>
                {footer[column.key]}
              </Cell>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function ColumnHeader<Row>({ column: { header, sort, numeric = false } }: { column: Column<Row> }) {
  return (
    <th
      scope="col"
      role="columnheader"
      data-numeric={numeric || undefined}
      aria-sort={sort?.direction}
    >
      {sort === undefined ? header : <a href={sort.href}>{header}</a>}
    </th>
  );
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const numeric = column.numeric === true ? true : undefined;
  return column.rowHeader === true ? (
    <th scope="row" role="rowheader" data-label={column.header} data-numeric={numeric}>
      {children}
    </th>
  ) : (
    <td role="cell" data-label={column.header} data-numeric={numeric}>
      {children}
    </td>
  );
}
