import { comparable, formatDate, formatDateTime } from "@madoguchi/notation";
import {
  Columns,
  DescriptionList,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Table,
  Timeline,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { Approvals, CorrectionDeadline, DeskBar, DecisionButtons } from "../../desk/index.ts";
import type { Approval, Desk } from "../../desk/index.ts";
import { MasterSection, codeName, facilityKindName } from "../../facilities/index.ts";
import type { Facility, MasterComparison } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { ProcedureBadge } from "../portal/badge.tsx";
import { timelineOf } from "../portal/record.tsx";
import { can, kindNames } from "../rules.ts";
import type { Procedure, ProcedureEvent } from "../store.ts";
import { changeLines, correction, dayLabels } from "../words.ts";
import type { ChangeLine } from "../words.ts";
import { procedureQueue } from "./queue.tsx";

export type Review = {
  readonly procedure: Procedure;
  readonly facility: Facility;
  readonly events: readonly ProcedureEvent[];
  readonly comparison: MasterComparison;
  readonly approvers: { readonly needed: number; readonly given: readonly Approval[] };
  /** Of the correction that is waited for. */
  readonly deadline: Temporal.Instant | null;
};

type ReviewPageProps = {
  actor: OfficialActor;
  review: Review;
  desk: Desk;
  /** Why what was pressed was not done; `held`: a colleague works on it. */
  problem: string | null;
  now: Temporal.Instant;
};

const { path: PATH, title: TITLE } = procedureQueue;

export function ReviewPage({ actor, review, desk, problem, now }: ReviewPageProps) {
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
      {review.deadline && (
        <CorrectionDeadline {...{ correction, now }} deadline={review.deadline} />
      )}
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
        <div>
          {procedure.state === "waiting" && <Approvals actor={actor} {...review.approvers} />}
          <Section heading="経過">
            <Timeline entries={timelineOf(procedure, events, true)} />
          </Section>
        </div>
      </Columns>
      {!desk.held && <Decisions {...{ actor, desk, review, now }} />}
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

type DecisionsProps = {
  actor: OfficialActor;
  review: Review;
  desk: Desk;
  now: Temporal.Instant;
};

function Decisions({ actor, review, desk, now }: DecisionsProps) {
  const { procedure, deadline, approvers } = review;
  const isYours = approvers.given.some(({ officialId }) => officialId === actor.id);

  return (
    <DecisionButtons
      actor={actor}
      path={`${PATH}/${procedure.id}`}
      desk={desk}
      version={procedure.version}
      isOpen={(action) => can.decide(actor, procedure, action, deadline, now) === true}
      approve={isYours ? null : { word: "確認した", label: "確認した" }}
    />
  );
}
