/** Invitations to a facility: each good once, for one address, and for a while. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { FacilityRole } from "../rules/rights.ts";

type InvitationTable = {
  id: string;
  tokenHash: Uint8Array;
  facilityId: string;
  mail: string;
  roles: readonly FacilityRole[];
  invitedBy: string;
  invitedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
};

declare module "@madoguchi/platform" {
  interface Tables {
    invitation: InvitationTable;
  }
}

export type Invitation = Selectable<InvitationTable>;
export type OpenInvitation = Invitation & { readonly facilityName: string };

/** A second one to the same address takes the place of the first. */
export async function putInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  const { facilityId: _, mail: __, ...rest } = invitation;
  await tx
    .insertInto("invitation")
    .values(invitation)
    .onConflict((conflict) => conflict.columns(["facilityId", "mail"]).doUpdateSet(rest))
    .execute();
}

/** Also those that nobody answered in time: they can be sent again. */
export async function invitationsOf(executor: Executor, facilityId: string): Promise<Invitation[]> {
  return executor
    .selectFrom("invitation")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .orderBy("invitedAt")
    .orderBy("id")
    .execute();
}

export async function findInvitation(
  executor: Executor,
  facilityId: string,
  id: string,
): Promise<Invitation | undefined> {
  return executor
    .selectFrom("invitation")
    .selectAll()
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function findOpenInvitation(
  executor: Executor,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<OpenInvitation | undefined> {
  return executor
    .selectFrom("invitation")
    .innerJoin("facility", "facility.id", "invitation.facilityId")
    .selectAll("invitation")
    .select("facility.name as facilityName")
    .where("tokenHash", "=", tokenHash)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
}

/** @returns false when it was used, sent anew or withdrawn meanwhile */
export async function takeInvitation(tx: Tx, tokenHash: Uint8Array): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("invitation")
    .where("tokenHash", "=", tokenHash)
    .executeTakeFirst();

  return numDeletedRows === 1n;
}

/** With the offer of a hand-over that it may carry. @returns false when there is no such invitation */
export async function deleteInvitation(tx: Tx, facilityId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("invitation")
    .where("facilityId", "=", facilityId)
    .where("id", "=", id)
    .executeTakeFirst();

  return numDeletedRows === 1n;
}
