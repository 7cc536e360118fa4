/** Versions of how each kind of case is decided. */
import type { Executor } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Work } from "../rules/claims.ts";
import type { TermsVersion } from "../rules/terms.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

declare module "@madoguchi/platform" {
  interface Tables {
    deskTerms: Mutable<TermsVersion>;
  }
}

/** Those that hold on that day. */
export async function termsOn(
  executor: Executor,
  work: Work,
  day: Temporal.PlainDate,
): Promise<TermsVersion> {
  return executor
    .selectFrom("deskTerms")
    .selectAll()
    .where("work", "=", work)
    .where("effectiveFrom", "<=", day)
    .orderBy("effectiveFrom", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}
