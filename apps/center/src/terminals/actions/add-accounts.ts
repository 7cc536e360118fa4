/** More app accounts than were applied for: at once, up to the limit of the facility's kind, each time with a reason. */
import { newId, transaction } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { addedMail } from "../mails.ts";
import type { AdditionReason } from "../rules.ts";
import { insertAddition, roomForAccounts } from "../store/additions.ts";
import { issueAppAccount } from "./issue-account.ts";

export type Addition = {
  readonly count: number;
  readonly reason: AdditionReason;
  /** For a reason of their own. */
  readonly note: string | null;
  /** How many accounts the person saw: a form that is sent twice adds once. */
  readonly seen: number;
};

export type AdditionResult =
  | { readonly kind: "added" }
  /** Nothing was approved yet, so there is nothing to add to. */
  | { readonly kind: "not-approved" }
  | { readonly kind: "too-many"; readonly left: number }
  | { readonly kind: "changed-meanwhile" };

export async function addAppAccounts(
  center: Center,
  actor: FacilityActor,
  { count, reason, note, seen }: Addition,
): Promise<AdditionResult> {
  return transaction(center.db, async (tx): Promise<AdditionResult> => {
    const { facilityId } = actor;
    const room = await roomForAccounts(tx, facilityId, actor.facilityKind);
    if (room.accounts === 0) {
      return { kind: "not-approved" };
    }
    if (room.accounts !== seen) {
      return { kind: "changed-meanwhile" };
    }
    if (room.accounts + count > room.limit) {
      return { kind: "too-many", left: Math.max(0, room.limit - room.accounts) };
    }
    const id = newId();
    await insertAddition(tx, {
      id,
      facilityId,
      accounts: count,
      reason,
      note,
      addedAt: center.clock.now(),
      accountId: actor.id,
    });
    const userIds: string[] = [];
    while (userIds.length < count) {
      userIds.push(
        await issueAppAccount(tx, center.clock, facilityId, { kind: "person", id: actor.id }),
      );
    }
    await audit(tx, center.clock, {
      action: "app-accounts.added",
      actor: { kind: "person", id: actor.id },
      facilityId,
      subject: { kind: "app-account-addition", id },
      detail: { count, reason },
    });
    await mailFacility(tx, facilityId, addedMail(center.config.publicUrl, actor, userIds));

    return { kind: "added" };
  });
}
