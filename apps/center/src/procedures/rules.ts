/** 休止・再開・廃止・変更の手続き: what each is, when it may be, and what lies between its submission and its day. */
import { formatDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import type { FacilityActor, OfficialActor } from "../accounts/index.ts";
import { mayDecide } from "../desk/index.ts";
import type { DecisionAction, DecisionRefusal } from "../desk/index.ts";
import { standingOn } from "../facilities/index.ts";
import type { DetailField, StandingDates } from "../facilities/index.ts";

export const procedureKinds = ["suspend", "resume", "close", "details", "founder", "code"] as const;
export type ProcedureKind = (typeof procedureKinds)[number];

export const kindNames = {
  suspend: "休止",
  resume: "再開",
  close: "廃止",
  details: "名称・所在地・電話番号の変更",
  founder: "開設者の変更",
  code: "コードの変更",
} as const satisfies Record<ProcedureKind, string>;

export function isProcedureKind(text: string): text is ProcedureKind {
  return Object.hasOwn(kindNames, text);
}

export type ProcedureState =
  | "waiting"
  | "returned"
  | "scheduled"
  | "done"
  | "withdrawn"
  | "refused";
export type ProcedureAction =
  | "resubmit"
  | "approve"
  | "return"
  | "refuse"
  | "withdraw"
  | "takeEffect";

/** Every action that a state knows; what is not here cannot happen. */
export const transitions: Readonly<
  Record<ProcedureState, Readonly<Partial<Record<ProcedureAction, ProcedureState>>>>
> = {
  waiting: {
    approve: "scheduled",
    return: "returned",
    refuse: "refused",
    withdraw: "withdrawn",
  },
  // An official may end what was not corrected in time.
  returned: { resubmit: "waiting", refuse: "refused", withdraw: "withdrawn" },
  scheduled: { takeEffect: "done", withdraw: "withdrawn" },
  done: {},
  withdrawn: {},
  refused: {},
};

export function isProcedureState(text: string): text is ProcedureState {
  return Object.hasOwn(transitions, text);
}

export type EventKind = "submitted" | "approved" | "returned" | "refused" | "withdrawn" | "done";

export const decisionEvents = {
  approve: "approved",
  return: "returned",
  refuse: "refused",
} as const satisfies Record<DecisionAction, EventKind>;

/** The new values: of `code` the code, of `founder` the founder, of `details` those that change. */
export type ProcedureChange = Readonly<Partial<Record<DetailField | "code", string>>>;

/** What must agree with the official lists waits for an official; a telephone number and a day do not. */
export function needsApproval(kind: ProcedureKind, change: ProcedureChange): boolean {
  return Object.keys(change).some((field) => field !== "phone") || kind === "code";
}

type Subject = {
  readonly facilityId: string;
  readonly state: ProcedureState;
};
type Permission = true | "not-yours" | "wrong-state";

export const can = {
  resubmit: (actor: FacilityActor, procedure: Subject) => own(actor, procedure, "resubmit"),
  withdraw: (actor: FacilityActor, procedure: Subject) => own(actor, procedure, "withdraw"),
  /** @param deadline of the correction that is waited for; null where none is */
  decide(
    actor: OfficialActor,
    { state }: Pick<Subject, "state">,
    action: DecisionAction,
    deadline: Temporal.Instant | null,
    now: Temporal.Instant,
  ): true | DecisionRefusal {
    const isPossible = transitions[state][action] !== undefined;

    return mayDecide(
      actor,
      action,
      { isPossible, deadline: state === "returned" ? deadline : null },
      now,
    );
  },
} as const;

function own(actor: FacilityActor, procedure: Subject, action: ProcedureAction): Permission {
  if (actor.facilityId !== procedure.facilityId) {
    return "not-yours";
  }

  return transitions[procedure.state][action] ? true : "wrong-state";
}

export type Situation = StandingDates & {
  /** Kinds of which one is under way. */
  readonly open: readonly ProcedureKind[];
  /** From which the details of now hold. */
  readonly versionFrom: Temporal.PlainDate;
};

/** @returns why a facility cannot notify this now, in words, or true */
export function possible(
  kind: ProcedureKind,
  situation: Situation,
  today: Temporal.PlainDate,
): true | string {
  const { suspendedFrom, suspendedUntil, closedOn, open } = situation;
  if (standingOn(situation, today) === "closed") {
    return "この施設は廃止されています。新しい手続きはできません。";
  }
  if (open.includes(kind)) {
    return `「${kindNames[kind]}」の手続きが、すでに進んでいます。変えるときは、先に取り下げてください。`;
  }
  const isEnding = closedOn !== null || open.includes("close") || open.includes("code");
  const isSuspended =
    suspendedFrom !== null &&
    !(suspendedUntil && Temporal.PlainDate.compare(suspendedUntil, today) <= 0);
  switch (kind) {
    case "suspend":
      if (isEnding) {
        return "廃止かコードの変更の手続きが進んでいるため、休止はできません。";
      }

      return isSuspended ? "この施設は休止中か、休止する日が決まっています。" : true;
    case "resume":
      return isSuspended && suspendedUntil === null
        ? true
        : "この施設は休止していないため、再開の手続きは要りません。";
    case "close":
    case "code":
      return isEnding ? "廃止かコードの変更の手続きが、すでに進んでいます。" : true;
    case "details":
    case "founder":
      return true;
  }
}

/** How far the day may lie from today, either way. */
const YEARS = 1;

/** @returns what is wrong with the day, in words, or null */
export function dayProblem(
  kind: ProcedureKind,
  day: Temporal.PlainDate,
  situation: Situation,
  today: Temporal.PlainDate,
): string | null {
  const first = today.subtract({ years: YEARS });
  const last = today.add({ years: YEARS });
  if (Temporal.PlainDate.compare(day, first) < 0 || Temporal.PlainDate.compare(day, last) > 0) {
    return `${formatDate(first)}から${formatDate(last)}までの日を入力してください。`;
  }
  const { suspendedFrom, versionFrom, closedOn } = situation;
  if (kind === "resume" && suspendedFrom && Temporal.PlainDate.compare(day, suspendedFrom) <= 0) {
    return `休止の日（${formatDate(suspendedFrom)}）より後の日を入力してください。`;
  }
  if (kind === "details" || kind === "founder" || kind === "code") {
    if (Temporal.PlainDate.compare(day, versionFrom) < 0) {
      return `いまの登録は${formatDate(versionFrom)}からのものです。その日か、後の日を入力してください。`;
    }
    if (closedOn && Temporal.PlainDate.compare(day, closedOn) >= 0) {
      return `廃止の日（${formatDate(closedOn)}）より前の日を入力してください。`;
    }
  }

  return null;
}

/** What the facility has to lose or to do again. */
export type Stakes = {
  readonly terminals: number;
  readonly accounts: number;
  readonly goLiveOn: Temporal.PlainDate | null;
  /** A grant that is applied for and not yet decided. */
  readonly hasOpenGrant: boolean;
};

/** What follows from a procedure, told before it is sent. */
export function consequencesOf(
  kind: ProcedureKind,
  day: Temporal.PlainDate,
  change: ProcedureChange,
  stakes: Stakes,
): readonly string[] {
  const on = formatDate(day);
  const grant = stakes.hasOpenGrant
    ? ["審査中の補助金の申請は、そのまま続きます。"]
    : ["補助金の申請ができる期間と条件は、変わりません。"];
  switch (kind) {
    case "suspend":
      return [
        `${on}から、端末${stakes.terminals}台で資格を確認できなくなります。`,
        "アプリアカウントと端末の登録は残り、再開の日からそのまま使えます。",
        ...(stakes.goLiveOn
          ? [`運用開始日（${formatDate(stakes.goLiveOn)}）は変わりません。`]
          : []),
        ...grant,
      ];
    case "resume":
      return [
        `${on}から、端末${stakes.terminals}台でまた資格を確認できます。`,
        "端末の登録のやり直しは要りません。",
      ];
    case "close":
      return [
        `${on}から、端末${stakes.terminals}台で資格を確認できなくなります。`,
        `アプリアカウント${stakes.accounts}件は、その日に停止します。元には戻せません。`,
        "その日の前日までは、この手続きを取り下げられます。",
        "これまでの申請と通知は、ログインして見られます。",
        ...grant,
      ];
    case "details":
      return [
        ...(needsApproval(kind, change)
          ? ["審査担当が名簿などと見比べて確かめます。結果はメールでお知らせします。"]
          : []),
        `${on}からの画面と書類に、新しい内容が載ります。`,
        "それより前の日の書類は、前の内容のままです。",
        "端末とアプリアカウントは、そのまま使えます。",
      ];
    case "founder":
      return [
        "審査担当が名簿などと見比べて確かめます。結果はメールでお知らせします。",
        `${on}からの書類に、新しい開設者が載ります。`,
        "ログインする方は変わりません。管理者も代わるときは、引き継ぎをしてください。",
        "端末とアプリアカウントは、そのまま使えます。",
      ];
    case "code":
      return [
        "審査担当が名簿などと見比べて確かめます。結果はメールでお知らせします。",
        `${on}に、新しいコードの施設ができ、いまの施設とつながります。`,
        `いまの端末${stakes.terminals}台は、その日から資格を確認できなくなります。`,
        `アプリアカウント${stakes.accounts}件は停止し、同じ数を新しいコードで発行します。`,
        "その日に、新しい設定情報で端末を登録し直してください。",
        "担当者、利用申請の承認、運用開始日は引き継がれます。",
        "担当者は、前のコードの施設も担当します。記録は「施設を切り替える」で見られます。",
        ...grant,
      ];
  }
}
