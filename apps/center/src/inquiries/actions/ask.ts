/** A new inquiry: of a facility at once, of a guest behind a mailed link. */
import {
  allowAttempt,
  newReadableCode,
  newToken,
  queueMail,
  sha256,
  sqlState,
  transaction,
} from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { tokyoToday } from "@madoguchi/notation";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { currentApplication } from "../../onboarding/index.ts";
import type { Kept } from "../attachments.ts";
import type { Content, GuestContent } from "../content.ts";
import { confirmLetter } from "../mails.ts";
import { can, CONFIRM_HOURS, limits, LINK_DAYS, transitions } from "../rules.ts";
import { changeInquiry, findInquiryById, holdInquiry, insertInquiry } from "../store/inquiries.ts";
import type { Inquiry } from "../store/inquiries.ts";
import { followLink, insertLink, insertMessage, prolongLink } from "../store/messages.ts";

type Asked = Content & { readonly key: string };

export type AskResult =
  /** `asked-before`: the same form was sent twice. */
  | { readonly kind: "asked" | "asked-before"; readonly number: string }
  | { readonly kind: "limited" | "foreign-key" };

export async function ask(
  center: Center,
  actor: FacilityActor,
  content: Asked,
  files: readonly Kept[],
): Promise<AskResult> {
  const { db, clock } = center;
  if (!(await allowAttempt(db, clock, `inquiry:${actor.facilityId}`, limits.facility))) {
    return { kind: "limited" };
  }
  const owner = { facilityId: actor.facilityId, accountId: actor.id };

  return askOnce(center, content.key, owner, (number) =>
    transaction(db, async (tx) => {
      await record(tx, center, number, content, files, owner);
      await audit(tx, clock, {
        action: "inquiry.asked",
        actor: { kind: "person", id: actor.id },
        facilityId: actor.facilityId,
        subject: { kind: "inquiry", id: content.key },
        detail: { category: content.category, files: files.length },
      });
    }),
  );
}

/** The page says the same whether or not the address is somebody's here. */
export async function askAsGuest(
  center: Center,
  content: GuestContent & Asked,
  files: readonly Kept[],
  ip: string,
): Promise<AskResult> {
  const { db, clock, config } = center;
  const allowed =
    (await allowAttempt(db, clock, `inquiry:${ip}`, limits.guestsOfMachine)) &&
    (await allowAttempt(db, clock, `inquiry:${content.mail}`, limits.guest));
  if (!allowed) {
    return { kind: "limited" };
  }
  const owner = { guestName: content.name, guestMail: content.mail };

  return askOnce(center, content.key, owner, (number) =>
    transaction(db, async (tx) => {
      const token = newToken();
      await record(tx, center, number, content, files, owner);
      await insertLink(tx, sha256(token), content.key, clock.now().add({ hours: CONFIRM_HOURS }));
      const address = `${config.publicUrl}/inquiries/guest?token=${token}`;
      const letter = confirmLetter(content.name, number, address);
      await queueMail(tx, { to: content.mail, ...letter });
      await audit(tx, clock, {
        action: "inquiry.typed-by-guest",
        actor: { kind: "system", id: "portal" },
        facilityId: null,
        subject: { kind: "inquiry", id: content.key },
        detail: { category: content.category, files: files.length },
      });
    }),
  );
}

type Owner =
  | { readonly facilityId: string; readonly accountId: string }
  | { readonly guestName: string; readonly guestMail: string };

/** An official begins. */
type NoAsker = { readonly facilityId: null; readonly accountId: null };

async function record(
  tx: Tx,
  center: Center,
  number: string,
  { key, category, relatedPath, subject, text }: Asked,
  files: readonly Kept[],
  owner: Owner,
): Promise<void> {
  const now = center.clock.now();
  const isGuest = "guestMail" in owner;
  const about =
    isGuest || !isAboutApplication({ category, relatedPath })
      ? null
      : await currentApplication(tx, owner.facilityId);
  await insertInquiry(tx, {
    aboutWork: about ? "usage-application" : null,
    aboutId: about?.id ?? null,
    facilityId: null,
    accountId: null,
    guestName: null,
    guestMail: null,
    ...owner,
    id: key,
    number,
    category,
    relatedPath,
    subject,
    state: isGuest ? "unconfirmed" : "new",
    assigneeId: null,
    escalatedAt: null,
    createdAt: now,
    stateSince: now,
    remindedAt: null,
  });
  const message = {
    id: key,
    inquiryId: key,
    at: now,
    kind: "question",
    author: isGuest ? "guest" : "facility",
    accountId: isGuest ? null : owner.accountId,
    text,
  } as const;
  await insertMessage(tx, message, files);
}

/** Asked from the application's own page: then whoever reviews it reads it there. */
function isAboutApplication({ category, relatedPath }: Pick<Content, "category" | "relatedPath">) {
  return category === "usage-application" && relatedPath === "/usage-application";
}

const DRAWS = 5;

/**
 * The form's key makes it one inquiry however often it is sent. Of the 923,521 numbers of a day two may be drawn alike:
 * then another one is drawn.
 */
export async function askOnce(
  { db, clock }: Center,
  key: string,
  owner: Owner | NoAsker,
  insert: (number: string) => Promise<void>,
): Promise<AskResult> {
  const day = tokyoToday(clock).toString().replaceAll("-", "");
  for (let draw = 1; ; draw += 1) {
    const before = await findInquiryById(db, key);
    if (before) {
      return isOwner(before, owner)
        ? { kind: "asked-before", number: before.number }
        : { kind: "foreign-key" };
    }
    const number = `Q-${day}-${newReadableCode(4)}`;
    try {
      await insert(number);

      return { kind: "asked", number };
    } catch (error) {
      if (draw === DRAWS || sqlState(error) !== "23505") throw error;
    }
  }
}

function isOwner(inquiry: Inquiry, owner: Owner | NoAsker): boolean {
  return "guestMail" in owner
    ? inquiry.guestMail === owner.guestMail
    : inquiry.accountId === owner.accountId;
}

/** The guest whose link this is; undefined for one that is wrong or has ended. */
export async function inquiryOfLink(center: Center, token: string): Promise<Inquiry | undefined> {
  const id = await followLink(center.db, sha256(token), center.clock.now());

  return id === undefined ? undefined : findInquiryById(center.db, id);
}

/** The address is the guest's: only now the inquiry is one. Pressed twice is pressed once. */
export async function confirm(center: Center, token: string): Promise<"confirmed" | "link-ended"> {
  return transaction(center.db, async (tx) => {
    const now = center.clock.now();
    const id = await followLink(tx, sha256(token), now);
    const inquiry = id === undefined ? undefined : await holdInquiry(tx, id);
    if (!inquiry) {
      return "link-ended";
    }
    const state = transitions[inquiry.state].confirm;
    if (can.actAsGuest(inquiry, "confirm") !== true || !state) {
      return "confirmed";
    }
    await changeInquiry(tx, inquiry, { state, stateSince: now });
    await prolongLink(tx, sha256(token), now.add({ hours: 24 * LINK_DAYS }));
    await audit(tx, center.clock, {
      action: "inquiry.confirmed",
      actor: { kind: "system", id: "portal" },
      facilityId: null,
      subject: { kind: "inquiry", id: inquiry.id },
    });

    return "confirmed";
  });
}
