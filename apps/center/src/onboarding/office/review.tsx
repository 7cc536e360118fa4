import {
  formatDate,
  formatDateTime,
  formatPhone,
  formatPostalCode,
  prefectureByCode,
  tokyoDate,
} from "@madoguchi/notation";
import {
  Columns,
  DescriptionList,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Timeline,
} from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { Approvals, CorrectionDeadline, DeskBar, DecisionButtons } from "../../desk/index.ts";
import type { Approval, Desk } from "../../desk/index.ts";
import {
  MasterSection,
  codeName,
  facilityKindName,
  statedTargetName,
} from "../../facilities/index.ts";
import type { Facility, FacilityKind, MasterComparison } from "../../facilities/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import type { Finding } from "../checks.ts";
import { Answer } from "../answer.tsx";
import { correction } from "../correction.ts";
import { fieldLabels, fieldNames } from "../form.ts";
import type { ApplicationContent } from "../form.ts";
import { historyEntries } from "../history.tsx";
import { can } from "../rules.ts";
import type { UsageApplication, UsageApplicationEvent } from "../store/applications.ts";
import { StraightSection } from "../straight/section.tsx";
import type { Judged } from "../straight/section.tsx";
import { StateBadge } from "./state-badge.tsx";

export type Review = {
  readonly application: UsageApplication;
  readonly facility: Facility & { readonly kind: FacilityKind };
  /** What the official lists say of it. */
  readonly comparison: MasterComparison;
  /** As handed in last; null when it cannot be read. */
  readonly content: ApplicationContent | null;
  /** As handed in before that. */
  readonly previous: ApplicationContent | null;
  readonly events: readonly UsageApplicationEvent[];
  /** Of the correction that is waited for. */
  readonly deadline: Temporal.Instant | null;
  readonly approvers: { readonly needed: number; readonly given: readonly Approval[] };
  readonly findings: readonly Finding[];
  /** What the rule made of what was handed in last; null where it did not look. */
  readonly judged: Judged | null;
};

type ReviewPageProps = {
  actor: OfficialActor;
  review: Review;
  desk: Desk;
  /** `outdated`: what was pressed was about an older state; `held`: a colleague works on it. Nothing was done. */
  notDone: "outdated" | "held" | null;
  /** What was written about it. */
  talk: ReactNode;
  now: Temporal.Instant;
};

export function ReviewPage({ actor, review, desk, notDone, talk, now }: ReviewPageProps) {
  const { application, facility, findings, events } = review;

  return (
    <OfficePage
      title={`${facility.name}の利用申請`}
      actor={actor}
      current="/office"
      crumbs={[{ label: "利用申請の審査", href: `/office${desk.query}` }, { label: facility.name }]}
    >
      {notDone === "outdated" && <OutdatedNotice review={review} />}
      <DeskBar
        actor={actor}
        desk={desk}
        isOpen={application.state === "submitted"}
        isRefused={notDone === "held"}
      />
      <PageHeading
        caption="利用申請の審査"
        lead={
          application.submittedAt && `${formatDateTime(application.submittedAt)} に提出されました。`
        }
      >
        {facility.name}
      </PageHeading>
      <p>
        <StateBadge state={application.state} />
      </p>
      {review.deadline && (
        <CorrectionDeadline {...{ correction, now }} deadline={review.deadline} />
      )}
      <Columns layout="side">
        <div>
          <AppliedSection review={review} />
          {!desk.held && review.content && can.correct(actor, application) === true && (
            <p>
              <a href={`/office/usage-applications/${application.id}/correct${desk.query}`}>
                申請の内容を訂正する
              </a>
            </p>
          )}
          <FacilitySection facility={facility} />
          <MasterSection facility={facility} comparison={review.comparison} />
          {talk}
        </div>
        <div>
          <Section heading="自動で確認したこと">
            <DescriptionList
              items={findings.map((finding) => ({
                term: finding.title,
                detail: <FindingDetail finding={finding} />,
              }))}
            />
          </Section>
          {review.judged && (
            <StraightSection
              {...review.judged}
              isByRule={
                (desk.held?.rule ?? null) !== null || events.some(({ role }) => role === "rule")
              }
            />
          )}
          {application.state === "submitted" && (desk.held?.rule ?? null) === null && (
            <Approvals actor={actor} {...review.approvers} />
          )}
          <Section heading="経過">
            <Timeline entries={historyEntries(events, { state: application.state, names: true })} />
          </Section>
        </div>
      </Columns>
      {!desk.held && <Decisions {...{ actor, desk, review, now }} />}
    </OfficePage>
  );
}

