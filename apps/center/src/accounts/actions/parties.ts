import type { Account } from "../store.ts";

/** For the audit of what somebody does with their own account: it concerns all their facilities, and so none. */
export function partiesOf({ id, realm }: Pick<Account, "id" | "realm">) {
  return {
    actor: { kind: realm === "office" ? "official" : "person", id },
    facilityId: null,
    subject: { kind: "account", id },
  } as const;
}
