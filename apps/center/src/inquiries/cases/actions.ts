/** What an official writes to a facility about a case: into the conversation that is open about it, or the beginning of one. */
import { transaction } from "@madoguchi/platform";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { holdApplication } from "../../onboarding/index.ts";
import { askOnce } from "../actions/ask.ts";
import { tellAsker } from "../actions/notify.ts";
import { can, transitions, turns } from "../rules.ts";
import { changeInquiry, holdInquiry, inquiriesAbout, insertInquiry } from "../store/inquiries.ts";
import { insertMessage, isWritten } from "../store/messages.ts";

export const APPLICATION = "usage-application";

export async function sayAboutApplication(
  center: Center,
  actor: OfficialActor,
  id: string,
  { key, text }: { readonly key: string; readonly text: string },
): Promise<"done" | "not-found" | "not-your-role"> {
  if (can.sayAboutCase(actor) !== true) return "not-your-role";
  let isThere = true;
  await askOnce(center, key, { facilityId: null, accountId: null }, (number) =>
    transaction(center.db, async (tx) => {
      const application = await holdApplication(tx, id);
      isThere = application !== undefined;
      if (!application || (await isWritten(tx, key))) return;
      const now = center.clock.now();
      const { facilityId } = application;
      const open = (await inquiriesAbout(tx, id)).findLast(({ state }) => state !== "closed");
      const inquiry = open && (await holdInquiry(tx, open.id));
      const isAnswer = inquiry !== undefined && turns[inquiry.state] === "office";
      const kind = isAnswer ? "answer" : "request";
      if (inquiry) {
        const state = transitions[inquiry.state][kind] ?? inquiry.state;
        const change = { state, stateSince: now, remindedAt: null, assigneeId: actor.id };
        await changeInquiry(tx, inquiry, change);
      } else {
        await insertInquiry(tx, {
          id: key,
          number,
          facilityId,
          accountId: null,
          guestName: null,
          guestMail: null,
          category: APPLICATION,
          relatedPath: "/usage-application",
          subject: "利用申請について",
          state: "waiting",
          assigneeId: actor.id,
          escalatedAt: null,
          createdAt: now,
          stateSince: now,
          remindedAt: null,
          aboutWork: APPLICATION,
          aboutId: id,
        });
      }
      const inquiryId = inquiry?.id ?? key;
      const by = { author: "official", accountId: actor.id } as const;
      await insertMessage(tx, { id: key, inquiryId, at: now, kind, ...by, text });
      const told = inquiry ?? { id: key, number, facilityId, guestMail: null };
      await tellAsker(tx, center, told, inquiry ? kind : "begun");
      await audit(tx, center.clock, {
        action: inquiry ? (isAnswer ? "inquiry.answered" : "inquiry.asked-back") : "inquiry.begun",
        actor: { kind: "official", id: actor.id },
        facilityId,
        subject: { kind: "inquiry", id: inquiryId },
        detail: { about: APPLICATION },
      });
    }),
  );

  return isThere ? "done" : "not-found";
}
