/** One application with everything that belongs to it, as pages, papers and actions see it. */
import { tokyoDate } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Facility } from "../facilities/index.ts";
import { terminalStanding } from "../terminals/index.ts";
import { readAccount } from "./account-form.ts";
import { readCosts } from "./forms.ts";
import { grantAmount } from "./rules/amount.ts";
import type { DraftContent, Standing } from "./rules/application.ts";
import { isExhausted } from "./rules/ledger.ts";
import { missingPapers } from "./rules/papers.ts";
import type { Programme } from "./rules/programme.ts";
import { findApplication } from "./store/applications.ts";
import type { Application } from "./store/applications.ts";
import { belongingsOf } from "./store/belongings.ts";
import { findDecision } from "./store/decisions.ts";
import type { Decision } from "./store/decisions.ts";
import { paymentsOf } from "./store/payments.ts";
import type { Payment } from "./store/payments.ts";
import type { Receipt } from "./store/receipts.ts";
import { findRevocation } from "./store/revocations.ts";
import type { Revocation } from "./store/revocations.ts";
import type { Return, Submission } from "./store/submissions.ts";

export type GrantRecord = {
  readonly application: Application;
  /** Of a draft, the version that holds today; of all else, the version it was submitted under. */
  readonly programme: Programme;
  readonly facility: Facility;
  /** What would be submitted now. */
  readonly receipts: readonly Receipt[];
  /** The first one first. */
  readonly submissions: readonly Submission[];
  /** The newest of them. */
  readonly submission: Submission | null;
  /** Of the newest submission. */
  readonly returned: Return | null;
  readonly decision: Decision | null;
  /** The first attempt first. */
  readonly payments: readonly Payment[];
  readonly revocation: Revocation | null;
  /** What the programme has left to give. */
  readonly availableYen: number;
  readonly standing: Standing;
};

/** @returns undefined also when the application is another facility's */
export async function findRecord(
  executor: Executor,
  id: string,
  now: Temporal.Instant,
  facilityId?: string,
): Promise<GrantRecord | undefined> {
  const application = await findApplication(executor, id);

  return application && (facilityId === undefined || application.facilityId === facilityId)
    ? recordOf(executor, application, now)
    : undefined;
}

export async function recordOf(
  executor: Executor,
  application: Application,
  now: Temporal.Instant,
): Promise<GrantRecord> {
  const belongings = await belongingsOf(executor, application, tokyoDate(now));
  const { programme, facility, receipts, submissions, availableYen } = belongings;
  const submission = submissions.at(-1) ?? null;
  const returned = submission?.returned ?? null;
  // Before there is a decision nothing can have come after it: this is read with every step of a draft.
  const isDecided = application.state === "approved" || application.state === "refused";

  return {
    application,
    programme,
    facility,
    receipts,
    availableYen,
    submissions,
    submission,
    returned,
    decision: (isDecided && (await findDecision(executor, application.id))) || null,
    payments: isDecided ? await paymentsOf(executor, application.id) : [],
    revocation: (isDecided && (await findRevocation(executor, application.id))) || null,
    standing: {
      state: application.state,
      programme,
      correctionDeadline: returned?.deadline ?? null,
      // Only a draft can come too late for the money, and only where the programme closes then.
      exhausted:
        application.state === "draft" &&
        programme.whenExhausted === "close" &&
        programme.budgetYen !== null &&
        isExhausted(programme, availableYen),
    },
  };
}

/** What the draft has come to, read from its forms as typed. */
export function draftContent(record: GrantRecord, now: Temporal.Instant): DraftContent {
  const { programme, facility, receipts } = record;
  const costs = readCosts(record.application.costsForm, now);
  const account = readAccount(record.application.accountForm);

  return {
    lines: costs.ok ? costs.value : null,
    missingPapers: missingPapers(programme.papers, {
      facilityKind: facility.kind,
      eligibleYen: costs.ok ? grantAmount(programme, costs.value).eligibleYen : null,
      kinds: receipts.map(({ paper }) => paper),
    }),
    account: account.ok ? account.value : null,
  };
}

export type Introduction = {
  readonly terminalRegistered: boolean;
  readonly goLiveOn: Temporal.PlainDate | null;
  /** 導入完了: both. */
  readonly complete: boolean;
};

/** A grant is for those who have finished: a terminal registered and 運用開始日 entered. */
export async function introductionOf(
  executor: Executor,
  { id, goLiveOn }: Pick<Facility, "id" | "goLiveOn">,
): Promise<Introduction> {
  const { terminalsRegistered } = await terminalStanding(executor, id);
  const terminalRegistered = terminalsRegistered > 0;

  return { terminalRegistered, goLiveOn, complete: terminalRegistered && goLiveOn !== null };
}
