/** Taking second factors away from who lost them all: who checks, who approves, and until when it can be stopped. */
import { choiceField, consentField, mailField, textField } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** `waiting`: approved, and to be done when the time has come. */
export type ResetState = "asked" | "checked" | "waiting" | "done" | "declined" | "stopped";

/** Every event that a state knows; what is not here cannot happen. */
export const resetTransitions: Readonly<
  Record<
    ResetState,
    Readonly<Partial<Record<"check" | "approve" | "decline" | "stop" | "takeEffect", ResetState>>>
  >
> = {
  asked: { check: "checked", decline: "declined", stop: "stopped" },
  checked: { approve: "waiting", decline: "declined", stop: "stopped" },
  waiting: { takeEffect: "done", stop: "stopped" },
  done: {},
  declined: {},
  stopped: {},
};

export const resetReasons = {
  lost: "スマートフォンや鍵をなくした",
  replaced: "スマートフォンを買い替えた",
  broken: "スマートフォンや鍵が壊れた",
  other: "そのほか",
} as const;
export type ResetReason = keyof typeof resetReasons;

/** Who asked for it: the person, a 管理者 of one of their facilities, or an official whom the person telephoned. */
export type StartedAs = "person" | "administrator" | "official";

export type ResetStanding = {
  readonly state: ResetState;
  readonly checkedBy: string | null;
  readonly dueAt: Temporal.Instant | null;
};

export type ResetRefusal = "not-waiting" | "not-checked" | "checked-by-you" | "about-you";

type Official = { readonly id: string };

export const canReset = {
  check: ({ state }: ResetStanding): true | ResetRefusal =>
    resetTransitions[state].check !== undefined || "not-waiting",

  /** Four eyes: whoever called back does not approve. */
  approve({ id }: Official, { state, checkedBy }: ResetStanding): true | ResetRefusal {
    if (state === "asked") return "not-checked";
    if (!resetTransitions[state].approve) return "not-waiting";

    return checkedBy !== id || "checked-by-you";
  },

  decline: ({ state }: ResetStanding): true | ResetRefusal =>
    resetTransitions[state].decline !== undefined || "not-waiting",

  stop: ({ state }: ResetStanding): boolean => resetTransitions[state].stop !== undefined,
};

/** 「24時間後」 */
export function delayWords(hours: number): string {
  return hours === 0 ? "まもなく" : `${hours}時間後に`;
}

const reasonField = choiceField("使えなくなった理由", ["lost", "replaced", "broken", "other"]);

/** How an official is known who has nothing left to prove it with. */
export const meetingWays = {
  "in-person": "対面で、職員証と顔を確かめた",
  superior: "上司の立ち会いで、対面で確かめた",
} as const;

export const officialStartSchema = z.object({
  reason: reasonField,
  way: choiceField("本人と確かめた方法", ["in-person", "superior"]),
  note: textField("確かめた場所と立ち会った方", 200),
});
export type OfficialResetStart = z.infer<typeof officialStartSchema>;

export const startSchema = z.object({ reason: reasonField });

/** As an official writes it down who is telephoned. */
export const phoneStartSchema = z.object({
  mail: mailField,
  code: textField("医療機関コードまたは登録記号番号", 20).transform((text) =>
    text.normalize("NFKC").replaceAll(/[\s-]/g, ""),
  ),
  reason: reasonField,
});

export const checkSchema = z.object({
  facility: z.uuid({ error: "かけ直した施設を選んでください。" }),
  spokenWith: textField("電話で話した方", 60),
  note: textField("ご本人と確かめた方法", 200),
  called: consentField("登録の電話番号にかけ直してから、チェックを入れてください。"),
});
export type ResetCheck = z.infer<typeof checkSchema>;

export const declineSchema = z.object({ reason: textField("断る理由", 200) });
