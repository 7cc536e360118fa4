import { comparable, formatDate, formatDateTime } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  Columns,
  DescriptionList,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Table,
  TextArea,
  Timeline,
} from "@madoguchi/ui";
import type { OfficialActor } from "../../accounts/index.ts";
import { DeskBar, DeskKeys } from "../../desk/index.ts";
import type { Desk } from "../../desk/index.ts";
import { MasterSection, codeName, facilityKindName } from "../../facilities/index.ts";
import type { Facility, MasterComparison } from "../../facilities/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { ProcedureBadge } from "../portal/badge.tsx";
import { timelineOf } from "../portal/record.tsx";
import { kindNames } from "../rules.ts";
import type { Procedure, ProcedureEvent } from "../store.ts";
import { changeLines, dayLabels } from "../words.ts";
import type { ChangeLine } from "../words.ts";
import { procedureQueue } from "./queue.tsx";

export type Review = {
  readonly procedure: Procedure;
  readonly facility: Facility;
  readonly events: readonly ProcedureEvent[];
  readonly comparison: MasterComparison;
};

type ReviewPageProps = {
  actor: OfficialActor;
  review: Review;
  desk: Desk;
  /** Why what was pressed was not done; `held`: a colleague works on it. */
  problem: string | null;
};

const { path: PATH, title: TITLE } = procedureQueue;

export function ReviewPage({ actor, review, desk, problem }: ReviewPageProps) {
  const { procedure, facility, events, comparison } = review;
  const title = `${facility.name}：${kindNames[procedure.kind]}`;

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={PATH}
      crumbs={[{ label: TITLE, href: `${PATH}${desk.query}` }, { label: facility.name }]}
    >
      {problem !== null && problem !== "held" && <Notice tone="error" title={problem} live />}
      <DeskBar
        actor={actor}
        desk={desk}
        isOpen={procedure.state === "waiting"}
        isRefused={problem === "held"}
      />
      <PageHeading
        caption={TITLE}
        lead={`${formatDateTime(procedure.submittedAt)} に提出されました。`}
      >
        {title}
      </PageHeading>
      <p>
        <ProcedureBadge state={procedure.state} />
      </p>
      <Columns layout="side">
        <div>
          <ChangeSection review={review} />
          <Section heading="施設のいまの登録">
            <DescriptionList
              items={[
                { term: "種類", detail: facilityKindName(facility.kind) },
                { term: codeName(facility.kind), detail: facility.code },
              ]}
            />
          </Section>
          <MasterSection
            facility={{ ...facility, ...detailsIn(procedure) }}
            comparison={comparison}
          />
        </div>
        <Section heading="経過">
          <Timeline entries={timelineOf(procedure, events, true)} />
        </Section>
      </Columns>
      {procedure.state === "waiting" && <DeskKeys keys={keys} />}
      {procedure.state === "waiting" && <Decisions procedure={procedure} query={desk.query} />}
    </OfficePage>
  );
}

/** The details as they would be: the lists are held against them. */
function detailsIn({ change }: Procedure): Partial<Facility> {
  const { code: _, ...details } = change;

  return details;
}

function ChangeSection({ review: { procedure, facility, comparison } }: { review: Review }) {
  const lines = changeLines(procedure.change, facility);

  return (
    <Section heading="手続きの内容">
      <DescriptionList
        items={[{ term: dayLabels[procedure.kind], detail: formatDate(procedure.effectiveOn) }]}
      />
      {lines.length > 0 && (
        <Table
          caption="変わるところ"
          columns={[
            { key: "label", header: "項目", rowHeader: true, cell: ({ label }) => label },
            { key: "before", header: "いま", cell: ({ before }) => before ?? "同じ" },
            { key: "after", header: "新しい内容", cell: ({ after }) => after },
            {
              key: "master",
              header: "名簿",
              cell: ({ field }) => (
                <MasterWord says={masterSays(comparison, field, procedure.change[field] ?? "")} />
              ),
            },
          ]}
          rows={lines}
          rowKey={({ label }) => label}
        />
      )}
    </Section>
  );
}

/** The comparison is of the new code, where the code changes. */
function masterSays(
  { master }: MasterComparison,
  field: ChangeLine["field"],
  value: string,
): "same" | "other" | "unknown" {
  const listed = master?.[field] ?? null;
  if (listed === null) {
    return "unknown";
  }

  return comparable(listed) === comparable(value) ? "same" : "other";
}

function MasterWord({ says }: { says: "same" | "other" | "unknown" }) {
  switch (says) {
    case "same":
      return <StatusBadge tone="success">名簿と同じ</StatusBadge>;
    case "other":
      return <StatusBadge tone="warning">名簿と違う</StatusBadge>;
    case "unknown":
      return <StatusBadge>名簿に記載なし</StatusBadge>;
  }
}

const keys = { A: "確認した", R: "差戻し" };

type DecisionsProps = { procedure: Procedure; query: string };

function Decisions({ procedure: { id, version }, query }: DecisionsProps) {
  return (
    <>
      <Form
        id="approve"
        action={`${PATH}/${id}/approve${query}`}
        hidden={{ version: String(version) }}
      >
        {null}
      </Form>
      <ButtonRow sticky>
        <Button form="approve" accessKey="a">
          確認した
        </Button>
        <LinkButton href={`${PATH}/${id}/return${query}`} variant="secondary" accessKey="r">
          差戻し
        </LinkButton>
      </ButtonRow>
    </>
  );
}

type ReturnPageProps = {
  actor: OfficialActor;
  review: Review;
  /** Of the list that it was opened from. */
  query: string;
  state: FormState;
};

export function ReturnPage({ actor, review, query, state }: ReturnPageProps) {
  const { procedure, facility } = review;
  const errors = summaryOf(state.errors);
  const path = `${PATH}/${procedure.id}`;

  return (
    <OfficePage
      title="手続きを差し戻す"
      actor={actor}
      current={PATH}
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: TITLE, href: `${PATH}${query}` },
        { label: facility.name, href: `${path}${query}` },
        { label: "差し戻す" },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={`${facility.name}：${kindNames[procedure.kind]}`}
        lead="理由は、このままメールで施設に届きます。何をどう直すかを書いてください。"
      >
        手続きを差し戻す
      </PageHeading>
      <Form
        action={`${path}/return${query}`}
        hidden={{ version: state.values["version"] ?? String(procedure.version) }}
      >
        <TextArea
          name="reason"
          label="直しをお願いする理由"
          help="500文字まで"
          rows={5}
          required
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button>差し戻す</Button>
          <LinkButton href={`${path}${query}`} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
