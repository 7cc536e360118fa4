/** The office's half: taking an inquiry, answering, asking back, noting, handing on, closing. */
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditAction } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { can, transitions } from "../rules.ts";
import { changeInquiry, findInquiry, holdInquiry } from "../store/inquiries.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { insertMessage, isWritten } from "../store/messages.ts";
import { tellAsker } from "./notify.ts";

export type HandleResult =
  | "done"
  | "not-found"
  | "not-your-role"
  | "someone-elses"
  | "wrong-state"
  /** The asker wrote, or a colleague acted, after the page was shown. */
  | "changed-meanwhile";

type Said = { readonly key: string; readonly text: string };

/** Taken over also from a colleague: they see it in the history. */
export function claim(center: Center, actor: OfficialActor, number: string): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    await changeInquiry(tx, inquiry, { assigneeId: actor.id });
    await record(tx, center, actor, inquiry, "inquiry.claimed", { takenOver: isTaken(inquiry) });

    return "done";
  });
}

export function release(
  center: Center,
  actor: OfficialActor,
  number: string,
): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    if (inquiry.assigneeId !== actor.id) return "someone-elses";
    await changeInquiry(tx, inquiry, { assigneeId: null });
    await record(tx, center, actor, inquiry, "inquiry.released");

    return "done";
  });
}

/** Answering takes the inquiry too, so that what comes back comes to the same desk. */
export function answer(
  center: Center,
  actor: OfficialActor,
  number: string,
  said: Said & { readonly version: number; readonly kind: "answer" | "request" },
): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    if (await isWritten(tx, said.key)) return "done";
    if (inquiry.version !== said.version) return "changed-meanwhile";
    const may = can.decide(actor, inquiry, said.kind);
    const state = transitions[inquiry.state][said.kind];
    if (may !== true || !state) return refusalOf(may);
    const now = center.clock.now();
    await insertMessage(tx, messageOf(inquiry, actor, said.kind, said, now));
    await changeInquiry(tx, inquiry, {
      state,
      stateSince: now,
      remindedAt: null,
      assigneeId: actor.id,
    });
    await tellAsker(tx, center, inquiry, said.kind);
    const action = said.kind === "answer" ? "inquiry.answered" : "inquiry.asked-back";
    await record(tx, center, actor, inquiry, action);

    return "done";
  });
}

/** For colleagues only. */
export function note(
  center: Center,
  actor: OfficialActor,
  number: string,
  said: Said,
): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    if (await isWritten(tx, said.key)) return "done";
    await insertMessage(tx, messageOf(inquiry, actor, "note", said, center.clock.now()));
    await record(tx, center, actor, inquiry, "inquiry.noted");

    return "done";
  });
}

export function escalate(
  center: Center,
  actor: OfficialActor,
  number: string,
  wanted: boolean,
): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    if ((inquiry.escalatedAt !== null) === wanted) return "done";
    await changeInquiry(tx, inquiry, { escalatedAt: wanted ? center.clock.now() : null });
    const action = wanted ? "inquiry.escalated" : "inquiry.escalation-ended";
    await record(tx, center, actor, inquiry, action);

    return "done";
  });
}

export function closeByOffice(
  center: Center,
  actor: OfficialActor,
  number: string,
  version: number,
): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    if (inquiry.version !== version) return "changed-meanwhile";
    const may = can.decide(actor, inquiry, "close");
    const state = transitions[inquiry.state].close;
    if (may !== true || !state) return refusalOf(may);
    await changeInquiry(tx, inquiry, {
      state,
      stateSince: center.clock.now(),
      remindedAt: null,
      escalatedAt: null,
    });
    await tellAsker(tx, center, inquiry, "closed");
    await record(tx, center, actor, inquiry, "inquiry.closed");

    return "done";
  });
}

/** Reading what a facility or a guest wrote as the draft of an article leaves a trace as well. */
export function draftTaken(
  center: Center,
  actor: OfficialActor,
  number: string,
): Promise<HandleResult> {
  return handle(center, actor, number, async (tx, inquiry) => {
    await record(tx, center, actor, inquiry, "inquiry.article-drafted");

    return "done";
  });
}

async function handle(
  center: Center,
  actor: OfficialActor,
  number: string,
  work: (tx: Tx, inquiry: Inquiry) => Promise<HandleResult>,
): Promise<HandleResult> {
  if (can.handle(actor) !== true) {
    return "not-your-role";
  }

  return transaction(center.db, async (tx): Promise<HandleResult> => {
    const found = await findInquiry(tx, number);
    const inquiry = found && (await holdInquiry(tx, found.id));

    return !inquiry || inquiry.state === "unconfirmed" ? "not-found" : work(tx, inquiry);
  });
}

function refusalOf(may: true | HandleResult | "not-yours"): HandleResult {
  return may === "someone-elses" || may === "not-your-role" ? may : "wrong-state";
}

function isTaken({ assigneeId }: Inquiry): boolean {
  return assigneeId !== null;
}

function messageOf(
  inquiry: Inquiry,
  actor: OfficialActor,
  kind: "answer" | "request" | "note",
  { key, text }: Said,
  at: ReturnType<Center["clock"]["now"]>,
) {
  const { id: inquiryId } = inquiry;

  return { id: key, inquiryId, at, kind, author: "official", accountId: actor.id, text } as const;
}

async function record(
  tx: Tx,
  center: Center,
  actor: OfficialActor,
  inquiry: Inquiry,
  action: Extract<AuditAction, `inquiry.${string}`>,
  detail: Readonly<Record<string, boolean>> = {},
): Promise<void> {
  await audit(tx, center.clock, {
    action,
    actor: { kind: "official", id: actor.id },
    facilityId: inquiry.facilityId,
    subject: { kind: "inquiry", id: inquiry.id },
    detail,
  });
}
