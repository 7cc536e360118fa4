import type { Session } from "@madoguchi/platform";
import type { KnownAccount } from "./store.ts";

/** Who it is, and by which session. */
export type SignedIn = { readonly account: KnownAccount; readonly session: Session };
