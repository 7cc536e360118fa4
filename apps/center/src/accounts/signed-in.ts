import type { Session } from "@madoguchi/platform";
import type { Membership } from "./rules.ts";
import type { OfficialRole } from "./rules/office-rights.ts";
import type { KnownAccount } from "./store.ts";

/** Who it is, by which session, and for which facilities. */
export type SignedIn = {
  readonly account: KnownAccount;
  readonly session: Session;
  readonly memberships: readonly Membership[];
  readonly officialRoles: readonly OfficialRole[];
};
