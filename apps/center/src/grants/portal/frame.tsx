/** The frame of the four pages of an application: where one stands, what was returned, what must be mended. */
import { ErrorSummary, Notice, PageHeading, Steps } from "@madoguchi/ui";
import type { Step } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { FacilityActor } from "../../accounts/index.ts";
import { CorrectionDeadline } from "../../desk/index.ts";
import type { SaidPoint } from "../../desk/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { readAccount } from "../account-form.ts";
import { correction, pointLabel } from "../correction.ts";
import { readCosts } from "../forms.ts";
import type { GrantRecord } from "../record.ts";
import { isPart, parts } from "../rules/application.ts";
import type { Part } from "../rules/application.ts";
import { untilText } from "../rules/programme.ts";
import type { Temporal } from "temporal-polyfill";

export type StepName = Part | "confirm";

const stepTitles = {
  ...parts,
  confirm: "入力内容の確認",
} as const satisfies Record<StepName, string>;

const stepOrder: readonly StepName[] = ["costs", "receipts", "account", "confirm"];

type StepPageProps = {
  readonly actor: FacilityActor;
  readonly record: GrantRecord;
  readonly now: Temporal.Instant;
  readonly step: StepName;
  readonly lead: string;
  readonly errors?: readonly { name?: string; message: string }[];
  /** Somebody saved in another window after this page was shown. */
  readonly changedElsewhere?: boolean;
  /** In place of the portal's own, which it holds too. */
  readonly script?: "costs";
  readonly children: ReactNode;
};

export function StepPage(props: StepPageProps) {
  const { actor, record, now, step, errors = [], changedElsewhere = false } = props;
  const title = stepTitles[step];

  return (
    <PortalPage
      title={title}
      actor={actor}
      current="/grants"
      width="text"
      errorCount={errors.length}
      enhanced={props.script ?? true}
      crumbs={[
        { label: "補助金", href: "/grants" },
        { label: "申請", href: `/grants/${record.application.id}` },
        { label: title },
      ]}
    >
      <ErrorSummary errors={errors} />
      {changedElsewhere && (
        <Notice tone="warning" title="別の画面で、先に保存されています">
          <p>この画面で入力した内容はそのまま残っています。まだ保存していません。</p>
          <p>もう一度ボタンを押すと、この画面の内容で置き換えます。</p>
        </Notice>
      )}
      <Steps label="補助金申請の手順" steps={stepsOf(record, step, now)} />
      <PageHeading caption={record.programme.name} lead={props.lead}>
        {title}
      </PageHeading>
      <p>{deadlineText(record, now)}</p>
      <ReturnedPoints record={record} points={pointsOf(record, step)} now={now} />
      {props.children}
    </PortalPage>
  );
}

export function deadlineText(record: GrantRecord, now: Temporal.Instant): string {
  const { correctionDeadline, state } = record.standing;

  return state === "returned" && correctionDeadline
    ? `直しの期限：${untilText(now, correctionDeadline)}`
    : `申請の期限：${untilText(now, record.programme.intakeUntil)}`;
}

function pointsOf(record: GrantRecord, step: StepName): readonly SaidPoint[] {
  const points = record.standing.state === "returned" ? (record.returned?.points ?? []) : [];

  return step === "confirm" ? points : points.filter(({ field }) => field === step || field === "");
}

/** What an official asked to mend here, in the official's words. */
export function ReturnedPoints({
  record,
  points,
  now,
}: {
  record: GrantRecord;
  points: readonly SaidPoint[];
  now: Temporal.Instant;
}) {
  const deadline = record.standing.correctionDeadline;
  if (points.length === 0 || !deadline) {
    return null;
  }

  return (
    <Notice tone="warning" title="直しをお願いします" word="直しのお願い">
      <ul>
        {points.map(({ field, message, words, advice }) => (
          <li key={field}>
            {isPart(field) ? (
              <a href={`/grants/${record.application.id}/${field}`}>{parts[field]}</a>
            ) : (
              pointLabel(field)
            )}
            ：「{message === "" ? words : message}」{advice}
          </li>
        ))}
      </ul>
      <p>直したら「修正を提出」を押してください。ほかの入力はそのまま残っています。</p>
      <CorrectionDeadline {...{ deadline, correction, now }} />
    </Notice>
  );
}

function stepsOf(record: GrantRecord, current: StepName, now: Temporal.Instant): Step[] {
  const done: Record<StepName, boolean> = {
    costs: readCosts(record.application.costsForm, now).ok,
    receipts: record.receipts.length > 0,
    account: readAccount(record.application.accountForm).ok,
    confirm: false,
  };

  return stepOrder.map((step) => ({
    label: stepTitles[step],
    state: step === current ? "current" : done[step] ? "done" : "upcoming",
    ...(step === current ? {} : { href: `/grants/${record.application.id}/${step}` }),
  }));
}
