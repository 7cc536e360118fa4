/** お問い合わせ: what one may be about, its life, and who may do what in each state. */
import type { FacilityActor, OfficialActor } from "../accounts/index.ts";

export const categories = {
  eligible: "対象になるかどうか",
  "sign-in": "登録・ログイン",
  "usage-application": "利用申請",
  device: "機器・アプリの設定",
  check: "資格確認の結果",
  grant: "補助金",
  other: "その他",
} as const;
export type Category = keyof typeof categories;

export const categoryOptions = Object.entries(categories).map(([value, label]) => ({
  value,
  label,
}));

export function isCategory(text: string): text is Category {
  return Object.hasOwn(categories, text);
}

/**
 * `unconfirmed`: a guest has not opened the mailed link yet. `waiting`: we asked something back.
 * `reopened`: the asker wrote again after an answer or after the end.
 */
export const inquiryStates = [
  "unconfirmed",
  "new",
  "answered",
  "waiting",
  "reopened",
  "closed",
] as const;
export type InquiryState = (typeof inquiryStates)[number];

export type InquiryAction = "confirm" | "write" | "answer" | "request" | "close" | "expire";

/** Every action that a state knows; what is not here cannot happen. */
export const transitions: Readonly<
  Record<InquiryState, Readonly<Partial<Record<InquiryAction, InquiryState>>>>
> = {
  unconfirmed: { confirm: "new" },
  new: { write: "new", answer: "answered", request: "waiting", close: "closed" },
  answered: {
    write: "reopened",
    answer: "answered",
    request: "waiting",
    close: "closed",
    expire: "closed",
  },
  waiting: {
    write: "reopened",
    answer: "answered",
    request: "waiting",
    close: "closed",
    expire: "closed",
  },
  reopened: { write: "reopened", answer: "answered", request: "waiting", close: "closed" },
  closed: { write: "reopened" },
};

/** Whose turn it is. */
export const turns = {
  unconfirmed: "asker",
  new: "office",
  answered: "asker",
  waiting: "asker",
  reopened: "office",
  closed: "nobody",
} as const satisfies Record<InquiryState, "asker" | "office" | "nobody">;

export function statesOfTurn(turn: "asker" | "office"): readonly InquiryState[] {
  return inquiryStates.filter((state) => state !== "unconfirmed" && turns[state] === turn);
}

export const stateWords = {
  unconfirmed: "メールの確認待ち",
  new: "回答をお待ちください",
  answered: "回答があります",
  waiting: "ご返事をお待ちしています",
  reopened: "追加の回答をお待ちください",
  closed: "終了しました",
} as const satisfies Record<InquiryState, string>;

/** Days without a word from the asker after which an inquiry that waits for them is closed; and how long before they are told. */
export const CLOSE_AFTER_DAYS = 14;
export const REMIND_BEFORE_DAYS = 3;

/** Days for which the asker has waited for the office, after which those who decide are told: nobody waits for ever unseen. */
export const ESCALATE_AFTER_DAYS = 5;

/** How long a guest's first link is good, and how long those of the later mails are. */
export const CONFIRM_HOURS = 24;
export const LINK_DAYS = 30;

export const limits = {
  // Whoever asks as a guest makes us write to an address that may be somebody else's.
  guest: { attempts: 5, seconds: 60 * 60 },
  guestsOfMachine: { attempts: 10, seconds: 60 * 60 },
  facility: { attempts: 30, seconds: 60 * 60 },
} as const;

export const SUBJECT_MAXIMUM = 80;
export const TEXT_MAXIMUM = 2000;

export type InquirySubject = {
  readonly state: InquiryState;
  readonly facilityId: string | null;
  readonly assigneeId: string | null;
};

type Permission = true | "not-yours" | "not-your-role" | "wrong-state" | "someone-elses";

export type FacilityAction = Extract<InquiryAction, "write" | "close">;
export type OfficeAction = Extract<InquiryAction, "answer" | "request" | "close">;

export const can = {
  see: (actor: FacilityActor, inquiry: InquirySubject): Permission =>
    actor.facilityId === inquiry.facilityId || "not-yours",
  act: (actor: FacilityActor, inquiry: InquirySubject, action: FacilityAction): Permission =>
    actor.facilityId === inquiry.facilityId ? known(inquiry, action) : "not-yours",
  /** Whoever has the link; it names one inquiry of nobody's facility. */
  actAsGuest: (inquiry: InquirySubject, action: FacilityAction | "confirm"): Permission =>
    inquiry.facilityId === null ? known(inquiry, action) : "not-yours",
  handle: (actor: OfficialActor): Permission =>
    actor.rights.includes("inquiries.answer") || "not-your-role",
  /** Whoever handles the case writes about it, whoever answers inquiries. */
  sayAboutCase: (actor: OfficialActor): Permission =>
    actor.rights.includes("cases.handle") || "not-your-role",
  /** What a colleague has taken is theirs until they let go of it, or it is taken over. */
  decide: (actor: OfficialActor, inquiry: InquirySubject, action: OfficeAction): Permission => {
    const handles = can.handle(actor);
    if (handles !== true) return handles;
    if (inquiry.assigneeId !== null && inquiry.assigneeId !== actor.id) return "someone-elses";

    return known(inquiry, action);
  },
} as const;

function known({ state }: InquirySubject, action: InquiryAction): Permission {
  return transitions[state][action] ? true : "wrong-state";
}

/** A page of this site as it may stand in a record: a path without a query, where what people typed or a secret could stand. */
export function relatedPath(text: string): string | null {
  const path = text.trim();

  return path.length <= 200 && /^\/(?![/\\])[\w/.-]*$/.test(path) && !path.includes("..")
    ? path
    : null;
}
