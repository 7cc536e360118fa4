/** One application under review: what was submitted, what the machine noticed, and the three answers. */
import { formatDateTime, formatYen, tokyoToday } from "@madoguchi/notation";
import { canReadPictures, sendPage } from "@madoguchi/platform";
import {
  Card,
  Columns,
  DescriptionList,
  Details,
  ErrorSummary,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Timeline,
} from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import type { FastifyReply } from "fastify";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { DeskBar, deskOf, RefusalReason } from "../../desk/index.ts";
import type { Approval, Desk } from "../../desk/index.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { deviceCatalogueOn } from "../../master/index.ts";
import { emptyForm, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { isOpenFor, OpeningForm } from "../../oversight/index.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { pointLabel } from "../correction.ts";
import { listedAs } from "../banks/directory.ts";
import type { GrantRecord } from "../record.ts";
import { grantAmount } from "../rules/amount.ts";
import { hintsFor } from "../rules/hints.ts";
import type { Hint } from "../rules/hints.ts";
import { accountItems, CostTable, PaperTables, StateBadge, WorkedSteps } from "../show.tsx";
import { approvalsNamed } from "../store/decisions.ts";
import { linesAlikeElsewhere, usualPrices } from "../store/checks.ts";
import { likePicturesElsewhere, sameFilesElsewhere } from "../store/receipts.ts";
import { readingsOf } from "../store/readings.ts";
import type { Submission } from "../store/submissions.ts";
import { historyOf } from "../timeline.ts";
import { AfterDecision } from "./after-decision.tsx";
import { Answers } from "./answers.tsx";
import { grantQueue } from "./queue.tsx";

export type ReviewState = {
  readonly form?: FormState;
  /** What became of the last press of a button. */
  readonly message?: { readonly tone: "success" | "warning"; readonly text: string } | undefined;
};

export async function sendReview(
  reply: FastifyReply,
  center: Center,
  actor: OfficialActor,
  record: GrantRecord & { readonly submission: Submission },
  state: ReviewState = {},
  status = 200,
): Promise<FastifyReply> {
  const { submission, programme } = record;
  // A bank book may be shown with every application.
  const once = submission.receipts.filter(({ paper }) => paper !== "account");
  const sameFiles = await sameFilesElsewhere(
    center.db,
    record.application.id,
    once.map(({ fileHash }) => fileHash),
  );
  const likePictures = await likePicturesElsewhere(center.db, record.application.id, once);
  const read = await readingsOf(center.db, submission.receipts);
  const readings = read.size > 0 || (await canReadPictures()) ? [...read.values()] : null;
  const alike = await linesAlikeElsewhere(center.db, record.application.id, submission.lines);
  const usual = await usualPrices(center.db, record.application.id);

  return sendPage(
    reply,
    <ReviewPage
      actor={actor}
      desk={await deskOf(center, actor, grantQueue, reply.request, record.application.id)}
      record={record}
      submission={submission}
      hints={hintsFor({
        ...submission,
        ...listedAs(submission),
        programme,
        facilityKind: record.facility.kind,
        sameFiles,
        likePictures,
        readings,
        alike,
        usual,
        catalogue: await deviceCatalogueOn(center.db, tokyoToday(center.clock)),
      })}
      approvals={await approvalsNamed(center.db, submission.id)}
      isAccountOpen={await isOpenFor(
        center.db,
        actor.id,
        { kind: "grant-account", id: record.application.id },
        center.clock.now(),
      )}
      now={center.clock.now()}
      state={state}
    />,
    status,
  );
}

type ReviewPageProps = {
  readonly actor: OfficialActor;
  readonly desk: Desk;
  readonly record: GrantRecord;
  readonly submission: Submission;
  readonly hints: readonly Hint[];
  readonly approvals: readonly Approval[];
  /** Whether the official has said why they look at the account. */
  readonly isAccountOpen: boolean;
  readonly now: Temporal.Instant;
  readonly state: ReviewState;
};

function ReviewPage(props: ReviewPageProps) {
  const { actor, desk, record, submission, hints, approvals, isAccountOpen, now, state } = props;
  const { application, facility, programme } = record;
  const base = `/office/grants/${application.id}`;
  const form = state.form ?? emptyForm;
  const errors = summaryOf(form.errors);

  return (
    <OfficePage
      title={`${submission.facilityName}の補助金の審査`}
      actor={actor}
      current="/office/grants"
      errorCount={errors.length}
      crumbs={[
        { label: "補助金の審査", href: `/office/grants${desk.query}` },
        { label: submission.facilityName },
      ]}
    >
      <ErrorSummary errors={errors} />
      {state.message && <Notice tone={state.message.tone} title={state.message.text} />}
      <DeskBar actor={actor} desk={desk} isOpen={application.state === "submitted"} />
      <PageHeading caption={programme.name}>{submission.facilityName}</PageHeading>
      <p>
        <StateBadge state={application.state} />　{formatDateTime(submission.submittedAt)}に提出
        {submission.number > 1 && `（修正 ${submission.number - 1}回目）`}
      </p>
      <Outcome record={record} base={base} />
      <AfterDecision actor={actor} record={record} base={base} form={form} />
      <Columns layout="side">
        <Section heading="申請の内容">
          <CostTable programme={programme} lines={submission.lines} />
          <WorkedSteps worked={grantAmount(programme, submission.lines)} />
          <Section heading={`書類　${submission.receipts.length}個`} level={3}>
            <PaperTables
              programme={programme}
              facility={facility}
              receipts={submission.receipts}
              base={base}
            />
          </Section>
          <Section heading="振込先" level={3}>
            <DescriptionList items={accountItems(submission, { masked: !isAccountOpen })} />
            {!isAccountOpen && (
              <OpeningForm action={`${base}/account`} what="口座番号" usual="case" state={form} />
            )}
          </Section>
          <Section heading="施設" level={3}>
            <DescriptionList
              items={[
                { term: "名称", detail: submission.facilityName },
                { term: "コード", detail: submission.facilityCode },
                { term: "種類", detail: facilityKindName(facility.kind) },
                { term: "開設者", detail: submission.founder },
                { term: "所在地", detail: facility.address },
              ]}
            />
          </Section>
          <p>
            <a href={`${base}/breakdown.pdf`}>領収書内訳書（PDF）</a>
          </p>
        </Section>
        <div>
          <Section heading="自動の確認">
            <p>参考です。決めるのは審査する人です。</p>
            <Hints hints={hints} />
          </Section>
          <Section heading="これまで">
            <Timeline entries={historyOf(record)} />
            <Earlier record={record} />
          </Section>
        </div>
      </Columns>
      <Answers {...{ actor, desk, record, submission, approvals, now }} />
    </OfficePage>
  );
}

function Outcome({ record, base }: { record: GrantRecord; base: string }) {
  const { decision } = record;
  if (!decision) {
    return null;
  }

  return decision.kind === "approved" ? (
    <Notice
      tone="success"
      title={`${formatYen(decision.amountYen)}の交付を決定しました`}
      word="交付決定"
    >
      <p>
        {decision.number}　<a href={`${base}/decision-letter.pdf`}>交付決定通知（PDF）</a>
      </p>
    </Notice>
  ) : (
    <Notice tone="error" title="不交付と決定しました" word="不交付">
      <RefusalReason reason={decision.refusal} text={decision.reason} />
    </Notice>
  );
}

const hintTones = {
  ok: "success",
  look: "info",
  attention: "warning",
} as const satisfies Record<Hint["level"], Tone>;

const hintWords = {
  ok: "問題なし",
  look: "人が確認",
  attention: "要注意",
} as const satisfies Record<Hint["level"], string>;

function Hints({ hints }: { hints: readonly Hint[] }) {
  return hints.map(({ key, level, title, evidence }) => (
    <Card
      key={key}
      level={3}
      heading={title}
      meta={<StatusBadge tone={hintTones[level]}>{hintWords[level]}</StatusBadge>}
    >
      {evidence.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Card>
  ));
}

/** What was asked for before, so that the official can see whether it was mended. */
function Earlier({ record }: { record: GrantRecord }) {
  const returns = record.submissions.flatMap(({ number, returned }) =>
    returned ? [{ number, returned }] : [],
  );

  return returns.map(({ number, returned }) => (
    <Details key={number} summary={`${formatDateTime(returned.returnedAt)}の直しのお願い`}>
      <ul>
        {returned.points.map(({ field, message }) => (
          <li key={field}>
            {pointLabel(field)}：{message}
          </li>
        ))}
      </ul>
    </Details>
  ));
}
