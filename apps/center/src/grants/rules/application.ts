/** The life of one application: states, what leads from one to the next, and who may do what when. */
import type { Temporal } from "temporal-polyfill";
import type { CostLine } from "./amount.ts";
import { grantAmount } from "./amount.ts";
import type { AskedPaper } from "./papers.ts";
import { intakeAt, isBefore } from "./programme.ts";
import type { Programme } from "./programme.ts";

export type GrantState = "draft" | "submitted" | "returned" | "approved" | "refused";
export type GrantEvent = "submit" | "return" | "approve" | "refuse";

export const grantStates = {
  draft: "下書き",
  submitted: "審査中",
  returned: "直しのお願い",
  approved: "交付決定",
  refused: "不交付",
} as const satisfies Record<GrantState, string>;

export function isGrantState(text: string): text is GrantState {
  return Object.hasOwn(grantStates, text);
}

/** Every event that a state knows; what is not here cannot happen. */
export const transitions: Readonly<
  Record<GrantState, Readonly<Partial<Record<GrantEvent, GrantState>>>>
> = {
  draft: { submit: "submitted" },
  submitted: { return: "returned", approve: "approved", refuse: "refused" },
  // An official may end what was not corrected in time.
  returned: { submit: "submitted", refuse: "refused" },
  approved: {},
  refused: {},
};

/** Version of the forms below; stored with each submission, so that an old one is read by its own rules. */
export const FORM_VERSION = 2;

/** The three things asked for, and what a return can point at. */
export const parts = {
  costs: "費用の内訳",
  receipts: "領収書などの書類",
  account: "振込先",
} as const;
export type Part = keyof typeof parts;

export function isPart(text: string): text is Part {
  return Object.hasOwn(parts, text);
}

/** 預金の種別, as bank transfers know it. */
export const depositKinds = { ordinary: "普通", current: "当座" } as const;
export type DepositKind = keyof typeof depositKinds;

export type BankAccount = {
  readonly bankName: string;
  /** 4 digits. */
  readonly bankCode: string;
  readonly branchName: string;
  /** 3 digits. */
  readonly branchCode: string;
  readonly depositKind: DepositKind;
  /** 7 digits. */
  readonly accountNumber: string;
  /** 口座名義 in katakana. */
  readonly accountHolder: string;
};

/** What a draft has come to: null where a part is not filled in yet, or not right. */
export type DraftContent = {
  readonly lines: readonly CostLine[] | null;
  /** What the programme asks for and is not there. */
  readonly missingPapers: readonly AskedPaper[];
  readonly account: BankAccount | null;
};

/** What the rules need to know of an application. */
export type Standing = {
  readonly state: GrantState;
  readonly programme: Programme;
  /** Where it was returned: until when a correction is in time. */
  readonly correctionDeadline: Temporal.Instant | null;
  /** The programme has nothing left to give. */
  readonly exhausted: boolean;
};

export type EditRefusal = "not-editable" | "not-yet" | "too-late" | "correction-too-late";
export type SubmitRefusal =
  | EditRefusal
  | "budget-exhausted"
  | "not-introduced"
  | "costs-missing"
  | "nothing-to-pay"
  | "papers-missing"
  | "account-missing";
export type DecideRefusal =
  | "budget-exhausted"
  | "not-submitted"
  | "already-approved-by-you"
  | "correction-still-possible";

export const can = {
  /** @param own applications for this programme, also under the code before */
  start(own: readonly { readonly state: GrantState; readonly once: boolean }[]): boolean {
    return own.every(({ state, once }) => state === "refused" || (!once && state === "approved"));
  },

  /** Checked before the form is shown and again before anything is taken. */
  edit(
    { state, programme, correctionDeadline }: Standing,
    now: Temporal.Instant,
  ): true | EditRefusal {
    switch (state) {
      case "draft": {
        const intake = intakeAt(programme, now);

        return intake === "open" || (intake === "closed" ? "too-late" : "not-yet");
      }
      case "returned":
        // The programme's own deadline no longer matters: what was handed in in time may be mended.
        return (
          (correctionDeadline !== null && isBefore(now, correctionDeadline)) ||
          "correction-too-late"
        );
      case "submitted":
      case "approved":
      case "refused":
        return "not-editable";
    }
  },

  submit(
    standing: Standing,
    content: DraftContent,
    introduced: boolean,
    now: Temporal.Instant,
  ): true | SubmitRefusal {
    const editable = can.edit(standing, now);
    if (editable !== true) {
      return editable;
    }
    // What was handed in before may still be mended.
    if (
      standing.state === "draft" &&
      standing.exhausted &&
      standing.programme.whenExhausted === "close"
    ) {
      return "budget-exhausted";
    }
    if (!introduced) {
      return "not-introduced";
    }
    if (!content.lines) {
      return "costs-missing";
    }
    if (grantAmount(standing.programme, content.lines).amountYen === 0) {
      return "nothing-to-pay";
    }
    if (content.missingPapers.length > 0) {
      return "papers-missing";
    }

    return content.account ? true : "account-missing";
  },

  /** @param approvers the officials who have approved the current submission */
  approve(
    official: { readonly id: string },
    { state }: { readonly state: GrantState },
    approvers: readonly string[],
  ): true | DecideRefusal {
    if (transitions[state].approve === undefined) {
      return "not-submitted";
    }

    return approvers.includes(official.id) ? "already-approved-by-you" : true;
  },

  return({ state }: { readonly state: GrantState }): true | DecideRefusal {
    return transitions[state].return === undefined ? "not-submitted" : true;
  },

  refuse(
    { state, correctionDeadline }: Pick<Standing, "state" | "correctionDeadline">,
    now: Temporal.Instant,
  ): true | DecideRefusal {
    if (transitions[state].refuse === undefined) {
      return "not-submitted";
    }

    return state === "returned" && correctionDeadline && isBefore(now, correctionDeadline)
      ? "correction-still-possible"
      : true;
  },
};

/** Whether this approval is the last one needed. */
export function completesApproval(programme: Programme, approvers: readonly string[]): boolean {
  return new Set(approvers).size >= programme.approvalsRequired;
}
