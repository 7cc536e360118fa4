/** 準備作業: the nine items of the ministry's guide. What the system can see ticks itself; the rest is ticked by people. */
import type { Temporal } from "temporal-polyfill";
import type { GrantStanding } from "../grants/index.ts";
import type { TerminalStanding } from "../terminals/index.ts";
import type { Device } from "./form.ts";
import type { ApplicationState } from "./rules.ts";

/** In the guide's order; `manual` ones are known to people only, until the system sees otherwise. */
export const checklistItems = {
  select: { chapter: "purchase", title: "端末等の選定", manual: true },
  buy: { chapter: "purchase", title: "端末等の購入", manual: true },
  application: { chapter: "preparation", title: "オンライン資格確認の利用申請", manual: false },
  registration: { chapter: "preparation", title: "機器登録", manual: false },
  setup: { chapter: "preparation", title: "アプリのダウンロード等の端末の設定", manual: false },
  reception: { chapter: "preparation", title: "受付業務等の変更点の確認", manual: true },
  goLive: { chapter: "preparation", title: "運用開始日の入力", manual: false },
  documents: { chapter: "grant", title: "必要書類の準備（領収書等）", manual: true },
  grant: { chapter: "grant", title: "補助金申請", manual: false },
} as const;
export type ItemKey = keyof typeof checklistItems;

export const chapters = {
  purchase: "1　端末等の選定・購入",
  preparation: "2　導入・運用準備",
  grant: "3　補助金申請（導入完了後）",
} as const;
export type Chapter = keyof typeof chapters;

export const itemKeys: readonly ItemKey[] = [
  "select",
  "buy",
  "application",
  "registration",
  "setup",
  "reception",
  "goLive",
  "documents",
  "grant",
];

export function isManualItem(text: string): text is ItemKey {
  return itemKeys.some((key) => key === text && checklistItems[key].manual);
}

export type DeviceChoice = { readonly way: Device; readonly chosenAt: Temporal.Instant };

/** What is known of one facility. */
export type Standing = {
  readonly registeredAt: Temporal.Instant;
  readonly ticks: readonly { readonly item: string; readonly tickedAt: Temporal.Instant }[];
  readonly application: {
    readonly state: ApplicationState;
    readonly submittedAt: Temporal.Instant | null;
    readonly decidedAt: Temporal.Instant | null;
    readonly updatedAt: Temporal.Instant;
    /** 運用を始める予定の日, as typed; null where it is not one (yet). */
    readonly plannedStartOn: Temporal.PlainDate | null;
  } | null;
  readonly deviceChoice: DeviceChoice | null;
  readonly terminals: TerminalStanding;
  readonly firstCheckAt: Temporal.Instant | null;
  /** The course of practice was gone through at one of its terminals. */
  readonly practisedAt: Temporal.Instant | null;
  readonly goLiveOn: Temporal.PlainDate | null;
  readonly grant: GrantStanding;
};

/** `waiting`: an official acts next. `blocked`: something before it must happen first. */
export type ItemState = "done" | "open" | "waiting" | "returned" | "blocked";

export type ItemStanding = {
  readonly key: ItemKey;
  readonly state: ItemState;
  /** Since when it is so, where that is known. */
  readonly at: Temporal.Instant | null;
  /** Ticked by a person, who can take it back. */
  readonly byHand: boolean;
};

export function standingOf(standing: Standing): readonly ItemStanding[] {
  return itemKeys.map((key) => itemStanding(key, standing));
}

function itemStanding(key: ItemKey, standing: Standing): ItemStanding {
  const seen = seenState(key, standing);
  const tick = standing.ticks.find(({ item }) => item === key);

  return tick && seen.state !== "done" && checklistItems[key].manual
    ? { key, state: "done", at: tick.tickedAt, byHand: true }
    : { key, byHand: false, ...seen };
}

type Seen = Pick<ItemStanding, "state" | "at">;

function seenState(key: ItemKey, standing: Standing): Seen {
  const { terminals, firstCheckAt, practisedAt, goLiveOn, grant, deviceChoice } = standing;
  const approved = standing.application?.state === "approved";
  switch (key) {
    case "select":
      return { state: deviceChoice ? "done" : "open", at: deviceChoice?.chosenAt ?? null };
    case "buy":
      return { state: "open", at: null };
    case "reception":
      return { state: practisedAt ? "done" : "open", at: practisedAt };
    case "application":
      return applicationState(standing.application);
    case "registration":
      return terminals.firstRegisteredAt
        ? { state: "done", at: terminals.firstRegisteredAt }
        : { state: terminals.accountsIssued > 0 ? "open" : "blocked", at: null };
    case "setup":
      return firstCheckAt
        ? { state: "done", at: firstCheckAt }
        : { state: terminals.terminalsRegistered > 0 ? "open" : "blocked", at: null };
    case "goLive":
      return { state: goLiveOn ? "done" : approved ? "open" : "blocked", at: null };
    case "documents":
      return grant.documentsReady ? { state: "done", at: grant.at } : { state: "open", at: null };
    case "grant":
      return grantState(grant, goLiveOn !== null);
  }
}

function applicationState(application: Standing["application"]): Seen {
  switch (application?.state) {
    case undefined:
    case "draft":
    case "refused":
      return { state: "open", at: null };
    case "submitted":
      return { state: "waiting", at: application.submittedAt };
    case "returned":
      return { state: "returned", at: null };
    case "approved":
      return { state: "done", at: application.decidedAt };
  }
}

function grantState({ state, at, deadline }: GrantStanding, introduced: boolean): Seen {
  switch (state) {
    case "none":
      return { state: introduced && deadline ? "open" : "blocked", at: null };
    case "draft":
      return { state: "open", at: null };
    case "submitted":
      return { state: "waiting", at };
    case "returned":
      return { state: "returned", at };
    case "approved":
    case "refused":
      return { state: "done", at };
  }
}

/**
 * What waits for the facility: first what came back; then the day of going live, as soon as a card was checked with
 * success, because it is what people forget; then the guide's order. Null when it is somebody else's turn.
 */
export function nextItem(items: readonly ItemStanding[]): ItemKey | null {
  const stateOf = (key: ItemKey) => items.find((item) => item.key === key)?.state;
  const returned = items.find(({ state }) => state === "returned");
  if (returned) {
    return returned.key;
  }
  if (stateOf("setup") === "done" && stateOf("goLive") === "open") {
    return "goLive";
  }

  return items.find(({ state }) => state === "open")?.key ?? null;
}
