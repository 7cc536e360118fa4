/** What has to be said in every language. */
import type { RevocationReason } from "../crl-entries.ts";
import type { Misfit, Standing } from "../jpki.ts";
import type { RevocationGap } from "../revocation.ts";
import type { Damage } from "./damage.ts";

/** Why it is so, and what to do. In Japanese each sentence has 60 characters at most. */
export type Text = { readonly cause: string; readonly nextStep: string };

export type Texts = {
  readonly trusted: Readonly<Record<Standing, Text>>;
  readonly expired: Text;
  readonly revoked: Readonly<Record<RevocationReason, Text>>;
  readonly "not-yet-valid": Text;
  readonly "unknown-issuer": Text;
  readonly malformed: Readonly<Record<Damage, Text>>;
  readonly "wrong-purpose": Readonly<Record<Misfit, Text>>;
  readonly "revocation-unknown": Readonly<Record<RevocationGap, Text>>;
};
