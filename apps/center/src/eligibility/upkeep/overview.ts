/** All that the office's page shows: each partition's list with who brings it, and the addresses that have brought none yet. */
import {
  directoryNameWords,
  fingerprintOf,
  parseCertificate,
  partitionWords,
} from "@madoguchi/trust";
import type { Freshness } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import type { Center } from "../../center.ts";
import { listFreshness } from "../actions/install-trust.ts";
import { readTrustAnchors } from "../store/roots.ts";
import { dueAt } from "./due.ts";
import { lastAttempts, listFrom } from "./store.ts";
import type { FetchAttempt } from "./store.ts";

export type Address = {
  readonly address: string;
  /** The newest first. */
  readonly attempts: readonly FetchAttempt[];
  readonly due: Temporal.Instant;
};

type Listed = Awaited<ReturnType<typeof listFreshness>>[number];

export type Partition = Listed & {
  /** In words. */
  readonly issuerName: string;
  /** The fingerprint of its root, hex: generations share one name. */
  readonly fingerprint: string;
  /** In words; empty for all the issuer's certificates. */
  readonly scopeName: string;
  readonly addresses: readonly Address[];
};

export type Overview = {
  readonly counts: Readonly<Record<Freshness, number>>;
  /** Those of the page asked for, what is worst first. */
  readonly partitions: readonly Partition[];
  readonly withoutList: readonly Address[];
};

export const PARTITIONS_ON_A_PAGE = 20;

const WORST_FIRST: readonly Freshness[] = ["stale", "not-yet", "late", "fresh"];

/** @param page from 1 */
export async function overviewOf(center: Center, page: number): Promise<Overview> {
  const lists = await listFreshness(center.db, center.clock);
  const names = await issuerNames(center);
  const places = await Promise.all(
    center.config.crlUrls.map(async (address) => ({
      address,
      list: await listFrom(center.db, address),
    })),
  );
  const addressesOf = (partition: PartitionKey | undefined): Promise<readonly Address[]> =>
    Promise.all(
      places
        .filter(({ list }) => keyOf(list) === keyOf(partition))
        .map(async ({ address, list }) => {
          const attempts = await lastAttempts(center.db, address);
          const standing = { attempts, nextUpdate: list?.nextUpdate ?? null };

          return { address, attempts, due: dueAt(standing, center.clock.now()) };
        }),
    );
  const rank = ({ freshness }: Listed): number => WORST_FIRST.indexOf(freshness);
  const shown = lists
    .toSorted((a, b) => rank(a) - rank(b))
    .slice((page - 1) * PARTITIONS_ON_A_PAGE, page * PARTITIONS_ON_A_PAGE);

  return {
    counts: countsOf(lists),
    partitions: await Promise.all(
      shown.map(async (list) => {
        const fingerprint = hex(list.issuer);

        return {
          ...list,
          issuerName: names.get(fingerprint) ?? "",
          fingerprint,
          scopeName: partitionWords(list.scope),
          addresses: await addressesOf(list),
        };
      }),
    ),
    withoutList: await addressesOf(undefined),
  };
}

function countsOf(lists: readonly Listed[]): Readonly<Record<Freshness, number>> {
  const counts = { fresh: 0, late: 0, stale: 0, "not-yet": 0 };
  for (const { freshness } of lists) {
    counts[freshness] += 1;
  }

  return counts;
}

async function issuerNames(center: Center): Promise<ReadonlyMap<string, string>> {
  const roots = (await readTrustAnchors(center.db)).map((der) => parseCertificate(der));

  return new Map(
    roots.map(({ encoded, subject }) => [fingerprintOf(encoded), directoryNameWords(subject.key)]),
  );
}

type PartitionKey = { readonly issuer: Uint8Array; readonly scope: string };

function keyOf(partition: PartitionKey | undefined): string | undefined {
  return partition && `${hex(partition.issuer)} ${partition.scope}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
