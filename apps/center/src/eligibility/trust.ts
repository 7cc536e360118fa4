/** The roots and revocation lists that cards are judged by: kept in the database, read once a process and change. */
import { setImmediate as pause } from "node:timers/promises";
import {
  CertificateCache,
  fingerprintOf,
  loadAnchors,
  loadRevocationListInTurns,
} from "@madoguchi/trust";
import type { OcspEvidence, RevocationList, TrustAnchor } from "@madoguchi/trust";
import type { Executor } from "@madoguchi/platform";
import { listReferences, readDropped, readList } from "./store/lists.ts";
import type { DroppedRow, ListReference } from "./store/lists.ts";
import { readTrustAnchors } from "./store/roots.ts";

export type Trust = {
  readonly roots: readonly TrustAnchor[];
  readonly crls: readonly RevocationList[];
  readonly cache: CertificateCache;
  /** What an OCSP responder said about the certificate in question, where one is asked. */
  readonly ocsp?: OcspEvidence | undefined;
};

export type TrustReader = (executor: Executor, revision: number) => Promise<Trust>;

// About 4 KB each: the returning patients of a region's morning.
const CERTIFICATES_KEPT = 20_000;

type Kept = {
  readonly revision: number;
  readonly trust: Trust;
  /** By SHA-256, hex. */
  readonly lists: ReadonlyMap<string, RevocationList>;
};

/**
 * One for a process. A check waits until the lists of its revision are there, so that a revocation counts from the very next check
 * on; reading them goes on beside other work, once for all who wait, and only for lists that have changed.
 */
export function createTrustReader(): TrustReader {
  let kept: Kept | undefined;
  let coming: { readonly revision: number; readonly loaded: Promise<Kept> } | undefined;

  return async function read(executor, revision): Promise<Trust> {
    if (kept !== undefined && kept.revision >= revision) {
      return kept.trust;
    }
    if (coming !== undefined && coming.revision >= revision) {
      // It reads in somebody else's transaction; should that fail, it is this one's turn.
      const loaded = await coming.loaded.catch(() => undefined);

      return loaded?.trust ?? read(executor, revision);
    }
    const mine = { revision, loaded: load(executor, revision, kept) };
    coming = mine;
    try {
      kept = await mine.loaded;

      return kept.trust;
    } finally {
      if (coming === mine) {
        coming = undefined;
      }
    }
  };
}

async function load(executor: Executor, revision: number, before: Kept | undefined): Promise<Kept> {
  const { roots, cache } = await loadRoots(executor, before?.trust);
  const lists = new Map<string, RevocationList>();
  for (const reference of await listReferences(executor)) {
    const digest = toHex(reference.digest);
    const dropped = await readDropped(executor, reference);
    const list = before?.lists.get(digest) ?? (await loadList(executor, reference, roots));
    lists.set(digest, { ...list, dropped: droppedOf(dropped) });
  }

  return { revision, trust: { roots, cache, crls: [...lists.values()] }, lists };
}

/** The same ones as before while they are the same, so that returning cards stay known. */
async function loadRoots(
  executor: Executor,
  before: Trust | undefined,
): Promise<Pick<Trust, "roots" | "cache">> {
  const roots = loadAnchors(await readTrustAnchors(executor));
  const names = (anchors: readonly TrustAnchor[]): string =>
    anchors.map(({ certificate }) => fingerprintOf(certificate.encoded)).join();

  return before !== undefined && names(before.roots) === names(roots)
    ? before
    : { roots, cache: new CertificateCache(CERTIFICATES_KEPT) };
}

/** @throws TrustError */
export async function loadList(
  executor: Executor,
  reference: ListReference,
  roots: readonly TrustAnchor[],
): Promise<RevocationList> {
  return loadRevocationListInTurns(await readList(executor, reference), roots, pause);
}

export function droppedOf(rows: readonly DroppedRow[]): RevocationList["dropped"] {
  return new Map(
    rows.map(({ serial, revokedAt, reason, keepUntil }) => [
      serial,
      { at: revokedAt.epochMilliseconds, reason, keepUntil: keepUntil.epochMilliseconds },
    ]),
  );
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
