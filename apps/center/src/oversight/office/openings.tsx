/** Who opened whose data, and why. */
import { formatDateTime } from "@madoguchi/notation";
import type { FormValues } from "@madoguchi/platform";
import { EmptyState, PageHeading, SelectField, Table, TextField } from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { openingReasons, openingSubjects } from "../rules.ts";
import type { Place } from "../../shell/places.ts";
import type { FoundOpening } from "../store.ts";
import { AuditTabs, EVENTS, ExportButton, OPENINGS, SearchForm, Steps } from "./frame.tsx";

type OpeningsPageProps = {
  readonly actor: OfficialActor;
  readonly values: FormValues;
  readonly openings: readonly FoundOpening[];
  readonly after: Place | null;
  readonly next: Place | null;
};

export function OpeningsPage({ actor, values, openings, after, next }: OpeningsPageProps) {
  return (
    <OfficePage title="個人の情報の閲覧" actor={actor} current={EVENTS}>
      <PageHeading lead="職員が、だれの情報を、いつ、なぜ見たかの一覧です。">
        個人の情報の閲覧
      </PageHeading>
      <AuditTabs current={OPENINGS} />
      <SearchForm action={OPENINGS} values={values}>
        <SelectField
          name="subject"
          label="見た情報"
          options={choicesOf(openingSubjects)}
          value={values["subject"]}
        />
        <TextField
          name="subjectId"
          label="情報の番号"
          help="申請、保険者、被保険者などの記録の番号"
          value={values["subjectId"]}
        />
        <SelectField
          name="reason"
          label="理由"
          options={choicesOf(openingReasons)}
          value={values["reason"]}
        />
      </SearchForm>
      {openings.length === 0 ? (
        <EmptyState title="条件に合う閲覧はありません。" />
      ) : (
        <Table
          caption="個人の情報の閲覧（新しい順）"
          rows={openings}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "at",
              header: "日時",
              rowHeader: true,
              cell: ({ openedAt }) => formatDateTime(openedAt),
            },
            { key: "who", header: "だれが", cell: ({ officialName }) => officialName },
            {
              key: "whose",
              header: "見た情報",
              cell: ({ subjectKind, subjectId }) => (
                <>
                  {openingSubjects[subjectKind]}
                  <br />
                  <small>{subjectId}</small>
                </>
              ),
            },
            { key: "why", header: "理由", cell: ({ reason }) => openingReasons[reason] },
            { key: "note", header: "番号や説明", cell: ({ note }) => note || "なし" },
          ]}
        />
      )}
      <Steps path={OPENINGS} values={values} after={after} next={next} />
      {openings.length > 0 && <ExportButton path={OPENINGS} values={values} />}
    </OfficePage>
  );
}

function choicesOf(words: Readonly<Record<string, string>>) {
  return [
    { value: "", label: "すべて" },
    ...Object.entries(words).map(([value, label]) => ({ value, label })),
  ];
}
