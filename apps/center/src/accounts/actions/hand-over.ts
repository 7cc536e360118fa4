/** 管理者 passes from one to the next: when the successor has joined, and the agreed day has come. */
import { tokyoToday } from "@madoguchi/notation";
import { queueMail, transaction } from "@madoguchi/platform";
import type { Letter, Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { mailFacility } from "../mail.ts";
import { handoverAgreedMail, handoverDoneMail, handoverLapsedMail } from "../people-mails.ts";
import { canHandOver, isAdministrator } from "../rules/people.ts";
import type { Holder } from "../rules/people.ts";
import { findAccount } from "../store.ts";
import { deleteHandover, dueHandovers, findHandover, insertHandover } from "../store/handovers.ts";
import type { Handover } from "../store/handovers.ts";
import { deleteInvitation } from "../store/invitations.ts";
import { deleteMembership, lockMembers, setRoles } from "../store/memberships.ts";

/** What the worker has of a center. */
type Place = Pick<Center, "config" | "db" | "clock">;
type Agreed = Handover & { readonly toAccount: string };

const SYSTEM = { kind: "system", id: "hand-over" } as const;

/** For the transaction in which the successor joins, after they did. The offer ended with its invitation. */
export async function agree(tx: Tx, center: Place, handover: Agreed): Promise<void> {
  await insertHandover(tx, handover);
  const members = await lockMembers(tx, handover.facilityId);
  if (Temporal.PlainDate.compare(handover.effectiveOn, tokyoToday(center.clock)) <= 0) {
    await stepBack(tx, center, handover, members);
  } else {
    await tellBoth(tx, handover, (about) => handoverAgreedMail(center.config.publicUrl, about));
  }
}

/** For each change of a facility's people: an agreement that can no longer be kept ends, and the 管理者 are told. */
export async function endBrokenHandover(
  tx: Tx,
  center: Place,
  facilityId: string,
  members: readonly Holder[],
): Promise<void> {
  const handover = await findHandover(tx, facilityId);
  if (!handover || isStanding(handover, members)) {
    return;
  }
  await deleteHandover(tx, facilityId);
  if (handover.invitationId !== null) {
    await deleteInvitation(tx, facilityId, handover.invitationId);
  }
  const facility = await findFacility(tx, facilityId);
  const letter = handoverLapsedMail(center.config.publicUrl, facility?.name ?? "");
  await mailFacility(tx, facilityId, letter, "people");
  await audit(tx, center.clock, {
    action: "handover.lapsed",
    actor: SYSTEM,
    facilityId,
    subject: { kind: "account", id: handover.fromAccount },
  });
}

function isStanding({ fromAccount, toAccount }: Handover, members: readonly Holder[]): boolean {
  return toAccount === null
    ? members.some((member) => member.accountId === fromAccount && isAdministrator(member))
    : canHandOver(members, { fromAccount, toAccount });
}

/** Each in a transaction of its own: one that fails does not hold up the others. @throws the first failure, at the end */
export async function takeDueHandovers(center: Place): Promise<void> {
  const failures: unknown[] = [];
  const today = tokyoToday(center.clock);
  for (const { facilityId } of await dueHandovers(center.db, today)) {
    await transaction(center.db, async (tx) => {
      const members = await lockMembers(tx, facilityId);
      // Whoever held the lock before may have taken it back.
      const handover = await findHandover(tx, facilityId);
      if (handover && isAgreed(handover)) {
        await stepBack(tx, center, handover, members);
      }
    }).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) {
    throw failures[0];
  }
}

function isAgreed(handover: Handover): handover is Agreed {
  return handover.toAccount !== null;
}

async function stepBack(
  tx: Tx,
  center: Place,
  handover: Agreed,
  members: readonly Holder[],
): Promise<void> {
  const { facilityId, fromAccount, toAccount, keptRoles } = handover;
  if (!canHandOver(members, handover)) {
    await endBrokenHandover(tx, center, facilityId, members);

    return;
  }
  const giver = { accountId: fromAccount, facilityId, roles: keptRoles };
  await (keptRoles.length > 0 ? setRoles(tx, giver) : deleteMembership(tx, giver));
  await deleteHandover(tx, facilityId);
  await tellBoth(tx, handover, handoverDoneMail);
  await audit(tx, center.clock, {
    action: "handover.done",
    actor: SYSTEM,
    facilityId,
    subject: { kind: "account", id: toAccount },
    detail: { from: fromAccount, kept: keptRoles.join(" ") },
  });
}

async function tellBoth(
  tx: Tx,
  { facilityId, fromAccount, toAccount, keptRoles, effectiveOn }: Agreed,
  write: (about: Parameters<typeof handoverDoneMail>[0]) => Letter,
): Promise<void> {
  const [facility, giver, successor] = await Promise.all([
    findFacility(tx, facilityId),
    findAccount(tx, fromAccount),
    findAccount(tx, toAccount),
  ]);
  if (!facility || !giver || !successor) {
    throw new Error(`the hand-over of facility ${facilityId} names somebody who is not there`);
  }
  const letter = write({
    facilityName: facility.name,
    giver: giver.name,
    successor: successor.name,
    kept: keptRoles,
    effectiveOn,
  });
  for (const { mail } of [giver, successor]) {
    await queueMail(tx, { to: mail, ...letter });
  }
}
