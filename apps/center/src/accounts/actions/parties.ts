import type { FacilityActor } from "../rules.ts";
import type { Account } from "../store.ts";

/** For the audit of what somebody does with their own account: it concerns all their facilities, and so none. */
export function partiesOf({ id, realm }: Pick<Account, "id" | "realm">) {
  return {
    actor: { kind: realm === "office" ? "official" : "person", id },
    facilityId: null,
    subject: { kind: "account", id },
  } as const;
}

/** For the audit of what somebody does for a facility. */
export function ofFacility({ id, facilityId }: Pick<FacilityActor, "id" | "facilityId">) {
  return { actor: { kind: "person", id }, facilityId } as const;
}
