/** Sending reminders, and ending them. */
import { newToken, sha256, transaction } from "@madoguchi/platform";
import type { JobHandlers } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { standingOfFacility } from "../standing.ts";
import { reminderLetter } from "./letter.ts";
import { REMINDER_DAYS, reminderOf } from "./rules.ts";
import {
  facilityOfToken,
  insertReminder,
  remindable,
  remindersSent,
  setReminderStop,
  wantsNoReminders,
} from "./store.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    "remind-of-preparations": { readonly which: "all" | "go-live" };
  }
}

/** At 9:05 in Tokyo everybody; every hour of the day those who checked a card and have not said when they go live. UTC. */
export const REMINDER_CRONTAB = [
  '5 0 * * * remind-of-preparations ?id=remind-all&max=3&jobKey=remind-all {which:"all"}',
  '35 0-8 * * * remind-of-preparations ?id=remind-go-live&max=3&jobKey=remind-go-live {which:"go-live"}',
].join("\n");

const PAGE = 200;

export function reminderJobs(center: Center): Pick<JobHandlers, "remind-of-preparations"> {
  return { "remind-of-preparations": ({ which }) => remindAll(center, which) };
}

/** One facility after the other, each in its own transaction: who was reminded before an end is not reminded again. */
async function remindAll(center: Center, which: "all" | "go-live"): Promise<void> {
  let after: string | null = null;
  do {
    const ids: readonly string[] = await remindable(center.db, {
      notSince: center.clock.now().subtract({ hours: REMINDER_DAYS * 24 }),
      waitingForGoLive: which === "go-live",
      after,
      size: PAGE,
    });
    for (const id of ids) {
      await remind(center, id, which);
    }
    after = ids.at(-1) ?? null;
  } while (after !== null);
}

async function remind(center: Center, facilityId: string, which: "all" | "go-live"): Promise<void> {
  const standing = await standingOfFacility(center, facilityId);
  await transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const facility = await findFacility(tx, facilityId);
    const reminder =
      standing &&
      reminderOf(
        {
          standing,
          sentAt: await remindersSent(tx, facilityId),
          stopped: await wantsNoReminders(tx, facilityId),
        },
        now,
      );
    if (!facility || !standing || !reminder || (which === "go-live" && reminder.kind !== which)) {
      return;
    }
    const token = newToken();
    const id = await insertReminder(tx, {
      facilityId,
      kind: reminder.kind,
      tokenHash: sha256(token),
      sentAt: now,
    });
    const { publicUrl } = center.config;
    await mailFacility(
      tx,
      facilityId,
      reminderLetter(reminder, {
        publicUrl,
        facilityName: facility.name,
        standing,
        now,
        stopUrl: `${publicUrl}/reminders/stop?token=${token}`,
      }),
    );
    await audit(tx, center.clock, {
      action: "preparation.reminded",
      actor: { kind: "system", id: "reminders" },
      facilityId,
      subject: { kind: "reminder", id },
      detail: { kind: reminder.kind, item: reminder.item },
    });
  });
}

/** @returns false for a token that no reminder carried */
export async function stopByToken(center: Center, token: string): Promise<boolean> {
  const facilityId = await facilityOfToken(center.db, sha256(token));
  if (!facilityId) {
    return false;
  }
  await changeReminders(center, facilityId, { kind: "system", id: "reminder-link" }, "stop");

  return true;
}

export async function changeReminders(
  center: Center,
  facilityId: string,
  actor: AuditActor,
  wish: "stop" | "resume",
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const stoppedAt = wish === "stop" ? center.clock.now() : null;
    if (await setReminderStop(tx, facilityId, stoppedAt)) {
      await audit(tx, center.clock, {
        action: wish === "stop" ? "reminders.stopped" : "reminders.resumed",
        actor,
        facilityId,
        subject: { kind: "facility", id: facilityId },
      });
    }
  });
}
