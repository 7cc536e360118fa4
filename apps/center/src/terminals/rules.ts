/** アプリアカウント and 端末: the states of an account, what may be done in each, who a terminal is. */
import type { selfTestVerdicts, terminalKinds } from "@madoguchi/contract";
import { foldCode } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { AuditActor } from "../audit/index.ts";
import type { AppMinimum } from "./minimum/rules.ts";

export type TerminalKind = (typeof terminalKinds)[number];

export const terminalKindNames = {
  windows: "パソコン（Windows）",
  android: "Android",
  ios: "iPhone・iPad",
  other: "その他",
} as const satisfies Record<TerminalKind, string>;

export type SelfTestVerdict = (typeof selfTestVerdicts)[number];

export const selfTestNames = {
  usable: "使えます",
  "usable-with-care": "使えますが、注意があります",
  unusable: "使えません",
  undecided: "判定できません",
} as const satisfies Record<SelfTestVerdict, string>;

/** Why a facility needs more accounts than it applied for. */
export const additionReasons = {
  counters: "受付の端末を増やすため",
  outside: "訪問や健診の会場でも使うため",
  replacement: "端末を入れ替えるため",
  other: "そのほか",
} as const;
export type AdditionReason = keyof typeof additionReasons;

/** A registered device that proved by its signature who it is. */
export type TerminalActor = {
  readonly kind: "terminal";
  readonly id: string;
  readonly facilityId: string;
  readonly facilityCode: string;
  readonly facilityName: string;
  readonly facilityKind: string;
  readonly appAccountId: string;
  readonly userId: string;
  /** As the device said last. */
  readonly appVersion: string | null;
  /** How old it may be. */
  readonly minimum: AppMinimum | null;
  /** Who is at it, where a request says so. */
  readonly operator?: string | undefined;
};

/** As the record names whoever did something at a terminal. */
export function atTerminal({ id, operator }: Pick<TerminalActor, "id" | "operator">): AuditActor {
  return { kind: "terminal", id, operator };
}

/** `unissued`: no secrets yet; `issued`: the activation code waits for a device; `activated`: it was used. */
export type AppAccountState = "unissued" | "issued" | "activated" | "stopped";

type AccountTimes = {
  readonly secretIssuedAt: Temporal.Instant | null;
  readonly activationUsedAt: Temporal.Instant | null;
  readonly stoppedAt: Temporal.Instant | null;
};

export function stateOf(account: AccountTimes): AppAccountState {
  if (account.stoppedAt) {
    return "stopped";
  }
  if (!account.secretIssuedAt) {
    return "unissued";
  }

  return account.activationUsedAt ? "activated" : "issued";
}

export const appAccountActions = ["issue", "reissue", "stop", "resume"] as const;
export type AppAccountAction = (typeof appAccountActions)[number];

/** Every event that a state knows; what is not here cannot happen. Resumed, it is again what it was before. */
export const appAccountTransitions: Readonly<
  Record<
    AppAccountState,
    Readonly<Partial<Record<AppAccountAction | "activate", AppAccountState | "as before">>>
  >
> = {
  unissued: { issue: "issued", stop: "stopped" },
  issued: { activate: "activated", reissue: "issued", stop: "stopped" },
  activated: { reissue: "issued", stop: "stopped" },
  stopped: { resume: "as before" },
};

/** Whether the facility's people may do this to the account as it is now. */
export function can(action: AppAccountAction, account: AccountTimes): boolean {
  return appAccountTransitions[stateOf(account)][action] !== undefined;
}

export const PASSWORD_LENGTH = 12;
export const ACTIVATION_CODE_LENGTH = 16;

/** A secret as people type it, with or without hyphens, in any case and width: what is hashed. */
export function foldSecret(text: string): string {
  return foldCode(text);
}

/** A user id from its number: 1 → W0000001. */
export function userIdOf(number: number): string {
  return `W${String(number).padStart(7, "0")}`;
}
