/** The upkeep of the lists: fetched from where they are published, checked, put in force, and every attempt written down. */
import { createHash } from "node:crypto";
import { enqueueOnce, newId, transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { TrustError, partitionOf } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { installTrust } from "../actions/install-trust.ts";
import { download } from "./download.ts";
import type { Downloaded } from "./download.ts";
import { dueAt } from "./due.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { Round } from "./one-at-a-time.ts";
import {
  forgetAttemptsBefore,
  insertAttempt,
  lastAttempts,
  listFrom,
  partitionOfDigest,
} from "./store.ts";
import type { FetchAttempt, ListFromAddress } from "./store.ts";

declare module "@madoguchi/platform" {
  interface Jobs {
    /** All addresses, or those whose time has come. */
    "fetch-revocation-lists": { readonly which: Round };
  }
}

/** Every five minutes, and once only: what fails is due again by its own rule. */
export const REVOCATION_CRONTAB =
  '*/5 * * * * fetch-revocation-lists ?max=1&jobKey=fetch-revocation-lists-due {which:"due"}';

const KEPT_DAYS = 90;

/** 「今すぐ取りに行く」. */
export async function askForLists(center: Center, actor: OfficialActor): Promise<void> {
  await transaction(center.db, async (tx) => {
    await enqueueOnce(tx, "fetch-revocation-lists", { which: "all" });
    await audit(tx, center.clock, {
      action: "revocation-lists.asked-for",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "center", id: "center" },
    });
  });
}

/** One for a process. @param stop when the process ends: nobody waits for somebody else's server then */
export function createListFetcher(
  center: Center,
  stop: AbortSignal,
): (which: Round) => Promise<void> {
  return oneAtATime((which) => fetchLists(center, which, stop));
}

/** One address after the other: the lists are large, and checks go on beside. */
async function fetchLists(center: Center, which: Round, stop: AbortSignal): Promise<void> {
  for (const address of center.config.crlUrls) {
    if (stop.aborted) return;
    const list = await listFrom(center.db, address);
    if (which === "all" || (await isDue(center, address, list))) {
      await fetchList(center, address, list, stop);
    }
  }
}

async function isDue(
  center: Center,
  address: string,
  list: ListFromAddress | undefined,
): Promise<boolean> {
  const now = center.clock.now();
  const attempts = await lastAttempts(center.db, address);
  const due = dueAt({ attempts, nextUpdate: list?.nextUpdate ?? null }, now);

  return Temporal.Instant.compare(due, now) <= 0;
}

async function fetchList(
  center: Center,
  address: string,
  list: ListFromAddress | undefined,
  stop: AbortSignal,
): Promise<void> {
  const now = center.clock.now();
  // Past its nextUpdate, a list is asked for in any case: a cache on the way may not know better.
  const isCurrent = list !== undefined && Temporal.Instant.compare(now, list.nextUpdate) < 0;
  const known = isCurrent && list.inForce ? list : null;
  const downloaded = await download(address, known, { stop });
  if (stop.aborted) return;
  try {
    await transaction(center.db, async (tx) => {
      const found = await take(tx, center, downloaded, list);
      await record(tx, center, { address, ...found });
    });
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    const found = { ...nothing, outcome: "refused", reason: error.detail } as const;
    await transaction(center.db, (tx) => record(tx, center, { address, ...found }));
  }
}

type Found = Omit<FetchAttempt, "id" | "at" | "address">;

const nothing = { issuer: null, scope: null, digest: null, etag: null, lastModified: null };

/** @throws TrustError for a list that is not to be believed: what is in force stays. */
async function take(
  tx: Tx,
  center: Center,
  downloaded: Downloaded,
  before: ListFromAddress | undefined,
): Promise<Found> {
  switch (downloaded.kind) {
    case "unreachable":
      return { ...nothing, outcome: "unreachable", reason: downloaded.reason };
    case "unchanged":
      return { ...nothing, ...partOf(before), outcome: "same", reason: null };
    case "list": {
      const { der, etag, lastModified } = downloaded;
      const digest = createHash("sha256").update(der).digest();
      const partition = await partitionOfDigest(tx, digest);

      return partition
        ? { ...partition, digest, etag, lastModified, outcome: "same", reason: null }
        : { digest, etag, lastModified, ...(await install(tx, center, der)) };
    }
  }
}

function partOf(list: ListFromAddress | undefined) {
  if (list === undefined) return nothing;
  const { issuer, scope, digest, etag, lastModified } = list;

  return { issuer, scope, digest, etag, lastModified };
}

async function install(
  tx: Tx,
  center: Center,
  der: Uint8Array,
): Promise<Pick<Found, "outcome" | "reason" | "issuer" | "scope">> {
  const [installed] = await installTrust(tx, center.clock, { roots: [], crls: [der] });
  if (installed === undefined) throw new Error("a list was neither put in force nor kept out");
  const { outcome, list } = installed;
  const { issuer, scope } = partitionOf(list);
  const partition = { issuer: Uint8Array.from(Buffer.from(issuer, "hex")), scope };
  switch (outcome) {
    case "swapped":
      await audit(tx, center.clock, {
        action: "revocation-list.swapped",
        actor: { kind: "system", id: "fetch-revocation-lists" },
        facilityId: null,
        subject: { kind: "trust-anchor", id: issuer },
        detail: { number: list.number?.toString() ?? null, entries: list.entries.size },
      });
      return { ...partition, outcome, reason: null };
    case "same":
      return { ...partition, outcome, reason: null };
    case "older":
    case "number":
    case "not-yet":
      return { ...partition, outcome: "refused", reason: outcome };
  }
}

async function record(
  tx: Tx,
  center: Center,
  attempt: Omit<FetchAttempt, "id" | "at">,
): Promise<void> {
  const at = center.clock.now();
  await insertAttempt(tx, { id: newId(), at, ...attempt });
  await forgetAttemptsBefore(tx, at.subtract({ hours: KEPT_DAYS * 24 }));
}
