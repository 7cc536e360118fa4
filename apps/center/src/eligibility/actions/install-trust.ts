/** Roots and revocation lists, put in force: all of them, or with a TrustError none. */
import { setImmediate as pause } from "node:timers/promises";
import {
  fingerprintOf,
  freshnessOf,
  inTurns,
  loadAnchors,
  loadRevocationListInTurns,
  partitionOf,
  swapList,
} from "@madoguchi/trust";
import type { Freshness, KeepReason, RevocationList, TrustAnchor } from "@madoguchi/trust";
import type { Clock } from "@madoguchi/notation";
import type { Executor, Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import {
  findListReference,
  listStandings,
  putDropped,
  putRevocationList,
  readDropped,
} from "../store/lists.ts";
import type { ListStanding } from "../store/lists.ts";
import { insertTrustAnchor, raiseTrustRevision, readTrustAnchors } from "../store/roots.ts";
import { droppedOf, loadList } from "../trust.ts";

/** What became of one list. */
export type ListInstalled = {
  readonly outcome: "swapped" | KeepReason;
  readonly list: RevocationList;
};

/**
 * Adds roots, and puts lists in force where they are newer than those there. No root is removed.
 * @param material lists may be of roots that were installed before. @throws TrustError
 */
export async function installTrust(
  tx: Tx,
  clock: Clock,
  material: { readonly roots: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] },
): Promise<readonly ListInstalled[]> {
  // First, for it also keeps others from swapping lists at the same time.
  await raiseTrustRevision(tx);
  for (const [index, { certificate }] of loadAnchors(material.roots).entries()) {
    await insertTrustAnchor(tx, {
      fingerprint: fromHex(fingerprintOf(certificate.encoded)),
      certificate: material.roots[index] ?? new Uint8Array(),
      addedAt: clock.now(),
    });
  }
  const roots = loadAnchors(await readTrustAnchors(tx));
  const installed: ListInstalled[] = [];
  for (const list of material.crls) installed.push(await installList(tx, clock, list, roots));

  return installed;
}

async function installList(
  tx: Tx,
  clock: Clock,
  der: Uint8Array,
  roots: readonly TrustAnchor[],
): Promise<ListInstalled> {
  const now = clock.now();
  const list = await loadRevocationListInTurns(der, roots, pause);
  const { issuer, scope } = partitionOf(list);
  const partition = { issuer: fromHex(issuer), scope };
  const current = await inForce(tx, partition, roots);
  const swap = await inTurns(swapList(current, list, now.epochMilliseconds), pause);
  if (swap.kind === "kept") {
    return { outcome: swap.why, list };
  }
  await putRevocationList(tx, {
    ...partition,
    list: der,
    number: list.number?.toString() ?? null,
    entries: list.entries.size,
    thisUpdate: instant(list.thisUpdate),
    nextUpdate: instant(list.nextUpdate),
    installedAt: now,
  });
  const dropped = [...swap.list.dropped].map(([serial, { at, reason, keepUntil }]) => ({
    ...partition,
    serial,
    revokedAt: instant(at),
    reason,
    keepUntil: instant(keepUntil),
  }));
  await putDropped(tx, partition, dropped);

  return { outcome: "swapped", list: swap.list };
}

async function inForce(
  tx: Tx,
  partition: { readonly issuer: Uint8Array; readonly scope: string },
  roots: readonly TrustAnchor[],
): Promise<RevocationList | undefined> {
  const reference = await findListReference(tx, partition);
  if (reference === undefined) {
    return undefined;
  }
  const list = await loadList(tx, reference, roots);

  return { ...list, dropped: droppedOf(await readDropped(tx, partition)) };
}

/** How fresh each partition's list is: for the operator. */
export async function listFreshness(
  executor: Executor,
  clock: Clock,
): Promise<readonly (ListStanding & { readonly freshness: Freshness })[]> {
  const at = clock.now().epochMilliseconds;
  const standings = await listStandings(executor);

  return standings.map((standing) => ({
    ...standing,
    freshness: freshnessOf(
      {
        thisUpdate: standing.thisUpdate.epochMilliseconds,
        nextUpdate: standing.nextUpdate.epochMilliseconds,
      },
      at,
    ),
  }));
}

function instant(epochMilliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "hex"));
}
