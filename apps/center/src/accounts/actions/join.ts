/** Accepting an invitation: as the person whose address it was sent to, with an account or without one yet. */
import { hashPassword, newId, sha256, sqlState, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { mailFacility } from "../mail.ts";
import { joinedMail } from "../people-mails.ts";
import { passwordProblem } from "../rules/passwords.ts";
import type { SignedIn } from "../signed-in.ts";
import { findAccountByMail, insertAccount } from "../store.ts";
import { findHandover } from "../store/handovers.ts";
import type { Handover } from "../store/handovers.ts";
import { findOpenInvitation, takeInvitation } from "../store/invitations.ts";
import type { OpenInvitation } from "../store/invitations.ts";
import { insertMembership, lockMembers, setRoles } from "../store/memberships.ts";
import type { MembershipRow } from "../store/memberships.ts";
import { agree } from "./hand-over.ts";
import { ofFacility } from "./parties.ts";
import { startSession } from "./sign-in.ts";

export type Guest =
  /** Nobody has the address: a name and a password make an account. */
  | "newcomer"
  | "known"
  /** An official's, who acts for no facility. */
  | "official";

/** The invitation, while it is good, and who was invited as far as the center knows them. Only who has the link is told. */
export async function openInvitation(
  center: Center,
  token: string,
): Promise<{ readonly invitation: OpenInvitation; readonly guest: Guest } | null> {
  const invitation = await findOpenInvitation(center.db, sha256(token), center.clock.now());
  if (!invitation) {
    return null;
  }
  const account = await findAccountByMail(center.db, invitation.mail);
  const guest = !account ? "newcomer" : account.realm === "facility" ? "known" : "official";

  return { invitation, guest };
}

export async function joinAsKnown(
  center: Center,
  { account, session }: SignedIn,
  token: string,
): Promise<"joined" | "link-ended"> {
  const open = await openInvitation(center, token);
  if (open?.invitation.mail !== account.mail) {
    return "link-ended";
  }

  return transaction(center.db, async (tx) => {
    const taken = await take(tx, center, token);
    if (!taken) {
      return "link-ended";
    }
    await join(tx, center, taken, account);
    await center.sessions.actFor(tx, session.id, taken.invitation.facilityId);

    return "joined";
  });
}

export type NewcomerResult = "joined" | "link-ended" | { readonly problem: string };

/** Who reads the mailbox proves the address; they are signed in at once. */
export async function joinAsNewcomer(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<NewcomerResult> {
  const open = await openInvitation(center, token);
  if (open?.guest !== "newcomer") {
    return "link-ended";
  }
  const { mail, facilityName } = open.invitation;
  const problem = await passwordProblem(password, [name, mail, facilityName]);
  if (problem !== null) {
    return { problem };
  }
  const account = {
    id: newId(),
    realm: "facility",
    mail,
    name,
    passwordHash: await hashPassword(password),
    createdAt: center.clock.now(),
  } as const;
  try {
    const isDone = await transaction(center.db, async (tx) => {
      const taken = await take(tx, center, token);
      if (taken) {
        await insertAccount(tx, account);
        await join(tx, center, taken, account);
      }

      return taken !== null;
    });
    if (!isDone) {
      return "link-ended";
    }
  } catch (error) {
    // Somebody made an account with the address meanwhile.
    if (sqlState(error) === "23505") {
      return "link-ended";
    }
    throw error;
  }
  await startSession(center, request, reply, account, { proven: true, way: "link" });

  return "joined";
}

type Taken = {
  readonly invitation: OpenInvitation;
  readonly members: readonly MembershipRow[];
  /** What it carried. */
  readonly handover: Handover | null;
};

/** Uses the invitation up. @returns null when it was used, sent anew or withdrawn meanwhile */
async function take(tx: Tx, { clock }: Center, token: string): Promise<Taken | null> {
  const tokenHash = sha256(token);
  const invitation = await findOpenInvitation(tx, tokenHash, clock.now());
  if (!invitation) {
    return null;
  }
  const members = await lockMembers(tx, invitation.facilityId);
  const handover = await findHandover(tx, invitation.facilityId);
  if (!(await takeInvitation(tx, tokenHash))) {
    return null;
  }

  return {
    invitation,
    members,
    handover: handover?.invitationId === invitation.id ? handover : null,
  };
}

async function join(
  tx: Tx,
  center: Center,
  { invitation, members, handover }: Taken,
  account: { readonly id: string; readonly name: string },
): Promise<void> {
  const { id, facilityId, facilityName } = invitation;
  const before = members.find(({ accountId }) => accountId === account.id);
  const roles = [...new Set([...(before?.roles ?? []), ...invitation.roles])];
  const membership = { accountId: account.id, facilityId, roles };
  await (before
    ? setRoles(tx, membership)
    : insertMembership(tx, { ...membership, joinedAt: center.clock.now() }));
  await audit(tx, center.clock, {
    action: handover ? "handover.accepted" : "member.joined",
    ...ofFacility({ id: account.id, facilityId }),
    subject: { kind: "invitation", id },
    detail: { roles: roles.join(" ") },
  });
  if (handover) {
    await agree(tx, center, { ...handover, invitationId: null, toAccount: account.id });
  } else {
    const letter = { facilityName, name: account.name, roles };
    await mailFacility(tx, facilityId, joinedMail(center.config.publicUrl, letter), "people");
  }
}
