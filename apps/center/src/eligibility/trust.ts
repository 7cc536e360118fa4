/** The roots and revocation lists that cards are judged by: kept in the database, read once a process and change. */
import { CertificateCache, loadAnchors, loadRevocationList } from "@madoguchi/trust";
import type { RevocationList, TrustAnchor } from "@madoguchi/trust";
import type { Clock } from "@madoguchi/notation";
import type { Executor, Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { insertTrustAnchor, putRevocationList, raiseTrustRevision, readTrust } from "./store.ts";

export type Trust = {
  readonly roots: readonly TrustAnchor[];
  readonly crls: readonly RevocationList[];
  readonly cache: CertificateCache;
};

export type TrustReader = (executor: Executor, revision: number) => Promise<Trust>;

// About 4 KB each: the returning patients of a region's morning.
const CERTIFICATES_KEPT = 20_000;

/** One for a process. */
export function createTrustReader(): TrustReader {
  let kept: { readonly revision: number; readonly trust: Trust } | null = null;

  return async (executor, revision) => {
    if (kept?.revision !== revision) {
      const { anchors, lists } = await readTrust(executor);
      const roots = loadAnchors(anchors);
      const crls = lists.map((list) => loadRevocationList(list, roots));
      kept = { revision, trust: { roots, crls, cache: new CertificateCache(CERTIFICATES_KEPT) } };
    }

    return kept.trust;
  };
}

/**
 * Adds roots and puts newer revocation lists in the place of older ones. Nothing is removed.
 * @param lists each signed by one of `roots`. @throws TrustError, and then nothing is changed
 */
export async function installTrust(
  tx: Tx,
  clock: Clock,
  material: { readonly roots: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] },
): Promise<void> {
  const roots = loadAnchors(material.roots);
  for (const [index, { certificate }] of roots.entries()) {
    await insertTrustAnchor(tx, {
      fingerprint: fromHex(certificate.fingerprint),
      certificate: material.roots[index] ?? new Uint8Array(),
      addedAt: clock.now(),
    });
  }
  for (const list of material.crls) {
    const { issuer, thisUpdate, nextUpdate, distributionPoints } = loadRevocationList(list, roots);
    await putRevocationList(tx, {
      issuer: fromHex(issuer.certificate.fingerprint),
      scope: (distributionPoints ?? []).toSorted().join(" "),
      list,
      thisUpdate: Temporal.Instant.fromEpochMilliseconds(thisUpdate),
      nextUpdate: Temporal.Instant.fromEpochMilliseconds(nextUpdate),
    });
  }
  await raiseTrustRevision(tx);
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "hex"));
}
