/** The attempts to fetch a list. */
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Validators } from "./download.ts";
import type { FetchOutcome } from "./due.ts";

type RevocationFetchTable = {
  id: string;
  address: string;
  at: Temporal.Instant;
  outcome: FetchOutcome;
  reason: string | null;
  issuer: Uint8Array | null;
  scope: string | null;
  digest: Uint8Array | null;
  etag: string | null;
  lastModified: string | null;
};

declare module "@madoguchi/platform" {
  interface Tables {
    revocationFetch: RevocationFetchTable;
  }
}

export type FetchAttempt = Selectable<RevocationFetchTable>;

export async function insertAttempt(tx: Tx, attempt: FetchAttempt): Promise<void> {
  await tx.insertInto("revocationFetch").values(attempt).execute();
}

/** Enough for the longest pause between two tries, and for a page. */
const ATTEMPTS_READ = 12;

/** The newest first. */
export async function lastAttempts(
  executor: Executor,
  address: string,
): Promise<readonly FetchAttempt[]> {
  return executor
    .selectFrom("revocationFetch")
    .selectAll()
    .where("address", "=", address)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(ATTEMPTS_READ)
    .execute();
}

export type ListFromAddress = Validators & {
  readonly issuer: Uint8Array;
  readonly scope: string;
  readonly digest: Uint8Array;
  readonly nextUpdate: Temporal.Instant;
  /** Whether the bytes that came from there last are those in force. */
  readonly inForce: boolean;
};

/** The list in force of the partition that this address gave last, if any. */
export async function listFrom(
  executor: Executor,
  address: string,
): Promise<ListFromAddress | undefined> {
  return executor
    .selectFrom("revocationFetch")
    .innerJoin("revocationList", (join) =>
      join
        .onRef("revocationList.issuer", "=", "revocationFetch.issuer")
        .onRef("revocationList.scope", "=", "revocationFetch.scope"),
    )
    .select(["revocationList.issuer", "revocationList.scope", "revocationList.digest"])
    .select(["etag", "lastModified", "nextUpdate"])
    .select(
      sql<boolean>`revocation_fetch.digest is not distinct from revocation_list.digest`.as(
        "inForce",
      ),
    )
    .where("address", "=", address)
    .where("outcome", "in", ["swapped", "same"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** @returns the partition whose list has these bytes, if one has */
export async function partitionOfDigest(
  executor: Executor,
  digest: Uint8Array,
): Promise<{ readonly issuer: Uint8Array; readonly scope: string } | undefined> {
  return executor
    .selectFrom("revocationList")
    .select(["issuer", "scope"])
    .where("digest", "=", digest)
    .executeTakeFirst();
}

export async function forgetAttemptsBefore(tx: Tx, instant: Temporal.Instant): Promise<void> {
  await tx.deleteFrom("revocationFetch").where("at", "<", instant).execute();
}
