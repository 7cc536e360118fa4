/** Saying no to an invitation: by whoever has its link, who need not sign in for it. */
import { queueMail, sha256, transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { declinedInvitationMail } from "../people-mails.ts";
import { findAccount } from "../store.ts";
import { deleteHandover, findHandover } from "../store/handovers.ts";
import { findOpenInvitation, takeInvitation } from "../store/invitations.ts";
import { lockMembers } from "../store/memberships.ts";

/** With the hand-over that it may carry. @returns false when it was used, sent anew or withdrawn meanwhile */
export async function declineInvitation(center: Center, token: string): Promise<boolean> {
  const { db, clock, config } = center;
  const tokenHash = sha256(token);

  return transaction(db, async (tx) => {
    const invitation = await findOpenInvitation(tx, tokenHash, clock.now());
    if (!invitation) {
      return false;
    }
    const { id, facilityId, facilityName, mail, invitedBy } = invitation;
    await lockMembers(tx, facilityId);
    const handover = await findHandover(tx, facilityId);
    if (!(await takeInvitation(tx, tokenHash))) {
      return false;
    }
    const isHandover = handover?.invitationId === id;
    if (isHandover) {
      await deleteHandover(tx, facilityId);
    }
    await audit(tx, clock, {
      action: isHandover ? "handover.declined" : "member.invitation-declined",
      actor: { kind: "system", id: "portal" },
      facilityId,
      subject: { kind: "invitation", id },
    });
    const inviter = await findAccount(tx, isHandover ? handover.fromAccount : invitedBy);
    if (inviter) {
      const letter = declinedInvitationMail(config.publicUrl, { facilityName, mail, isHandover });
      await queueMail(tx, { to: inviter.mail, ...letter });
    }

    return true;
  });
}
