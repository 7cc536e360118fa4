/** Asking somebody to join: the address gets a link, and the screen tells nothing about the address. */
import { allowAttempt, newId, newToken, queueMail, sha256, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { invitationMail } from "../people-mails.ts";
import { limits } from "../rules.ts";
import type { FacilityActor } from "../rules.ts";
import { isAdministrator, keptRoles } from "../rules/people.ts";
import type { HandoverForm } from "../rules/people.ts";
import type { FacilityRole } from "../rules/rights.ts";
import { findAccount } from "../store.ts";
import { deleteHandover, findHandover, insertHandover } from "../store/handovers.ts";
import {
  deleteInvitation,
  findInvitation,
  invitationsOf,
  putInvitation,
} from "../store/invitations.ts";
import { lockMembers, membersOf } from "../store/memberships.ts";
import { ofFacility } from "./parties.ts";

type Wanted = { readonly mail: string; readonly roles: readonly FacilityRole[] };

export async function invite(
  center: Center,
  actor: FacilityActor,
  { mail, roles }: Wanted,
): Promise<"sent" | "limited" | "is-member" | "handed-over"> {
  const { db, clock } = center;
  if (!(await mayWriteTo(center, actor, mail))) {
    return "limited";
  }

  return transaction(db, async (tx) => {
    await lockMembers(tx, actor.facilityId);
    const members = await membersOf(tx, actor.facilityId);
    if (members.some((member) => member.mail === mail)) {
      return "is-member";
    }
    // It would take the place of the one that carries the hand-over.
    const handover = await findHandover(tx, actor.facilityId);
    const carrying =
      handover?.invitationId && (await findInvitation(tx, actor.facilityId, handover.invitationId));
    if (carrying && carrying.mail === mail) {
      return "handed-over";
    }
    const id = newId();
    await send(tx, center, actor, { id, mail, roles, handover: null });
    await audit(tx, clock, {
      action: "member.invited",
      ...ofFacility(actor),
      subject: { kind: "invitation", id },
      detail: { roles: roles.join(" ") },
    });

    return "sent";
  });
}

/** The link of before opens nothing any more. */
export async function inviteAgain(
  center: Center,
  actor: FacilityActor,
  id: string,
): Promise<"sent" | "limited" | "not-found"> {
  const { db, clock } = center;
  const known = await findInvitation(db, actor.facilityId, id);
  if (!known) {
    return "not-found";
  }
  if (!(await mayWriteTo(center, actor, known.mail))) {
    return "limited";
  }

  return transaction(db, async (tx) => {
    await lockMembers(tx, actor.facilityId);
    const invitation = await findInvitation(tx, actor.facilityId, id);
    if (!invitation) {
      return "not-found";
    }
    const handover = await findHandover(tx, actor.facilityId);
    const isCarrying = handover?.invitationId === id;
    const giver = isCarrying ? await findAccount(tx, handover.fromAccount) : undefined;
    await send(tx, center, actor, {
      ...invitation,
      handover:
        isCarrying && giver ? { giver: giver.name, effectiveOn: handover.effectiveOn } : null,
    });
    await audit(tx, clock, {
      action: "member.invited-again",
      ...ofFacility(actor),
      subject: { kind: "invitation", id },
    });

    return "sent";
  });
}

/** @returns false when it was accepted or withdrawn meanwhile */
export async function withdrawInvitation(
  center: Center,
  actor: FacilityActor,
  id: string,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const isDeleted = await deleteInvitation(tx, actor.facilityId, id);
    if (isDeleted) {
      await audit(tx, center.clock, {
        action: "member.invitation-withdrawn",
        ...ofFacility(actor),
        subject: { kind: "invitation", id },
      });
    }

    return isDeleted;
  });
}

/** The successor is invited as 管理者; the actor steps back when they have joined and the day has come. */
export async function offerHandover(
  center: Center,
  actor: FacilityActor,
  { mail, effectiveOn, kept }: HandoverForm,
): Promise<"sent" | "limited" | "under-way" | "own-address" | "not-administrator"> {
  const { db, clock } = center;
  if (mail === actor.mail) {
    return "own-address";
  }
  if (!(await mayWriteTo(center, actor, mail))) {
    return "limited";
  }

  return transaction(db, async (tx) => {
    const { facilityId } = actor;
    const members = await lockMembers(tx, facilityId);
    if (!members.some((member) => member.accountId === actor.id && isAdministrator(member))) {
      return "not-administrator";
    }
    if (await findHandover(tx, facilityId)) {
      return "under-way";
    }
    const before = (await invitationsOf(tx, facilityId)).find((each) => each.mail === mail);
    const invitationId = before?.id ?? newId();
    await send(tx, center, actor, {
      id: invitationId,
      mail,
      roles: ["administrator"],
      handover: { giver: actor.name, effectiveOn },
    });
    await insertHandover(tx, {
      facilityId,
      fromAccount: actor.id,
      keptRoles: keptRoles(kept),
      effectiveOn,
      offeredAt: clock.now(),
      invitationId,
      toAccount: null,
    });
    await audit(tx, clock, {
      action: "handover.offered",
      ...ofFacility(actor),
      subject: { kind: "invitation", id: invitationId },
      detail: { kept, effectiveOn: effectiveOn.toString() },
    });

    return "sent";
  });
}

/** Also after the successor has joined, up to the day. @returns false when there is nothing to take back */
export async function withdrawHandover(center: Center, actor: FacilityActor): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    await lockMembers(tx, actor.facilityId);
    const handover = await deleteHandover(tx, actor.facilityId);
    if (!handover) {
      return false;
    }
    if (handover.invitationId !== null) {
      await deleteInvitation(tx, actor.facilityId, handover.invitationId);
    }
    await audit(tx, center.clock, {
      action: "handover.withdrawn",
      ...ofFacility(actor),
      subject: { kind: "account", id: handover.fromAccount },
    });

    return true;
  });
}

/** How often a facility may make us write, and how often an address may be written to. */
async function mayWriteTo(
  { db, clock }: Center,
  { facilityId }: FacilityActor,
  mail: string,
): Promise<boolean> {
  return (
    (await allowAttempt(db, clock, `invitation:${facilityId}`, limits.invitations)) &&
    (await allowAttempt(db, clock, `invitation:${mail}`, limits.invitationsOfAddress))
  );
}

type Sending = Wanted & {
  readonly id: string;
  /** What it carries: who hands over, and when. */
  readonly handover: { readonly giver: string; readonly effectiveOn: Temporal.PlainDate } | null;
};

async function send(
  tx: Tx,
  center: Center,
  actor: FacilityActor,
  { id, mail, roles, handover }: Sending,
): Promise<void> {
  const { facilityId, facilityName } = actor;
  const { publicUrl, invitationDays } = center.config;
  const token = newToken();
  const invitedAt = center.clock.now();
  const expiresAt = invitedAt.add({ hours: invitationDays * 24 });
  await putInvitation(tx, {
    id,
    tokenHash: sha256(token),
    facilityId,
    mail,
    roles,
    invitedBy: actor.id,
    invitedAt,
    expiresAt,
  });
  const letter = invitationMail(publicUrl, {
    facilityName,
    inviter: handover?.giver ?? actor.name,
    roles,
    expiresAt,
    token,
    effectiveOn: handover?.effectiveOn ?? null,
  });
  await queueMail(tx, { to: mail, ...letter });
}
