/** A procedure in words: for pages and mails alike. */
import type { Correction } from "../desk/index.ts";
import { codeName, detailFields, detailLabels, detailText } from "../facilities/index.ts";
import type { DetailField, Facility } from "../facilities/index.ts";
import type { ProcedureChange, ProcedureKind, ProcedureState } from "./rules.ts";

export const stateWords = {
  waiting: "審査待ち",
  returned: "直しのお願い",
  scheduled: "予定の日を待っています",
  done: "済み",
  withdrawn: "取り下げ",
  refused: "却下",
} as const satisfies Record<ProcedureState, string>;

/** What its day is called. */
export const dayLabels = {
  suspend: "休止する日",
  resume: "再開する日",
  close: "廃止する日",
  details: "変更する日",
  founder: "開設者が変わる日",
  code: "コードが変わる日",
} as const satisfies Record<ProcedureKind, string>;

/** What an applicant is told of a procedure that came back. */
export const correction: Correction = {
  title: "施設の手続き",
  noun: "手続き",
  fieldLabels: { ...detailLabels, code: "新しいコード", effectiveOn: "切り替わる日" },
  pathOf: (id) => `/procedures/records/${id}`,
  after: [
    "期限を過ぎても、審査担当が手続きを終わりにするまでは提出できます。",
    "終わりになったときは、理由をメールでお知らせします。もう一度手続きできます。",
  ],
};

export type ChangeLine = {
  readonly field: DetailField | "code";
  readonly label: string;
  /** Null where the record of now says the same, or nothing can be said of before. */
  readonly before: string | null;
  readonly after: string;
};

/** @param facility as it is now */
export function changeLines(
  change: ProcedureChange,
  facility: Pick<Facility, DetailField | "kind" | "code">,
): readonly ChangeLine[] {
  const { code } = change;

  return [
    ...(code === undefined
      ? []
      : [
          {
            field: "code" as const,
            label: codeName(facility.kind),
            before: facility.code === code ? null : facility.code,
            after: code,
          },
        ]),
    ...detailFields.flatMap((field) => {
      const after = change[field];

      return after === undefined
        ? []
        : [
            {
              field,
              label: detailLabels[field],
              before: after === facility[field] ? null : detailText(field, facility[field]),
              after: detailText(field, after),
            },
          ];
    }),
  ];
}