function OutdatedNotice({ review: { application, events, content } }: { review: Review }) {
  const last = events.findLast((event) => event.role !== "applicant");
  if (application.state === "submitted") {
    return (
      <Notice
        tone="error"
        title={
          content
            ? "開いたあとに申請が変わったため、まだ何も決めていません。"
            : "申請の内容を読み取れないため、承認できません。"
        }
        live
      >
        <p>
          {content
            ? "下の内容を確かめて、もう一度押してください。"
            : "差し戻して、入力し直してもらってください。"}
        </p>
      </Notice>
    );
  }

  return (
    <Notice tone="error" title="この申請は、すでに審査されています。" live>
      {last && (
        <p>
          {formatDateTime(last.at)} に、
          {last.actorName === null ? "決まりに沿って自動で" : `${last.actorName} さんが`}
          審査しました。いまの操作では何も変わっていません。
        </p>
      )}
    </Notice>
  );
}

function AppliedSection({ review: { content, previous } }: { review: Review }) {
  if (!content) {
    return (
      <Section heading="申請の内容">
        <p>申請の内容を読み取れません。差し戻して、入力し直してもらってください。</p>
      </Section>
    );
  }

  return (
    <Section heading="申請の内容">
      <DescriptionList
        items={fieldNames.map((name) => ({
          term: fieldLabels[name],
          detail: <Answer name={name} content={content} previous={previous} />,
        }))}
      />
    </Section>
  );
}

function FacilitySection({ facility }: { facility: Facility }) {
  return (
    <Section heading="施設の登録情報">
      <DescriptionList
        items={[
          { term: "種類", detail: facilityKindName(facility.kind) },
          {
            term: codeName(facility.kind),
            detail: facility.code,
          },
          { term: "対象の区分", detail: statedTargetName(facility) ?? "答えていません" },
          { term: "都道府県", detail: prefectureByCode(facility.prefectureCode)?.name ?? "不明" },
          { term: "開設者", detail: facility.founder },
          {
            term: "所在地",
            detail: `〒${formatPostalCode(facility.postalCode)} ${facility.address}`,
          },
          { term: "電話番号", detail: formatPhone(facility.phone) },
          { term: "登録した日", detail: formatDate(tokyoDate(facility.createdAt)) },
        ]}
      />
    </Section>
  );
}

const findingWords = {
  right: { tone: "success", words: "問題なし" },
  look: { tone: "warning", words: "目で確認" },
  wrong: { tone: "error", words: "不一致" },
} as const satisfies Record<
  Finding["result"],
  { tone: "success" | "warning" | "error"; words: string }
>;

function FindingDetail({ finding: { result, evidence } }: { finding: Finding }) {
  const { tone, words } = findingWords[result];

  return (
    <>
      <StatusBadge tone={tone}>{words}</StatusBadge>
      <br />
      {evidence}
    </>
  );
}

type DecisionsProps = {
  actor: OfficialActor;
  review: Review;
  desk: Desk;
  now: Temporal.Instant;
};

function Decisions({ actor, review, desk, now }: DecisionsProps) {
  const { application, content, deadline, approvers } = review;
  const isYours = approvers.given.some(({ officialId }) => officialId === actor.id);

  return (
    <DecisionButtons
      actor={actor}
      path={`/office/usage-applications/${application.id}`}
      desk={desk}
      version={application.version}
      isOpen={(action) => can.decide(actor, application, action, deadline, now) === true}
      approve={
        content && !isYours
          ? { word: "承認", label: `承認（アカウント${content.accountCount}件を発行）` }
          : null
      }
    />
  );
}
