/** By day: who owes us a word is told that the inquiry ends, and then it ends. By night: what no guest confirmed is deleted. */
import { tokyoDate } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { discardAll } from "../attachments.ts";
import {
  CLOSE_AFTER_DAYS,
  CONFIRM_HOURS,
  ESCALATE_AFTER_DAYS,
  REMIND_BEFORE_DAYS,
  transitions,
  turns,
} from "../rules.ts";
import {
  changeInquiry,
  deleteUnconfirmed,
  holdInquiry,
  idleSince,
  unconfirmedBefore,
  waitingSince,
} from "../store/inquiries.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { deleteLinksBefore } from "../store/messages.ts";
import { tellAsker } from "./notify.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "end-idle-inquiries": Record<string, unknown>;
  }
}

/** 9:05 in Tokyo; the worker reckons in UTC. Mails about an end come when somebody is there to read them. */
export const INQUIRY_CRONTAB = "5 0 * * * end-idle-inquiries";

/** Nobody's inquiry ends untold: it ends so many days after the mail went out, also where that was late. */
export async function endIdleInquiries(center: Center): Promise<void> {
  const now = center.clock.now();
  const before = (days: number) => now.subtract({ hours: 24 * days });
  const toTell = await idleSince(
    center.db,
    before(CLOSE_AFTER_DAYS - REMIND_BEFORE_DAYS),
    "not-told",
  );
  for (const { id } of toTell) await remind(center, id);
  const toEnd = await idleSince(center.db, before(CLOSE_AFTER_DAYS), {
    before: before(REMIND_BEFORE_DAYS),
  });
  for (const { id } of toEnd) await expire(center, id);
  await escalateOld(center);
}

/** What has waited too long for us stands among what is handed on, whoever holds it. */
async function escalateOld(center: Center): Promise<void> {
  const now = center.clock.now();
  const old = await waitingSince(center.db, now.subtract({ hours: 24 * ESCALATE_AFTER_DAYS }));
  for (const { id } of old) {
    await transaction(center.db, async (tx) => {
      const inquiry = await holdInquiry(tx, id);
      const isOurs = inquiry !== undefined && turns[inquiry.state] === "office";
      if (!isOurs || inquiry.escalatedAt !== null) return;
      await changeInquiry(tx, inquiry, { escalatedAt: now });
      await audit(tx, center.clock, {
        action: "inquiry.escalated",
        actor: { kind: "system", id: "inquiries" },
        facilityId: inquiry.facilityId,
        subject: { kind: "inquiry", id },
        detail: { days: ESCALATE_AFTER_DAYS },
      });
    });
  }
}

async function remind(center: Center, id: string): Promise<void> {
  await transaction(center.db, async (tx) => {
    const inquiry = await holdInquiry(tx, id);
    if (!inquiry || inquiry.remindedAt !== null || !isIdle(inquiry)) return;
    const now = center.clock.now();
    const on = tokyoDate(now.add({ hours: 24 * REMIND_BEFORE_DAYS }));
    await changeInquiry(tx, inquiry, { remindedAt: now });
    await tellAsker(tx, center, inquiry, { kind: "closing", on });
  });
}

async function expire(center: Center, id: string): Promise<void> {
  await transaction(center.db, async (tx) => {
    const inquiry = await holdInquiry(tx, id);
    const state = inquiry && transitions[inquiry.state].expire;
    if (!inquiry || !state || inquiry.remindedAt === null) return;
    await changeInquiry(tx, inquiry, { state, stateSince: center.clock.now(), remindedAt: null });
    await audit(tx, center.clock, {
      action: "inquiry.expired",
      actor: { kind: "system", id: "inquiries" },
      facilityId: inquiry.facilityId,
      subject: { kind: "inquiry", id },
    });
  });
}

function isIdle({ state }: Inquiry): boolean {
  return transitions[state].expire !== undefined;
}

/** @returns how many guests' inquiries, with all that was sent along */
export async function forgetInquiries(center: Center): Promise<number> {
  const now = center.clock.now();
  const stale = await unconfirmedBefore(center.db, now.subtract({ hours: CONFIRM_HOURS }));
  let forgotten = 0;
  for (const { id } of stale) {
    const isGone = await transaction(center.db, (tx) => deleteUnconfirmed(tx, id));
    if (!isGone) continue;
    await discardAll(center, id);
    forgotten += 1;
  }
  await transaction(center.db, (tx) => deleteLinksBefore(tx, now));

  return forgotten;
}
