/** Changing what people may do for a facility, and letting them go. There is always a 管理者 left. */
import { queueMail, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { mailFacility } from "../mail.ts";
import { leftMail, removedMail, rolesChangedMail } from "../people-mails.ts";
import type { FacilityActor, Membership } from "../rules.ts";
import { isAdministrator, leavesAdministrator } from "../rules/people.ts";
import type { FacilityRole } from "../rules/rights.ts";
import type { SignedIn } from "../signed-in.ts";
import { findAccount } from "../store.ts";
import { deleteMembership, lockMembers, setRoles } from "../store/memberships.ts";
import { endBrokenHandover } from "./hand-over.ts";
import { ofFacility } from "./parties.ts";

export type MemberChange = "changed" | "last-administrator" | "not-found";

export async function changeRoles(
  center: Center,
  actor: FacilityActor,
  accountId: string,
  roles: readonly FacilityRole[],
): Promise<MemberChange> {
  const { facilityId, facilityName } = actor;

  return transaction(center.db, async (tx) => {
    const result = await change(tx, center, { facilityId, accountId, roles, by: actor.id });
    const account = result === "changed" ? await findAccount(tx, accountId) : undefined;
    if (account) {
      await audit(tx, center.clock, {
        action: "member.roles-changed",
        ...ofFacility(actor),
        subject: { kind: "account", id: accountId },
        detail: { roles: roles.join(" ") },
      });
      const letter = rolesChangedMail(account.name, facilityName, roles);
      await queueMail(tx, { to: account.mail, ...letter });
    }

    return result;
  });
}

export async function removeMember(
  center: Center,
  actor: FacilityActor,
  accountId: string,
): Promise<MemberChange> {
  const { facilityId, facilityName } = actor;

  return transaction(center.db, async (tx) => {
    const result = await change(tx, center, { facilityId, accountId, roles: [], by: actor.id });
    const account = result === "changed" ? await findAccount(tx, accountId) : undefined;
    if (account) {
      await audit(tx, center.clock, {
        action: "member.removed",
        ...ofFacility(actor),
        subject: { kind: "account", id: accountId },
      });
      await queueMail(tx, { to: account.mail, ...removedMail(account.name, facilityName) });
    }

    return result;
  });
}

/** By oneself, from any of one's facilities. */
export async function leaveFacility(
  center: Center,
  { account }: SignedIn,
  { facilityId, facilityName }: Pick<Membership, "facilityId" | "facilityName">,
): Promise<MemberChange> {
  return transaction(center.db, async (tx) => {
    const oneself = { accountId: account.id, by: account.id };
    const result = await change(tx, center, { facilityId, roles: [], ...oneself });
    if (result === "changed") {
      await audit(tx, center.clock, {
        action: "member.left",
        ...ofFacility({ id: account.id, facilityId }),
        subject: { kind: "account", id: account.id },
      });
      await mailFacility(tx, facilityId, leftMail(facilityName, account.name), "people");
    }

    return result;
  });
}

/** @param wanted.roles none: the person acts for the facility no longer */
async function change(
  tx: Tx,
  center: Center,
  wanted: {
    readonly facilityId: string;
    readonly accountId: string;
    readonly roles: readonly FacilityRole[];
    readonly by: string;
  },
): Promise<MemberChange> {
  const { facilityId, accountId, roles, by } = wanted;
  const members = await lockMembers(tx, facilityId);
  const isThere = members.some((member) => member.accountId === accountId);
  // Who was 管理者 when they pressed the button, and was sent away meanwhile, decides nothing any more.
  const mayDecide =
    (by === accountId && roles.length === 0) ||
    members.some((member) => member.accountId === by && isAdministrator(member));
  if (!isThere || !mayDecide) {
    return "not-found";
  }
  if (!leavesAdministrator(members, accountId, roles)) {
    return "last-administrator";
  }
  await (roles.length > 0 ? setRoles(tx, wanted) : deleteMembership(tx, wanted));
  const after = members.map((member) =>
    member.accountId === accountId ? { ...member, roles } : member,
  );
  await endBrokenHandover(tx, center, facilityId, after);

  return "changed";
}
