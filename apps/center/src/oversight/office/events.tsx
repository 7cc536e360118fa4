/** The record of who did what, as whoever audits reads it. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import type { FormValues } from "@madoguchi/platform";
import { EmptyState, PageHeading, SelectField, Table, TextField } from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import {
  allAuditActions,
  auditActionWords,
  auditActorWords,
  auditSubjectWords,
  auditWords,
} from "../../audit/index.ts";
import type { FoundEvent } from "../../audit/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import type { Place } from "../../shell/places.ts";
import { AuditTabs, EVENTS, ExportButton, SearchForm, Steps } from "./frame.tsx";

type EventsPageProps = {
  readonly actor: OfficialActor;
  readonly values: FormValues;
  readonly events: readonly FoundEvent[];
  readonly names: ReadonlyMap<string, string>;
  readonly after: Place | null;
  readonly next: Place | null;
};

export function EventsPage({ actor, values, events, names, after, next }: EventsPageProps) {
  return (
    <OfficePage title="操作の記録" actor={actor} current={EVENTS}>
      <PageHeading lead="だれが、いつ、何に、何をしたかの記録です。書き換えることはできません。">
        操作の記録
      </PageHeading>
      <AuditTabs current={EVENTS} />
      <SearchForm action={EVENTS} values={values}>
        <SelectField
          name="kind"
          label="操作した側"
          help="端末の記録は、日を選ばないと今日の分です。担当者は施設が入力した名前です。"
          options={Object.entries(auditActorWords).map(([value, label]) => ({ value, label }))}
          value={values["kind"]}
        />
        <SelectField name="action" label="操作" options={actionOptions} value={values["action"]} />
        <TextField
          name="subject"
          label="相手の種類（記録の名前）"
          help="例：account、grant-application。表の「相手」にあります。"
          width={20}
          value={values["subject"]}
        />
        <TextField name="subjectId" label="相手の番号" value={values["subjectId"]} />
      </SearchForm>
      {events.length === 0 ? (
        <EmptyState title="条件に合う記録はありません。">
          <p>期間や名前を変えて、もう一度さがしてください。</p>
        </EmptyState>
      ) : (
        <Table
          caption="操作の記録（新しい順）"
          rows={events}
          rowKey={({ id }) => id}
          columns={[
            { key: "at", header: "日時", rowHeader: true, cell: ({ at }) => formatDateTime(at) },
            {
              key: "who",
              header: "だれが",
              cell: ({ actorKind, actorId, operator }) => (
                <>
                  {whoWords(names, actorKind, actorId)}
                  {operator !== null && (
                    <>
                      <br />
                      担当者：{operator}
                    </>
                  )}
                </>
              ),
            },
            { key: "what", header: "何をした", cell: ({ action }) => auditActionWords(action) },
            {
              key: "subject",
              header: "相手",
              cell: ({ subjectKind, subjectId }) => (
                <>
                  {auditSubjectWords(subjectKind)}
                  {names.has(subjectId) && `　${names.get(subjectId)}`}
                  <br />
                  <small>
                    {subjectKind} {subjectId}
                  </small>
                </>
              ),
            },
            {
              key: "detail",
              header: "内容（記録のまま）",
              cell: (event) => detailWords(event, readable),
            },
          ]}
        />
      )}
      <Steps path={EVENTS} values={values} after={after} next={next} />
      {events.length > 0 && <ExportButton path={EVENTS} values={values} />}
    </OfficePage>
  );
}

const actionOptions = [
  { value: "", label: "すべて" },
  ...allAuditActions
    .map((value) => ({ value, label: auditWords[value] }))
    .toSorted((one, other) => one.label.localeCompare(other.label, "ja")),
];

export function whoWords(
  names: ReadonlyMap<string, string>,
  actorKind: string,
  actorId: string,
): string {
  const kind = Object.entries(auditActorWords).find(([name]) => name === actorKind)?.[1];

  return `${names.get(actorId) ?? actorId}（${kind ?? actorKind}）`;
}

/** @param say how a value is written: in a file as it was recorded */
export function detailWords(
  { detail }: Pick<FoundEvent, "detail">,
  say: (value: string) => string = (value) => value,
): string {
  const parts = Object.entries(detail).filter(([, value]) => value !== null);

  return parts.length === 0
    ? "なし"
    : parts.map(([name, value]) => `${name}: ${say(String(value))}`).join("、");
}

/** A moment and a day as everywhere else; all other words as they were recorded. */
function readable(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(Temporal.PlainDate.from(value));

  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)
    ? formatDateTime(Temporal.Instant.from(value))
    : value;
}
